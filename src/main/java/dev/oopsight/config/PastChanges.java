package dev.oopsight.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changed in one section in a time that is over, by its versions alone: the same whatever the
 * order in which they came. It walks back from the end, and a little beyond the beginning, to see
 * what each key was before.
 */
final class PastChanges {

  /** A section that changes every few minutes tells no more by all of its versions. */
  static final int MOST_VERSIONS = 64;

  private final ConfigHistory history;
  private final Instant after;
  private final Map<String, Stay> stays = new HashMap<>();
  private final List<SettingChange> found = new ArrayList<>();

  /** The oldest version so far that shows the whole section: what has no stay did not exist. */
  private Optional<Instant> whole = Optional.empty();

  /**
   * What a key was for a while.
   *
   * @param value empty where it did not exist
   * @param from the first version that is known to say so
   */
  private record Stay(Optional<String> value, Instant from) {}

  private PastChanges(ConfigHistory history, Instant after) {
    this.history = history;
    this.after = after;
  }

  /** Changes first seen in (after, until]; none of a section that has no version in there. */
  static List<SettingChange> of(
      ConfigHistory history, Section section, Instant after, Instant until) {
    return new PastChanges(history, after).before(section, until);
  }

  private List<SettingChange> before(Section section, Instant until) {
    int seen = 0;
    for (SectionVersion version : history.upTo(section, until)) {
      boolean within = version.validFrom().isAfter(after);
      if (seen == 0 && !within) break;
      look(version);
      if ((!within && version.observation().full()) || ++seen == MOST_VERSIONS) break;
    }
    return found;
  }

  private void look(SectionVersion version) {
    version.observation().values().forEach((key, value) -> meet(key, Optional.of(value), version));
    if (!version.observation().full()) return;
    for (String key : List.copyOf(stays.keySet())) {
      if (!version.observation().values().containsKey(key)) meet(key, Optional.empty(), version);
    }
    whole = Optional.of(version.validFrom());
  }

  private void meet(String key, Optional<String> value, SectionVersion version) {
    Optional<Stay> later =
        Optional.ofNullable(stays.get(key))
            .or(() -> whole.map(from -> new Stay(Optional.empty(), from)));
    // Of two that begin at one moment, the first met counts.
    if (later.filter(l -> l.from().equals(version.validFrom())).isPresent()) return;
    later
        .filter(l -> !l.value().equals(value) && l.from().isAfter(after))
        .ifPresent(l -> found.add(change(key, value, version, l)));
    stays.put(key, new Stay(value, version.validFrom()));
  }

  private SettingChange change(
      String key, Optional<String> value, SectionVersion version, Stay later) {
    Instant lastBefore = history.sightings(version).upTo(later.from());
    return new SettingChange(key, value, later.value(), lastBefore, later.from());
  }
}
