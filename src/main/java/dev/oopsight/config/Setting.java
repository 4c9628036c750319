package dev.oopsight.config;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * One value that was in force at a moment.
 *
 * @param key whole key, {@code sysctl:vm.min_free_kbytes}
 * @param value as the tool printed it
 * @param since when this value was first seen
 * @param confirmedAt when its section was last seen, not after the moment asked for where that is
 *     known
 * @param stale whether the last confirmation lay more than 24 h before the moment
 */
public record Setting(String key, String value, Instant since, Instant confirmedAt, boolean stale) {
  public Setting {
    requireNonNull(key);
    requireNonNull(value);
    requireNonNull(since);
    requireNonNull(confirmedAt);
  }

  /** Whether both lists tell the same values of the same time, however lately they were seen. */
  public static boolean sayTheSame(List<Setting> some, List<Setting> others) {
    return some.stream()
        .map(Setting::unconfirmed)
        .toList()
        .equals(others.stream().map(Setting::unconfirmed).toList());
  }

  private Setting unconfirmed() {
    return new Setting(key, value, since, since, stale);
  }
}
