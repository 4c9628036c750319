package dev.oopsight.theory;

import dev.oopsight.config.ConfigView;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet.HostAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The spread of one fingerprint over a fleet: each affected host as of its newest incident, held
 * against others as of the newest incident of all. What the fleet is like today would tell of the
 * upgrades since.
 *
 * <p>Of each side some hundred hosts are looked at, picked blindly where there are more: enough for
 * any verdict, and the answer takes as long in a fleet of a hundred thousand.
 */
public final class SpreadOfPrint {

  /** Hosts of each side that are looked at. */
  static final int MOST_COMPARED = 500;

  /** Hosts whose values are held at once. */
  static final int AT_ONCE = 50;

  /** Incidents whose rules tell which settings matter. */
  private static final int MOST_ASKED = 20;

  /** More settings would only drown each other. */
  private static final int MOST_SETTINGS = 100;

  private final Fleet fleet;
  private final Map<HostId, Appearance> newest = new TreeMap<>();
  private final List<Appearance> appearances;

  private SpreadOfPrint(Fleet fleet, List<Appearance> appearances) {
    this.fleet = fleet;
    this.appearances = appearances;
    for (Appearance appearance : appearances) {
      newest.merge(appearance.host(), appearance, SpreadOfPrint::later);
    }
  }

  /** Empty where nothing of that print is known. */
  public static Optional<Spread> of(Fleet fleet, Fingerprint print) {
    List<Appearance> appearances = fleet.appearances(print);
    return appearances.isEmpty() ? Optional.empty() : Optional.of(of(fleet, appearances));
  }

  /** Of only some of its incidents: their hosts against all others. */
  public static Spread of(Fleet fleet, List<Appearance> appearances) {
    return new SpreadOfPrint(fleet, appearances).compare();
  }

  private Spread compare() {
    Set<String> settings = settings();
    List<Subject> subjects = new ArrayList<>();
    List<HostAt> affected =
        fleet.pickAmong(MOST_COMPARED, newest.keySet()).stream()
            .map(host -> new HostAt(host, newest.get(host).firstAt()))
            .toList();
    eachView(
        affected,
        settings,
        (host, config) ->
            subjects.add(
                new Subject(true, HostProperties.of(config, newest.get(host).kernel(), settings))));
    Instant then =
        newest.values().stream().map(Appearance::firstAt).max(Comparator.naturalOrder()).get();
    List<HostAt> others =
        fleet.pickOutside(MOST_COMPARED, newest.keySet()).stream()
            .map(host -> new HostAt(host, then))
            .toList();
    eachView(
        others,
        settings,
        (host, config) ->
            subjects.add(
                new Subject(false, HostProperties.of(config, Optional.empty(), settings))));
    long known = Math.max(fleet.hostCount(), newest.size());
    return Comparison.of(newest.size(), known, appearances.size(), subjects);
  }

  /** Some at a time: of most values nothing is kept. */
  private void eachView(
      List<HostAt> moments, Set<String> settings, BiConsumer<HostId, ConfigView> told) {
    for (int from = 0; from < moments.size(); from += AT_ONCE) {
      List<HostAt> some = moments.subList(from, Math.min(from + AT_ONCE, moments.size()));
      Map<HostAt, ConfigView> views = fleet.properties(some, settings);
      some.forEach(m -> told.accept(m.host(), views.getOrDefault(m, ConfigView.EMPTY)));
    }
  }

  /** What the rules looked at, in the newest incidents. */
  private Set<String> settings() {
    Set<String> keys = new TreeSet<>();
    List<IncidentId> asked =
        newest.values().stream()
            .sorted(Comparator.comparing(Appearance::firstAt).reversed())
            .limit(MOST_ASKED)
            .map(Appearance::incident)
            .toList();
    fleet.incidents(asked).stream()
        .map(KernelIncident::diagnosis)
        .flatMap(diagnosis -> diagnosis.consulted().stream())
        .forEach(keys::add);
    Set<String> kept = new TreeSet<>();
    keys.stream().limit(MOST_SETTINGS).forEach(kept::add);
    return kept;
  }

  private static Appearance later(Appearance one, Appearance other) {
    return other.firstAt().isAfter(one.firstAt()) ? other : one;
  }
}
