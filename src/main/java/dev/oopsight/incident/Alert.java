package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What somebody on call should know: a fault that goes on on a host. The incidents of one site on
 * one host are one alert while no more than a window of time lies between their occurrences, so
 * that what recurs is told once; people may have acknowledged or muted it.
 *
 * @param id of the incident that opened it
 * @param firing whether it is open; false where it is resolved
 * @param news whether people should hear of it: it opened, became another severity, or is resolved
 * @param newest its newest incident in its newest revision
 * @param since when the first occurrence began
 * @param until when it ends if nothing more occurs; when it was resolved
 * @param updatedAt by our clock
 */
public record Alert(
    IncidentId id,
    boolean firing,
    boolean news,
    KernelIncident newest,
    Instant since,
    Instant until,
    Instant updatedAt) {
  public Alert {
    requireNonNull(id);
    requireNonNull(newest);
    requireNonNull(since);
    requireNonNull(until);
    requireNonNull(updatedAt);
  }
}
