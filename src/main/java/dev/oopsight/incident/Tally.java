package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import dev.oopsight.log.EventTime;
import java.time.Instant;

/**
 * How an incident goes on, between the revisions that are published.
 *
 * @param incident which
 * @param printed occurrences that were printed, from 1
 * @param suppressed occurrences that the kernel says it did not print, from 0
 * @param lastAt when the newest occurrence began
 * @param publishedAt event time of the newest published revision
 */
public record Tally(
    IncidentId incident, long printed, long suppressed, EventTime lastAt, Instant publishedAt) {

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
        publishedAt);
  }

  /** The same occurrences, of which one said something else. */
  Tally amended(long moreSuppressed, EventTime newLastAt) {
    return new Tally(incident, printed, suppressed + moreSuppressed, newLastAt, publishedAt);
  }

  Tally publishedAt(Instant moment) {
    return new Tally(incident, printed, suppressed, lastAt, moment);
  }
}
