package dev.oopsight.config;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One key that was seen otherwise than before.
 *
 * @param key whole key, {@code sysctl:vm.min_free_kbytes}
 * @param before as the tool printed it; empty where the key did not exist
 * @param after the same for afterwards
 * @param lastBefore when it was last seen as before: it changed after that
 * @param firstAfter when it was first seen as afterwards
 */
public record SettingChange(
    String key,
    Optional<String> before,
    Optional<String> after,
    Instant lastBefore,
    Instant firstAfter) {

  public SettingChange {
    requireNonNull(key);
    requireNonNull(before);
    requireNonNull(after);
    requireNonNull(lastBefore);
    requireNonNull(firstAfter);
  }

  /** Whether both lists tell the same changes, however lately they had been seen as before. */
  public static boolean sayTheSame(List<SettingChange> some, List<SettingChange> others) {
    return some.stream()
        .map(SettingChange::unconfirmed)
        .toList()
        .equals(others.stream().map(SettingChange::unconfirmed).toList());
  }

  private SettingChange unconfirmed() {
    return new SettingChange(key, before, after, firstAfter, firstAfter);
  }
}
