package dev.oopsight.config;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

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
}
