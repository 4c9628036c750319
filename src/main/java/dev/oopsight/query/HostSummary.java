package dev.oopsight.query;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One host at a glance.
 *
 * @param host its one name
 * @param lastHeard when its kernel last printed a line that reached us
 * @param lastConfig when its config was last seen
 * @param incidents how many are kept, from 0
 * @param newest the one that began last
 */
public record HostSummary(
    HostId host,
    Optional<Instant> lastHeard,
    Optional<Instant> lastConfig,
    long incidents,
    Optional<Newest> newest) {

  /**
   * An incident in one line.
   *
   * @param id names it
   * @param kind what happened
   * @param title one line a person would say
   * @param function the guilty one, where one can be named
   * @param firstAt when it began
   * @param changedBefore settings that were seen to change shortly before, newest first
   */
  public record Newest(
      IncidentId id,
      Kind kind,
      String title,
      Optional<String> function,
      Instant firstAt,
      List<SettingChange> changedBefore) {
    public Newest {
      requireNonNull(id);
      requireNonNull(kind);
      requireNonNull(title);
      requireNonNull(function);
      requireNonNull(firstAt);
      changedBefore = List.copyOf(changedBefore);
    }

    /** That incident in one line. */
    public static Newest of(KernelIncident incident) {
      return new Newest(
          incident.id(),
          incident.trace().kind(),
          incident.trace().title(),
          incident.trace().guilty().map(Frame::function),
          incident.firstAt().at(),
          incident.changedBefore());
    }
  }

  public HostSummary {
    requireNonNull(host);
    requireNonNull(lastHeard);
    requireNonNull(lastConfig);
    if (incidents < 0) throw new IllegalArgumentException(incidents + " incidents");
    requireNonNull(newest);
  }
}
