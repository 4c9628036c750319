package dev.oopsight.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an observation shows to have changed, whatever the order in which observations come: of each
 * key, what was seen right before it and right after it is held against it. What those two told
 * already, without it, is not told again.
 */
final class SectionChanges {

  private final Observation seen;
  private final Instant at;
  private final Map<String, SectionHistory.Value> known;
  private final Optional<Instant> lastFull;
  private final Map<String, Sight> next = new TreeMap<>();
  private Optional<Instant> nextFull = Optional.empty();

  /**
   * A key as it was seen.
   *
   * @param value empty where it was seen not to exist
   */
  private record Sight(Optional<String> value, Instant at) {

    boolean isAs(Sight other) {
      return value.equals(other.value);
    }
  }

  /**
   * @param known as of right before
   * @param lastFull when all of the section was last seen before: what is not known did not exist
   * @param later what was seen after it, nearest first, where it came late
   */
  SectionChanges(
      Observation seen,
      Instant at,
      Map<String, SectionHistory.Value> known,
      Optional<Instant> lastFull,
      List<SectionVersion> later) {
    this.seen = seen;
    this.at = at;
    this.known = known;
    this.lastFull = lastFull;
    for (SectionVersion version : later) {
      Instant when = version.validFrom();
      version
          .observation()
          .values()
          .forEach((k, value) -> next.putIfAbsent(k, new Sight(Optional.of(value), when)));
      if (!version.observation().full()) continue;
      nextFull = Optional.of(when);
      break;
    }
  }

  List<SettingChange> told() {
    TreeSet<String> keys = new TreeSet<>(seen.values().keySet());
    if (seen.full()) {
      keys.addAll(known.keySet());
      keys.addAll(next.keySet());
    }
    List<SettingChange> changes = new ArrayList<>();
    for (String key : keys) {
      Sight now = new Sight(Optional.ofNullable(seen.values().get(key)), at);
      Optional<Sight> earlier = earlier(key);
      Optional<Sight> later = later(key);
      boolean late = earlier.isPresent() && later.isPresent();
      boolean toldBefore = late && now.isAs(later.get());
      if (!toldBefore) earlier.ifPresent(e -> add(key, e, now, changes));
      boolean toldAfter = late && now.isAs(earlier.get());
      if (!toldAfter) later.ifPresent(l -> add(key, now, l, changes));
    }
    return changes;
  }

  private Optional<Sight> earlier(String key) {
    SectionHistory.Value value = known.get(key);
    return value == null
        ? lastFull.map(when -> new Sight(Optional.empty(), when))
        : Optional.of(new Sight(Optional.of(value.value()), value.seen()));
  }

  private Optional<Sight> later(String key) {
    return Optional.ofNullable(next.get(key))
        .or(() -> nextFull.map(when -> new Sight(Optional.empty(), when)));
  }

  private static void add(String key, Sight from, Sight to, List<SettingChange> changes) {
    if (!from.isAs(to))
      changes.add(new SettingChange(key, from.value(), to.value(), from.at(), to.at()));
  }
}
