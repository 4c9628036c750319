package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.theory.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Answers without what is to be taken out. State is kept with the names of hosts, so a host is
 * asked for by the name under which it is published, or by one of its own.
 */
public final class RedactedQueries implements IncidentQueries {

  private static final int ROUND = 1_000;

  private final IncidentQueries all;
  private final Redaction redaction;
  private final Map<HostId, HostId> hosts = new ConcurrentHashMap<>();

  public RedactedQueries(IncidentQueries all, Redaction redaction) {
    this.all = all;
    this.redaction = redaction;
  }

  @Override
  public Answer<Page<HostSummary>> hosts(Optional<HostId> after, int limit) {
    return all.hosts(after.map(this::own), limit)
        .map(page -> new Page<>(page.items().stream().map(this::redacted).toList(), page.more()));
  }

  @Override
  public Answer<HostSummary> host(HostId host) {
    return all.host(own(host)).map(this::redacted);
  }

  @Override
  public Answer<Page<KernelIncident>> incidents(HostId host, IncidentFilter filter) {
    return all.incidents(own(host), filter)
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
    HostId own = own(host);
    return all.changes(own, since, until)
        .map(changes -> redaction.of(new Changed(own, changes)).changes());
  }

  @Override
  public <T> Answer<T> ofFleet(Function<Fleet, Answer<T>> question) {
    return all.ofFleet(fleet -> question.apply(new RedactedFleet(fleet, redaction, this::own)));
  }

  @Override
  public Answer<KernelIncident> incident(IncidentId id, OptionalInt revision) {
    return all.incident(id, revision).map(redaction::of);
  }

  @Override
  public Answer<ConfigView> config(HostId host, Instant asOf) {
    HostId own = own(host);
    return all.config(own, asOf).map(config -> redaction.of(config, own));
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
  private HostSummary redacted(HostSummary host) {
    Optional<HostSummary.Newest> newest =
        host.newest()
            .flatMap(
                known ->
                    incident(known.id(), OptionalInt.empty())
                        .fold(
                            found -> Optional.of(HostSummary.Newest.of(found.value())),
                            absent -> Optional.empty(),
                            bad -> Optional.empty(),
                            notReady -> Optional.empty()));
    return new HostSummary(
        redaction.host(host.host()), host.lastHeard(), host.lastConfig(), host.incidents(), newest);
  }

  /** The name under which a host is kept; what is no published name is taken for one of those. */
  private HostId own(HostId published) {
    if (!redaction.takes(Redaction.What.HOSTS)) return published;
    if (!hosts.containsKey(published)) learn();
    return hosts.getOrDefault(published, published);
  }

  private void learn() {
    Optional<HostId> after = Optional.empty();
    do {
      List<HostId> page =
          all.hosts(after, ROUND)
              .fold(
                  found -> found.value().items().stream().map(HostSummary::host).toList(),
                  absent -> List.of(),
                  bad -> List.of(),
                  notReady -> List.of());
      page.forEach(host -> hosts.put(redaction.host(host), host));
      after = page.size() < ROUND ? Optional.empty() : Optional.of(page.get(ROUND - 1));
    } while (after.isPresent());
  }
}
