package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import dev.oopsight.diagnosis.Finding;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incident in a few words: what of it matters to the question on which hosts a bug shows itself.
 *
 * @param incident which
 * @param host where
 * @param kind what happened
 * @param title one line a person would say
 * @param firstAt when the first occurrence began
 * @param lastAt when the last occurrence began, as was published last
 * @param printed occurrences that were printed, from 1
 * @param suppressed occurrences that the kernel says it did not print, from 0
 * @param kernel the release that the trace names
 * @param hardware machine and firmware as the trace names them
 * @param blamed ids of the rules whose evidence speaks for them
 */
public record Appearance(
    IncidentId incident,
    HostId host,
    Kind kind,
    String title,
    Instant firstAt,
    Instant lastAt,
    long printed,
    long suppressed,
    Optional<String> kernel,
    Optional<String> hardware,
    List<String> blamed) {

  public Appearance {
    requireNonNull(incident);
    requireNonNull(host);
    requireNonNull(kind);
    requireNonNull(title);
    requireNonNull(firstAt);
    requireNonNull(lastAt);
    if (printed < 1 || suppressed < 0) {
      throw new IllegalArgumentException(printed + " printed, " + suppressed + " suppressed");
    }
    requireNonNull(kernel);
    requireNonNull(hardware);
    blamed = List.copyOf(blamed);
  }

  /** That incident in a few words. */
  public static Appearance of(KernelIncident incident) {
    return new Appearance(
        incident.id(),
        incident.host(),
        incident.trace().kind(),
        incident.trace().title(),
        incident.firstAt().at(),
        incident.lastAt().at(),
        incident.printed(),
        incident.suppressed(),
        incident.trace().kernel().map(kernel -> kernel.text()),
        incident.trace().hardware(),
        incident.diagnosis().findings().stream()
            .filter(finding -> finding.score() > 1)
            .map(Finding::rule)
            .toList());
  }
}
