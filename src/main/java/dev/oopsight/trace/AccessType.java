package dev.oopsight.trace;

/** What was done to memory that must not be touched so. */
public enum AccessType {
  READ,
  WRITE,
  FREE
}
