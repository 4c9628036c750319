package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.theory.Census;
import dev.oopsight.theory.Fleet;
import dev.oopsight.theory.HostProperties;
import dev.oopsight.theory.PrintSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet of which only what may be published is told; its hosts are asked by published names. */
final class RedactedFleet implements Fleet {

  /** Incidents that are held at once. */
  private static final int AT_ONCE = 100;

  private final Fleet all;
  private final Redaction redaction;
  private final UnaryOperator<HostId> own;

  /**
   * @param own the name under which a host is kept, by the one that is published
   */
  RedactedFleet(Fleet all, Redaction redaction, UnaryOperator<HostId> own) {
    this.all = all;
    this.redaction = redaction;
    this.own = own;
  }

  @Override
  public List<Appearance> appearances(Fingerprint print) {
    List<Appearance> some = all.appearances(print);
    if (!redaction.takes(Redaction.What.COMMS)) return some.stream().map(redaction::of).toList();
    List<Appearance> redacted = new ArrayList<>();
    for (int from = 0; from < some.size(); from += AT_ONCE) {
      redacted.addAll(byIncident(some.subList(from, Math.min(from + AT_ONCE, some.size()))));
    }
    return redacted;
  }

  /** The title may name a task that only the whole incident tells. */
  private List<Appearance> byIncident(List<Appearance> some) {
    return incidents(some.stream().map(Appearance::incident).toList()).stream()
        .map(Appearance::of)
        .toList();
  }

  @Override
  public List<PrintSummary> prints(Fingerprint.Level level, Instant newSince) {
    return redacted(all.prints(level, newSince));
  }

  @Override
  public Map<HostId, Map<String, Instant>> blamed() {
    Map<HostId, Map<String, Instant>> renamed = new HashMap<>();
    all.blamed().forEach((host, rules) -> renamed.put(redaction.host(host), rules));
    return renamed;
  }

  @Override
  public List<KernelIncident> incidents(Collection<IncidentId> ids) {
    return all.incidents(ids).stream().map(redaction::of).toList();
  }

  @Override
  public Census census(Instant newSince, int most) {
    return all.census(newSince, most).renamed(redaction::host, this::redacted);
  }

  private List<PrintSummary> redacted(List<PrintSummary> prints) {
    Map<IncidentId, Appearance> told = new HashMap<>();
    if (redaction.takes(Redaction.What.COMMS)) {
      byIncident(prints.stream().flatMap(p -> Stream.of(p.first(), p.newest())).toList())
          .forEach(appearance -> told.put(appearance.incident(), appearance));
    }
    // An incident that went meanwhile cannot be told without what its title may name.
    return prints.stream()
        .filter(
            p -> !redaction.takes(Redaction.What.COMMS) || told.containsKey(p.first().incident()))
        .filter(
            p -> !redaction.takes(Redaction.What.COMMS) || told.containsKey(p.newest().incident()))
        .map(
            p ->
                p.of(
                    told.getOrDefault(p.first().incident(), redaction.of(p.first())),
                    told.getOrDefault(p.newest().incident(), redaction.of(p.newest()))))
        .toList();
  }

  @Override
  public long hostCount() {
    return all.hostCount();
  }

  @Override
  public List<HostId> pickAmong(int most, Set<HostId> hosts) {
    return published(all.pickAmong(most, own(hosts)));
  }

  @Override
  public List<HostId> pickOutside(int most, Set<HostId> hosts) {
    return published(all.pickOutside(most, own(hosts)));
  }

  private List<HostId> published(List<HostId> hosts) {
    return hosts.stream().map(redaction::host).toList();
  }

  private Set<HostId> own(Set<HostId> published) {
    return published.stream().map(own).collect(Collectors.toSet());
  }

  @Override
  public Map<HostAt, ConfigView> values(Collection<HostAt> moments) {
    return redacted(moments, all::values);
  }

  /** A name is only found in values where the setting that tells it is among them. */
  @Override
  public Map<HostAt, ConfigView> properties(Collection<HostAt> moments, Set<String> settings) {
    Set<String> wanted = new HashSet<>(settings);
    wanted.addAll(Redaction.NAMING_SETTINGS);
    Map<HostAt, ConfigView> found = redacted(moments, kept -> all.properties(kept, wanted));
    found.replaceAll((moment, view) -> HostProperties.readIn(view, settings));
    return found;
  }

  private Map<HostAt, ConfigView> redacted(
      Collection<HostAt> moments, Function<Collection<HostAt>, Map<HostAt, ConfigView>> question) {
    Map<HostAt, HostAt> asked = new HashMap<>();
    moments.forEach(m -> asked.put(new HostAt(own.apply(m.host()), m.at()), m));
    Map<HostAt, ConfigView> redacted = new HashMap<>();
    question
        .apply(asked.keySet())
        .forEach((kept, view) -> redacted.put(asked.get(kept), redaction.of(view, kept.host())));
    return redacted;
  }
}
