package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

/**
 * One fact that speaks for or against an explanation.
 *
 * @param weight how much
 * @param says the fact in plain words, with this incident's numbers
 */
public record Evidence(Weight weight, String says) {
  public Evidence {
    requireNonNull(weight);
    requireNonNull(says);
  }
}
