package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.theory.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Answers without what is to be taken out. State is kept with the names of hosts, so a host is
 * asked for by the name under which it is published, or by one of its own.
 */
public final class RedactedQueries implements IncidentQueries {

  private static final Duration SOON = Duration.ofSeconds(2);

  private final IncidentQueries all;
  private final Redaction redaction;
  private final Map<HostId, HostId> hosts;

  public RedactedQueries(IncidentQueries all, Redaction redaction) {
    this(all, redaction, new ConcurrentHashMap<>());
  }

  private RedactedQueries(IncidentQueries all, Redaction redaction, Map<HostId, HostId> hosts) {
    this.all = all;
    this.redaction = redaction;
    this.hosts = hosts;
  }

  @Override
  public Answer<Page<HostSummary>> hosts(Optional<HostId> after, int limit) {
    return after
        .map(last -> ofHost(last, own -> all.hosts(Optional.of(own), limit)))
        .orElseGet(() -> all.hosts(Optional.empty(), limit))
        .then(page -> redacted(page.items()).map(items -> new Page<>(items, page.more())));
  }

  @Override
  public Answer<HostSummary> host(HostId host) {
    return ofHost(host, all::host).then(known -> redacted(List.of(known)).map(some -> some.get(0)));
  }

  @Override
  public Answer<Page<KernelIncident>> incidents(HostId host, IncidentFilter filter) {
    return ofHost(host, own -> all.incidents(own, filter))
        .map(page -> new Page<>(page.items().stream().map(redaction::of).toList(), page.more()));
  }

  @Override
  public Answer<Page<KernelIncident>> incidents(IncidentFilter filter) {
    return all.incidents(filter)
        .map(page -> new Page<>(page.items().stream().map(redaction::of).toList(), page.more()));
  }

  /** Changes, and whose: their values may name the host. */
  private record Changed(HostId host, List<SettingChange> changes) {}

  @Override
  public Answer<List<SettingChange>> changes(HostId host, Instant since, Instant until) {
    return ofHost(
        host,
        own ->
            all.changes(own, since, until)
                .map(changes -> redaction.of(new Changed(own, changes)).changes()));
  }

  @Override
  public <T> Answer<T> ofFleet(Function<Fleet, Answer<T>> question) {
    return all.ofFleet(
        fleet ->
            question.apply(new RedactedFleet(fleet, redaction, host -> own(host).orElse(host))));
  }

  @Override
  public Answer<KernelIncident> incident(IncidentId id, OptionalInt revision) {
    return all.incident(id, revision).map(redaction::of);
  }

  @Override
  public Answer<ConfigView> config(HostId host, Instant asOf) {
    return ofHost(host, own -> all.config(own, asOf).map(config -> redaction.of(config, own)));
  }

  @Override
  public IncidentQueries allowingStale() {
    return new RedactedQueries(all.allowingStale(), redaction, hosts);
  }

  @Override
  public boolean alive() {
    return all.alive();
  }

  @Override
  public Readiness readiness() {
    return all.readiness();
  }

  /** The title of an incident may name a task that only the whole of it tells. */
  private Answer<List<HostSummary>> redacted(List<HostSummary> some) {
    List<IncidentId> newest =
        some.stream().flatMap(h -> h.newest().stream()).map(HostSummary.Newest::id).toList();
    return ofFleet(fleet -> Answer.found(fleet.incidents(newest)))
        .map(
            incidents -> {
              Map<IncidentId, KernelIncident> byId = new HashMap<>();
              incidents.forEach(incident -> byId.put(incident.id(), incident));
              return some.stream().map(host -> redacted(host, byId)).toList();
            });
  }

  private HostSummary redacted(HostSummary host, Map<IncidentId, KernelIncident> redactedById) {
    return new HostSummary(
        redaction.host(host.host()),
        host.lastHeard(),
        host.lastConfig(),
        host.incidents(),
        host.newest()
            .flatMap(newest -> Optional.ofNullable(redactedById.get(newest.id())))
            .map(HostSummary.Newest::of));
  }

  private <T> Answer<T> ofHost(HostId published, Function<HostId, Answer<T>> question) {
    return own(published)
        .map(question)
        .orElse(Answer.notReady("some hosts cannot be asked for their names", SOON));
  }

  /**
   * The name under which a host is kept; what is no published name is taken for one of those. Empty
   * where it may be the name of a host that cannot be asked now.
   */
  private Optional<HostId> own(HostId published) {
    if (!redaction.takes(Redaction.What.HOSTS)) return Optional.of(published);
    boolean all = hosts.containsKey(published) || learn();
    return Optional.ofNullable(hosts.getOrDefault(published, all ? published : null));
  }

  /** Learns the names of all hosts, and tells whether all could be asked. */
  private boolean learn() {
    return all.ofFleet(fleet -> Answer.found(fleet.pickOutside(Integer.MAX_VALUE, Set.of())))
        .fold(
            found -> {
              found.value().forEach(host -> hosts.put(redaction.host(host), host));
              return found.missingPartitions().isEmpty();
            },
            absent -> false,
            bad -> false,
            notReady -> false);
  }
}
