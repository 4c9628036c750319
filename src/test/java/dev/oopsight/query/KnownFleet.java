package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

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
  public void eachAppearance(BiConsumer<Fingerprint, Appearance> told) {
    for (KernelIncident incident : incidents()) {
      told.accept(incident.fingerprints().mechanism(), Appearance.of(incident));
      told.accept(incident.fingerprints().site(), Appearance.of(incident));
    }
  }

  @Override
  public Optional<KernelIncident> incident(IncidentId id) {
    return incidents().stream().filter(incident -> incident.id().equals(id)).findFirst();
  }

  @Override
  public long hostCount() {
    return hosts.size();
  }

  @Override
  public List<HostId> pick(int most, Predicate<HostId> wanted) {
    return hosts.keySet().stream().filter(wanted).limit(most).toList();
  }

  @Override
  public ConfigView values(HostId host, Instant asOf) {
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
