package dev.oopsight.theory;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.ConfigView;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is known of all hosts, wherever it lies. A question may travel: ask for much at once.
 */
public interface Fleet {

  /** A host at a moment. */
  record HostAt(HostId host, Instant at) {
    public HostAt {
      requireNonNull(host);
      requireNonNull(at);
    }
  }

  /** Every incident of that print, by host. */
  List<Appearance> appearances(Fingerprint print);

  /**
   * Every print of that level, in no order.
   *
   * @param newSince from when on a host counts as new under it
   */
  List<PrintSummary> prints(Fingerprint.Level level, Instant newSince);

  /**
   * Which rules were blamed on each host by evidence, each with when the newest of those incidents
   * began.
   */
  Map<HostId, Map<String, Instant>> blamed();

  /** Those of these incidents that are kept, in their newest revision and in no order. */
  List<KernelIncident> incidents(Collection<IncidentId> ids);

  /**
   * All of it at a glance.
   *
   * @param newSince from when on a host counts as new under a print
   * @param most how long its lists get
   */
  Census census(Instant newSince, int most);

  /** How many hosts are known. */
  long hostCount();

  /** Some of these hosts, picked by nothing that could have to do with them; the same each time. */
  List<HostId> pickAmong(int most, Set<HostId> hosts);

  /** The same of all other hosts. */
  List<HostId> pickOutside(int most, Set<HostId> hosts);

  /**
   * The values that were in force on each; none where nothing is known. A host may have thousands
   * of them, so ask for some tens of hosts at a time.
   */
  Map<HostAt, ConfigView> values(Collection<HostAt> moments);

  /** The same, but only what {@link HostProperties} reads where those settings matter. */
  Map<HostAt, ConfigView> properties(Collection<HostAt> moments, Set<String> settings);
}
