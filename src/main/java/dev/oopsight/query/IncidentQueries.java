package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What can be asked of the state that the pipeline keeps. Only its implementation knows stores,
 * peers and rebalances. A host may be named by any of its names. Nothing here throws for a question
 * that cannot be answered: {@link Answer} lists the ways.
 */
public interface IncidentQueries extends Health {

  /**
   * The hosts that are known, in the order of their names.
   *
   * @param after only those whose name comes behind this one
   * @param limit how many at most, from 1
   */
  Answer<Page<HostSummary>> hosts(Optional<HostId> after, int limit);

  /**
   * One host at a glance.
   *
   * @return absent for a host of which neither a line nor config was ever seen
   */
  Answer<HostSummary> host(HostId host);

  /**
   * A host's incidents, newest first, each in its newest revision.
   *
   * @return absent for an unknown host; an empty page for a known one without such incidents
   */
  Answer<Page<KernelIncident>> incidents(HostId host, IncidentFilter filter);

  /**
   * The incidents of all hosts, newest first, each in its newest revision. It costs a look at each
   * that is kept.
   */
  Answer<Page<KernelIncident>> incidents(IncidentFilter filter);

  /**
   * What was seen to have changed in a host's config, newest first.
   *
   * @param since exclusive, before {@code until}
   * @param until inclusive
   * @return absent for an unknown host
   */
  Answer<List<SettingChange>> changes(HostId host, Instant since, Instant until);

  /**
   * One incident.
   *
   * @param revision which one; the newest where empty
   * @return absent where there is no such incident, or that revision is not kept
   */
  Answer<KernelIncident> incident(IncidentId id, OptionalInt revision);

  /**
   * The config that was in force on a host.
   *
   * @return absent for an unknown host; an empty view for a known one of which no config was seen
   *     by then
   */
  Answer<ConfigView> config(HostId host, Instant asOf);

  /** Puts a question to all that is known of all hosts. */
  <T> Answer<T> ofFleet(Function<Fleet, Answer<T>> question);

  /** The same, where copies that may lag behind may answer for what nobody else can. */
  IncidentQueries allowingStale();
}
