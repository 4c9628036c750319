package dev.oopsight.config;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One host's config over time: takes observations in whatever order they come and answers what was
 * in force at a moment.
 *
 * <p>A version holds just what was observed; what was in force is put together when asked, from the
 * newest full version back from the moment and the partial ones after it. So a partial observation
 * that comes late counts for every later moment up to the next full one, without rewriting any.
 *
 * <p>A version is written when it says something new, or when the one before it was last confirmed
 * more than {@link #KNOWN_FOR} earlier: the gap between two versions of equal values is a time for
 * which nothing is known.
 */
public final class HostConfig {

  /** A value counts as known for that long after it was last confirmed; then it is stale. */
  public static final Duration KNOWN_FOR = Duration.ofHours(24);

  private final ConfigHistory history;

  public HostConfig(ConfigHistory history) {
    this.history = history;
  }

  /**
   * The time in which an observation changed what is known.
   *
   * @param from inclusive
   * @param until exclusive
   */
  public record Interval(Instant from, Instant until) {
    /** Whether the moment lies within. */
    public boolean contains(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(until);
    }
  }

  /** Takes a snapshot in; tells for which times it changed what is known, one a section. */
  public List<Interval> observe(ConfigSnapshot snapshot) {
    List<Interval> changed = new ArrayList<>();
    for (Observation observation : snapshot.observations()) {
      observe(observation, snapshot.collectedAt()).ifPresent(changed::add);
    }
    return changed;
  }

  /**
   * Takes in what holds for all time: the config beside a log that carries no time. Where two
   * observations name one key, the later one counts.
   */
  public void holdThroughout(List<Observation> observations) {
    Map<Section, Observation> whole = new TreeMap<>();
    for (Observation observation : observations) {
      whole.merge(observation.section(), observation, HostConfig::together);
    }
    for (Observation observation : whole.values()) {
      SectionVersion version = new SectionVersion(Instant.EPOCH, observation);
      history.keep(version);
      history.confirm(version, Instant.MAX);
    }
  }

  private static Observation together(Observation first, Observation second) {
    SortedMap<String, String> values = new TreeMap<>(first.values());
    values.putAll(second.values());
    return new Observation(first.section(), first.full() || second.full(), values);
  }

  private Optional<Interval> observe(Observation seen, Instant at) {
    Iterator<SectionVersion> before = history.upTo(seen.section(), at).iterator();
    if (before.hasNext()) {
      SectionVersion previous = before.next();
      boolean fresh = !at.isAfter(plus(history.confirmedUntil(previous), KNOWN_FOR));
      if (fresh && saysNothingNew(seen, previous, at)) {
        if (covers(seen, previous)) history.confirm(previous, at);
        return Optional.empty();
      }
    }
    history.keep(new SectionVersion(at, seen));
    Instant until =
        history.nextFull(seen.section(), at).map(SectionVersion::validFrom).orElse(Instant.MAX);
    return Optional.of(new Interval(at, until));
  }

  private boolean saysNothingNew(Observation seen, SectionVersion previous, Instant at) {
    SortedMap<String, String> known = new TreeMap<>();
    sectionAsOf(seen.section(), at).forEach((key, setting) -> known.put(key, setting.value()));
    if (seen.full()) return previous.observation().full() && known.equals(seen.values());
    return known.entrySet().containsAll(seen.values().entrySet());
  }

  /** Whether an observation that says nothing new vouches for all that the version said. */
  private static boolean covers(Observation seen, SectionVersion version) {
    return seen.full()
        || seen.values().keySet().containsAll(version.observation().values().keySet());
  }

  /** Everything that was in force at the moment. */
  public ConfigView asOf(Instant moment) {
    SortedMap<String, Setting> all = new TreeMap<>();
    for (Section section : history.sections()) all.putAll(sectionAsOf(section, moment));
    return new ConfigView(all);
  }

  /** What was first seen after the moment and within the time given: no evidence of the moment. */
  public Optional<Instant> firstSeenAfter(Instant moment, Duration within) {
    return history.sections().stream()
        .flatMap(section -> firstAfter(section, moment, within).stream())
        .min(Instant::compareTo);
  }

  private Optional<Instant> firstAfter(Section section, Instant moment, Duration within) {
    Instant first = null;
    for (SectionVersion version : history.upTo(section, plus(moment, within))) {
      if (!version.validFrom().isAfter(moment)) break;
      first = version.validFrom();
    }
    return Optional.ofNullable(first);
  }

  private Map<String, Setting> sectionAsOf(Section section, Instant moment) {
    SortedMap<String, Setting> found = new TreeMap<>();
    SortedMap<String, Setting> unchanged = new TreeMap<>();
    boolean complete = false;
    for (SectionVersion version : history.upTo(section, moment)) {
      SortedMap<String, String> values = version.observation().values();
      if (complete && unchanged.isEmpty()) break;
      for (Map.Entry<String, String> entry : values.entrySet()) {
        String key = entry.getKey();
        if (!found.containsKey(key)) {
          if (complete) continue;
          Setting setting = setting(key, entry.getValue(), version, moment);
          found.put(key, setting);
          unchanged.put(key, setting);
        } else if (unchanged.containsKey(key)) {
          if (unchanged.get(key).value().equals(entry.getValue())) {
            Setting older = since(found.get(key), version.validFrom());
            found.put(key, older);
            unchanged.put(key, older);
          } else {
            unchanged.remove(key);
          }
        }
      }
      if (version.observation().full()) {
        complete = true;
        unchanged.keySet().retainAll(values.keySet());
      }
    }
    return found;
  }

  private Setting setting(String key, String value, SectionVersion version, Instant moment) {
    Instant until = history.confirmedUntil(version);
    boolean stale = moment.isAfter(plus(until, KNOWN_FOR));
    Instant confirmed = until.isAfter(moment) ? moment : until;
    return new Setting(key, value, version.validFrom(), confirmed, stale);
  }

  private static Setting since(Setting setting, Instant since) {
    return new Setting(
        setting.key(), setting.value(), since, setting.confirmedAt(), setting.stale());
  }

  private static Instant plus(Instant moment, Duration duration) {
    return moment.isAfter(Instant.MAX.minus(duration)) ? Instant.MAX : moment.plus(duration);
  }
}
