package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What is remembered of an occurrence that was counted, to tell whether it is there again or goes
 * on.
 *
 * @param incident where it was counted
 * @param at when it began
 * @param suppressed occurrences that it said were not printed, from 0
 * @param lines how many were known of it, from 1
 * @param textHash hash of their text
 */
public record Counted(IncidentId incident, Instant at, long suppressed, int lines, int textHash) {

  public Counted {
    requireNonNull(incident);
    requireNonNull(at);
    if (suppressed < 0 || lines < 1) {
      throw new IllegalArgumentException(suppressed + " suppressed, " + lines + " lines");
    }
  }

  static Counted of(Occurrence occurrence, IncidentId incident) {
    return new Counted(
        incident,
        occurrence.text().startedAt().at(),
        occurrence.suppressed(),
        occurrence.text().lines().size(),
        occurrence.text().text().hashCode());
  }

  /** Whether another reading of the occurrence says more than the one that was counted. */
  boolean isCompletedBy(Counted other) {
    return other.lines >= lines && other.textHash != textHash;
  }
}
