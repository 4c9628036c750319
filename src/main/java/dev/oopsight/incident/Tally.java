package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import dev.oopsight.log.EventTime;
import java.time.Duration;
import java.time.Instant;

/**
 * How an incident goes on, between the revisions that are published.
 *
 * @param incident which
 * @param printed occurrences that were printed, from 1
 * @param suppressed occurrences that the kernel says it did not print, from 0
 * @param lastAt when the newest occurrence began
 * @param publishedAt event time of the newest published revision
 * @param waiting whether anything was counted since then
 */
public record Tally(
    IncidentId incident,
    long printed,
    long suppressed,
    EventTime lastAt,
    Instant publishedAt,
    boolean waiting) {

  /** Counts are published at least that often, by the host's clock. */
  static final Duration PUBLISH_EVERY = Duration.ofHours(1);

  public Tally {
    requireNonNull(incident);
    if (printed < 1 || suppressed < 0) {
      throw new IllegalArgumentException(printed + " printed, " + suppressed + " suppressed");
    }
    requireNonNull(lastAt);
    requireNonNull(publishedAt);
  }

  /** One more occurrence. */
  Tally and(Occurrence occurrence) {
    EventTime at = occurrence.text().startedAt();
    return new Tally(
        incident,
        printed + 1,
        suppressed + occurrence.suppressed(),
        at.compareTo(lastAt) > 0 ? at : lastAt,
        publishedAt,
        true);
  }

  /** The same occurrences, of which one said something else. */
  Tally amended(long moreSuppressed, EventTime newLastAt) {
    boolean more = moreSuppressed != 0 || !newLastAt.equals(lastAt);
    return new Tally(
        incident, printed, suppressed + moreSuppressed, newLastAt, publishedAt, waiting || more);
  }

  /** The same, as it goes out. */
  Tally published() {
    return new Tally(incident, printed, suppressed, lastAt, lastAt.at(), false);
  }

  /** Until when what is counted may wait to be published. */
  Instant due() {
    return publishedAt.plus(PUBLISH_EVERY);
  }

  /** Whether a count reached the next of 1, 10, 100 …, or time is up. */
  boolean isDueAfter(Tally before) {
    return digits(printed) > digits(before.printed)
        || digits(suppressed) > digits(before.suppressed)
        || !lastAt.at().isBefore(due());
  }

  private static int digits(long count) {
    return count == 0 ? 0 : Long.toString(count).length();
  }
}
