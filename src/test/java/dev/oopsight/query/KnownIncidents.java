package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Queries over lists, for tests. */
public final class KnownIncidents implements IncidentQueries {

  private final TreeMap<HostId, List<KernelIncident>> hosts = new TreeMap<>();
  private final List<Setting> settings = new ArrayList<>();
  private final TreeMap<HostId, List<Setting>> ofHosts = new TreeMap<>();
  private Set<Integer> missingPartitions = Set.of();
  private boolean restoring;
  private boolean broken;

  public KnownIncidents host(String name) {
    hosts.computeIfAbsent(new HostId(name), h -> new ArrayList<>());
    return this;
  }

  public KnownIncidents incident(KernelIncident incident) {
    host(incident.host().value());
    hosts.get(incident.host()).add(incident);
    return this;
  }

  /** A value that every host has from then on. */
  public KnownIncidents setting(String key, String value, Instant since) {
    settings.add(new Setting(key, value, since, since, false));
    return this;
  }

  /** A value that one host has from then on. */
  KnownIncidents setting(String host, String key, String value, Instant since) {
    host(host);
    ofHosts
        .computeIfAbsent(new HostId(host), h -> new ArrayList<>())
        .add(new Setting(key, value, since, since, false));
    return this;
  }

  public KnownIncidents withoutPartitions(Set<Integer> partitions) {
    missingPartitions = partitions;
    return this;
  }

  public KnownIncidents restoring() {
    restoring = true;
    return this;
  }

  KnownIncidents broken() {
    broken = true;
    return this;
  }

  @Override
  public Answer<Page<HostSummary>> hosts(Optional<HostId> after, int limit) {
    if (broken) throw new IllegalStateException("a bug");
    if (restoring) return notReady();
    List<HostSummary> found =
        hosts.keySet().stream()
            .filter(host -> after.map(a -> host.compareTo(a) > 0).orElse(true))
            .map(this::summary)
            .toList();
    return Answer.partial(Page.firstOf(found, limit), missingPartitions);
  }

  @Override
  public Answer<HostSummary> host(HostId host) {
    if (restoring) return notReady();
    return hosts.containsKey(host) ? Answer.found(summary(host)) : unknown(host);
  }

  @Override
  public Answer<Page<KernelIncident>> incidents(HostId host, IncidentFilter filter) {
    if (restoring) return notReady();
    return hosts.containsKey(host) ? Answer.found(filter.pageOf(hosts.get(host))) : unknown(host);
  }

  @Override
  public Answer<Page<KernelIncident>> incidents(IncidentFilter filter) {
    if (restoring) return notReady();
    return Answer.partial(
        filter.pageOf(hosts.values().stream().flatMap(List::stream).toList()), missingPartitions);
  }

  @Override
  public Answer<List<SettingChange>> changes(HostId host, Instant since, Instant until) {
    if (restoring) return notReady();
    if (!hosts.containsKey(host)) return unknown(host);
    return Answer.found(
        settings.stream()
            .filter(s -> s.since().isAfter(since) && !s.since().isAfter(until))
            .map(s -> change(s))
            .toList());
  }

  private static SettingChange change(Setting setting) {
    return new SettingChange(
        setting.key(),
        Optional.empty(),
        Optional.of(setting.value()),
        setting.since().minusSeconds(60),
        setting.since());
  }

  @Override
  public Answer<KernelIncident> incident(IncidentId id, OptionalInt revision) {
    if (restoring) return notReady();
    return hosts.values().stream()
        .flatMap(List::stream)
        .filter(incident -> incident.id().equals(id))
        .filter(incident -> revision.isEmpty() || revision.getAsInt() == incident.revision())
        .findFirst()
        .map(Answer::found)
        .orElse(Answer.absent("there is no incident " + id));
  }

  @Override
  public Answer<ConfigView> config(HostId host, Instant asOf) {
    if (restoring) return notReady();
    if (!hosts.containsKey(host)) return unknown(host);
    TreeMap<String, Setting> inForce = new TreeMap<>();
    settings.stream()
        .filter(setting -> !setting.since().isAfter(asOf))
        .forEach(setting -> inForce.put(setting.key(), setting));
    return Answer.found(new ConfigView(inForce));
  }

  @Override
  public <T> Answer<T> ofFleet(Function<Fleet, Answer<T>> question) {
    if (restoring) return notReady();
    return question.apply(new KnownFleet(hosts, ofHosts));
  }

  @Override
  public IncidentQueries allowingStale() {
    return this;
  }

  @Override
  public boolean alive() {
    return !broken;
  }

  @Override
  public Readiness readiness() {
    return restoring ? new Readiness(false, "rebalancing", 30, 120) : Readiness.running();
  }

  private HostSummary summary(HostId host) {
    List<KernelIncident> kept = hosts.get(host);
    return new HostSummary(
        host,
        Optional.of(SeedIncident.BEGAN),
        Optional.empty(),
        kept.size(),
        kept.stream()
            .max(Comparator.comparing(KernelIncident::firstAt))
            .map(HostSummary.Newest::of));
  }

  private static <T> Answer<T> unknown(HostId host) {
    return Answer.absent("no host " + host + " is known");
  }

  private static <T> Answer<T> notReady() {
    return Answer.notReady("30 of 120 records restored", Duration.ofSeconds(3));
  }
}
