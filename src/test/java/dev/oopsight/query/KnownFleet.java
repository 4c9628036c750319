package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Census;
import dev.oopsight.theory.Fleet;
import dev.oopsight.theory.PrintSummary;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet of lists, for tests. */
record KnownFleet(Map<HostId, List<KernelIncident>> hosts, Map<HostId, List<Setting>> settings)
    implements Fleet {

  @Override
  public List<Appearance> appearances(Fingerprint print) {
    return incidents().stream()
        .filter(
            i ->
                i.fingerprints().site().equals(print) || i.fingerprints().mechanism().equals(print))
        .map(Appearance::of)
        .toList();
  }

  @Override
  public List<PrintSummary> prints(Fingerprint.Level level, Instant newSince) {
    return PrintSummary.all(each -> eachAppearance(level, each), newSince);
  }

  @Override
  public Map<HostId, Map<String, Instant>> blamed() {
    Map<HostId, Map<String, Instant>> blamed = new TreeMap<>();
    incidents().stream()
        .map(Appearance::of)
        .forEach(
            row -> {
              Map<String, Instant> rules =
                  blamed.computeIfAbsent(row.host(), host -> new TreeMap<>());
              row.blamed().forEach(rule -> rules.put(rule, row.firstAt()));
            });
    return blamed;
  }

  private void eachAppearance(Fingerprint.Level level, BiConsumer<Fingerprint, Appearance> told) {
    for (KernelIncident incident : incidents()) {
      Fingerprint print =
          level == Fingerprint.Level.SITE
              ? incident.fingerprints().site()
              : incident.fingerprints().mechanism();
      told.accept(print, Appearance.of(incident));
    }
  }

  @Override
  public List<KernelIncident> incidents(Collection<IncidentId> ids) {
    return incidents().stream().filter(incident -> ids.contains(incident.id())).toList();
  }

  @Override
  public Census census(Instant newSince, int most) {
    Stream<Census.Heard> heard =
        hosts.keySet().stream()
            .map(host -> new Census.Heard(host, Optional.of(SeedIncident.BEGAN)));
    return Census.of(heard, each -> eachAppearance(Fingerprint.Level.SITE, each), newSince, most)
        .shortened(most);
  }

  @Override
  public long hostCount() {
    return hosts.size();
  }

  @Override
  public List<HostId> pickAmong(int most, Set<HostId> among) {
    return among.stream().sorted().limit(most).toList();
  }

  @Override
  public List<HostId> pickOutside(int most, Set<HostId> others) {
    return hosts.keySet().stream().filter(host -> !others.contains(host)).limit(most).toList();
  }

  @Override
  public Map<HostAt, ConfigView> values(Collection<HostAt> moments) {
    return moments.stream()
        .distinct()
        .collect(Collectors.toMap(m -> m, m -> values(m.host(), m.at())));
  }

  @Override
  public Map<HostAt, ConfigView> properties(Collection<HostAt> moments, Set<String> some) {
    return values(moments);
  }

  private ConfigView values(HostId host, Instant asOf) {
    TreeMap<String, Setting> inForce = new TreeMap<>();
    settings.getOrDefault(host, List.of()).stream()
        .filter(setting -> !setting.since().isAfter(asOf))
        .forEach(setting -> inForce.put(setting.key(), setting));
    return new ConfigView(inForce);
  }

  private List<KernelIncident> incidents() {
    return hosts.values().stream().flatMap(List::stream).toList();
  }
}
