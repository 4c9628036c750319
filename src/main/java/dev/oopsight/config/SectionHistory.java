package dev.oopsight.config;

import dev.oopsight.config.HostConfig.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One section of one host over time. Whatever the order in which observations come, the same is
 * known in the end.
 *
 * <p>A version is what was observed, with every moment at which exactly that was seen. While two
 * versions agree (a few keys observed between two observations of all) their times may overlap.
 * Those of two that contradict each other never do: an observation that comes late and contradicts
 * what was seen before and after it parts that version in two. So the newest version in which a key
 * stands says its value.
 */
final class SectionHistory {

  /** Views that are compared to find where a late observation ceases to matter. */
  private static final int MOST_COMPARED = 8;

  private final ConfigHistory history;
  private final Section section;

  SectionHistory(ConfigHistory history, Section section) {
    this.history = history;
    this.section = section;
  }

  /**
   * A value in force at a moment.
   *
   * @param value as the tool printed it
   * @param since when it was first seen
   * @param seen when it was last seen, not after the moment
   * @param last when it was last seen at all before it was seen otherwise
   */
  record Value(String value, Instant since, Instant seen, Instant last) {

    Setting at(Instant moment, String key) {
      boolean stale = moment.isAfter(plus(last, HostConfig.KNOWN_FOR));
      // Of a long time not every sighting is kept; that there were some, the end tells.
      boolean kept = stale || !moment.isAfter(plus(seen, HostConfig.KNOWN_FOR));
      return new Setting(key, value, since, kept ? seen : moment, stale);
    }

    /** What would have to be told anew: not each sighting. */
    private Value essence() {
      return new Value(value, since, since, last);
    }
  }

  /**
   * What an observation changed.
   *
   * @param interval the time for which something else is known than before
   * @param changes what was seen to have changed
   */
  record Told(Interval interval, List<SettingChange> changes) {}

  /** Takes an observation in; empty where it changed nothing. */
  Optional<Told> observe(Observation seen, Instant at) {
    boolean doubted = false;
    for (SectionVersion version : history.upTo(section, at)) {
      boolean begins = version.validFrom().equals(at);
      if (doubted && !begins) break;
      if (version.observation().equals(seen)) {
        Sightings sightings = history.sightings(version);
        Instant last = sightings.last();
        Instant known = plus(last, HostConfig.KNOWN_FOR);
        if (at.isAfter(known)) break;
        if (sightings.contains(at)) return Optional.empty();
        history.note(version, sightings.and(Sightings.of(at)));
        return at.isAfter(last)
            // Its end counts as known, so it lies within.
            ? Optional.of(
                new Told(
                    new Interval(known, plus(at, HostConfig.KNOWN_FOR.plusNanos(1_000))),
                    List.of()))
            : Optional.empty();
      }
      doubted |= contradict(version.observation(), seen);
    }
    return Optional.of(insert(seen, at));
  }

  private Told insert(Observation seen, Instant at) {
    List<SectionVersion> around = new ArrayList<>();
    for (SectionVersion version : history.upTo(section, at)) {
      boolean goesOn = !history.sightings(version).last().isBefore(at);
      if (goesOn && contradict(version.observation(), seen)) around.add(version);
    }
    Map<Instant, Map<String, Value>> before = viewsAfter(at, around);
    List<SettingChange> changes =
        new SectionChanges(seen, at, asOf(at.minusNanos(1_000)), lastFull(at), later(at, around))
            .told();
    around.forEach(version -> part(version, at));
    history.keep(new SectionVersion(at, seen), Sightings.of(at));
    for (Map.Entry<Instant, Map<String, Value>> view : before.entrySet()) {
      if (essence(view.getKey()).equals(view.getValue())) {
        return new Told(new Interval(at, view.getKey()), changes);
      }
    }
    return new Told(new Interval(at, Instant.MAX), changes);
  }

  /** When all of the section was last seen before the moment. */
  private Optional<Instant> lastFull(Instant at) {
    for (SectionVersion version : history.upTo(section, at.minusNanos(1_000))) {
      if (!version.observation().full()) continue;
      return Optional.of(history.sightings(version).upTo(at.minusNanos(1_000)));
    }
    return Optional.empty();
  }

  /** What was seen after the moment, nearest first, up to where all of the section was. */
  private List<SectionVersion> later(Instant at, List<SectionVersion> around) {
    List<SectionVersion> later = new ArrayList<>();
    for (SectionVersion version : around) {
      List<Instant> rest = history.sightings(version).after(at);
      if (!rest.isEmpty()) later.add(new SectionVersion(rest.get(0), version.observation()));
    }
    for (SectionVersion version : history.after(section, at)) {
      later.add(version);
      if (version.observation().full()) break;
    }
    Collections.sort(later);
    return later;
  }

  /** What was known at the next moments at which something was seen, by moment. */
  private Map<Instant, Map<String, Value>> viewsAfter(Instant at, List<SectionVersion> around) {
    SortedMap<Instant, Map<String, Value>> views = new TreeMap<>();
    for (SectionVersion version : around) {
      List<Instant> rest = history.sightings(version).after(at);
      if (!rest.isEmpty()) views.put(rest.get(0), Map.of());
    }
    int compared = 0;
    for (SectionVersion later : history.after(section, at)) {
      if (!later.observation().full()) continue;
      views.put(later.validFrom(), Map.of());
      if (++compared == MOST_COMPARED) break;
    }
    views.replaceAll((moment, none) -> essence(moment));
    return new LinkedHashMap<>(views);
  }

  private Map<String, Value> essence(Instant moment) {
    SortedMap<String, Value> view = asOf(moment);
    view.replaceAll((key, value) -> value.essence());
    return view;
  }

  /** Makes versions of their own of what was seen at the moment, and of what was seen later. */
  private void part(SectionVersion version, Instant at) {
    Sightings sightings = history.sightings(version);
    List<Instant> earlier = sightings.before(at);
    List<Instant> later = sightings.after(at);
    if (!earlier.isEmpty()) history.note(version, new Sightings(earlier));
    if (sightings.contains(at)) {
      history.keep(new SectionVersion(at, version.observation()), Sightings.of(at));
    }
    if (!later.isEmpty()) {
      history.keep(new SectionVersion(later.get(0), version.observation()), new Sightings(later));
    }
  }

  private static boolean contradict(Observation first, Observation second) {
    return says(first, second) || says(second, first);
  }

  /** Whether the first says other than the second of what stands in the second. */
  private static boolean says(Observation first, Observation second) {
    for (Map.Entry<String, String> entry : second.values().entrySet()) {
      String value = first.values().get(entry.getKey());
      if (value == null ? first.full() : !value.equals(entry.getValue())) return true;
    }
    return false;
  }

  /** What was in force at the moment, by whole key. */
  SortedMap<String, Value> asOf(Instant moment) {
    SortedMap<String, Value> found = new TreeMap<>();
    SortedMap<String, Value> unchanged = new TreeMap<>();
    boolean complete = false;
    for (SectionVersion version : history.upTo(section, moment)) {
      if (complete && unchanged.isEmpty()) break;
      SortedMap<String, String> values = version.observation().values();
      Sightings sightings = history.sightings(version);
      for (Map.Entry<String, String> entry : values.entrySet()) {
        String key = entry.getKey();
        Value newer = found.get(key);
        if (newer == null && complete) continue;
        if (newer != null && !unchanged.containsKey(key)) continue;
        if (newer != null && !newer.value().equals(entry.getValue())) {
          unchanged.remove(key);
          continue;
        }
        Value value = value(entry.getValue(), version.validFrom(), sightings, moment, newer);
        found.put(key, value);
        unchanged.put(key, value);
      }
      if (version.observation().full()) {
        complete = true;
        unchanged.keySet().retainAll(values.keySet());
      }
    }
    return found;
  }

  private static Value value(
      String text, Instant from, Sightings sightings, Instant moment, Value newer) {
    Instant seen = sightings.upTo(moment);
    Instant last = sightings.last();
    if (newer == null) return new Value(text, from, seen, last);
    return new Value(text, from, later(seen, newer.seen()), later(last, newer.last()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  static Instant minus(Instant moment, Duration duration) {
    return moment.isBefore(Instant.MIN.plus(duration)) ? Instant.MIN : moment.minus(duration);
  }

  static Instant plus(Instant moment, Duration duration) {
    return moment.isAfter(Instant.MAX.minus(duration)) ? Instant.MAX : moment.plus(duration);
  }
}
