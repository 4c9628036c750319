package dev.oopsight.diagnosis;

import java.util.Locale;

/**
 * How much one piece of evidence tells: the factor by which it multiplies the odds of an
 * explanation, or divides them when it speaks against it.
 */
public enum Weight {
  WEAK(1.5),
  MEDIUM(3),
  STRONG(8),
  /** Settles the matter, short of a contradiction of the same weight. */
  DECISIVE(50);

  private final double factor;

  Weight(double factor) {
    this.factor = factor;
  }

  /** Likelihood ratio, above 1. */
  public double factor() {
    return factor;
  }

  /** Lower case: the name in rules and outputs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
