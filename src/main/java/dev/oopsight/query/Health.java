package dev.oopsight.query;

/** Of the part that keeps the state. */
public interface Health {

  /** Whether the program works at all: false is a reason to restart it. */
  boolean alive();

  /** Whether it can answer now. */
  Readiness readiness();
}
