package dev.oopsight.incident;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where incidents lie: the heap for a file that is read once, the topology's stores for a fleet. It
 * keeps and finds; {@link Incidents} knows what becomes of an occurrence.
 */
public interface IncidentLedger {

  /** What was counted of that occurrence. */
  Optional<Counted> counted(HostId host, OccurrenceId occurrence);

  /** Notes an occurrence as counted, in place of what was noted of it before. */
  void note(HostId host, OccurrenceId occurrence, Counted counted);

  /** The newest incident of a site on one boot, however long ago. */
  Optional<Tally> tally(HostId host, BootKey boot, Fingerprint site);

  /** The newest incidents of all sites on all boots of a host. */
  List<Tally> tallies(HostId host);

  /** Takes back the newest incident of a site on one boot. */
  void forget(HostId host, BootKey boot, Fingerprint site);

  /** Replaces the newest incident of a site on one boot. */
  void keep(HostId host, BootKey boot, Fingerprint site, Tally tally);

  /** The newest revision of an incident. */
  Optional<KernelIncident> find(IncidentId incident);

  /** Keeps a revision; older ones of the same incident are forgotten. */
  void keep(KernelIncident incident);

  /** Takes back a revision whose successor is kept next. */
  void forget(KernelIncident stale);

  /** The incidents of a host whose first occurrence began in [from, until), oldest first. */
  List<IncidentId> begunIn(HostId host, Instant from, Instant until);
}
