package dev.oopsight.config;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One observation of a section that said something new, kept under the moment from which it holds.
 *
 * @param validFrom when it was collected
 * @param observation what was seen
 */
public record SectionVersion(Instant validFrom, Observation observation) {
  public SectionVersion {
    requireNonNull(validFrom);
    requireNonNull(observation);
  }
}
