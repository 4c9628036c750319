package dev.oopsight.config;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
 * <p>A version is written when it says something new, or when the one before it was last seen more
 * than {@link #KNOWN_FOR} earlier: the gap between two versions of equal values is a time for which
 * nothing is known.
 */
public final class HostConfig {

  /** A value counts as known for that long after it was last seen; then it is stale. */
  public static final Duration KNOWN_FOR = Duration.ofHours(24);

  private static final Comparator<SettingChange> NEWEST_FIRST =
      Comparator.comparing(SettingChange::firstAfter).reversed().thenComparing(SettingChange::key);

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

  /**
   * What a snapshot changed.
   *
   * @param intervals the times for which something else is known than before, one a section
   * @param changes settings that were seen to have changed
   */
  public record Observed(List<Interval> intervals, List<ConfigChange> changes) {
    public Observed {
      intervals = List.copyOf(intervals);
      changes = List.copyOf(changes);
    }
  }

  /** Takes a snapshot in. */
  public Observed observe(ConfigSnapshot snapshot) {
    List<Interval> intervals = new ArrayList<>();
    List<SettingChange> changes = new ArrayList<>();
    for (Observation observation : snapshot.observations()) {
      of(observation.section())
          .observe(Readings.leftOut(observation), snapshot.collectedAt())
          .ifPresent(
              told -> {
                intervals.add(told.interval());
                changes.addAll(told.changes());
              });
    }
    return new Observed(intervals, ConfigChange.of(snapshot.host(), changes));
  }

  /**
   * Takes in what holds for all time: the config beside a log that carries no time. Where two
   * observations name one key, the later one counts.
   */
  public void holdThroughout(List<Observation> observations) {
    Map<Section, Observation> whole = new TreeMap<>();
    for (Observation observation : observations) {
      whole.merge(observation.section(), observation, HostConfig::overridden);
    }
    for (Observation observation : whole.values()) {
      history.keep(
          new SectionVersion(Instant.EPOCH, observation),
          new Sightings(List.of(Instant.EPOCH, Instant.MAX)));
    }
  }

  private static Observation overridden(Observation first, Observation second) {
    SortedMap<String, String> values = new TreeMap<>(first.values());
    values.putAll(second.values());
    return new Observation(first.section(), first.full() || second.full(), values);
  }

  /** Everything that was in force at the moment. */
  public ConfigView asOf(Instant moment) {
    SortedMap<String, Setting> all = new TreeMap<>();
    for (Section section : history.sections()) {
      of(section).asOf(moment).forEach((key, value) -> all.put(key, value.at(moment, key)));
    }
    return new ConfigView(all);
  }

  /** What was first seen changed in the time of that length up to the moment, newest first. */
  public List<SettingChange> changesBefore(Instant moment, Duration within) {
    Instant after = SectionHistory.minus(moment, within);
    return history.sections().stream()
        .flatMap(section -> PastChanges.of(history, section, after, moment).stream())
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** When a value was first seen after the moment, at most so long after it. */
  public Optional<Instant> firstSeenAfter(Instant moment, Duration within) {
    Instant last = SectionHistory.plus(moment, within);
    return history.sections().stream()
        .flatMap(section -> firstBetween(section, moment, last).stream())
        .min(Instant::compareTo);
  }

  private Optional<Instant> firstBetween(Section section, Instant moment, Instant last) {
    for (SectionVersion version : history.after(section, moment)) {
      if (version.validFrom().isAfter(last)) break;
      if (!version.observation().values().isEmpty()) return Optional.of(version.validFrom());
    }
    return Optional.empty();
  }

  private SectionHistory of(Section section) {
    return new SectionHistory(history, section);
  }
}
