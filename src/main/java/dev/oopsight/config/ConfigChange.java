package dev.oopsight.config;

import static java.util.Objects.requireNonNull;

import dev.oopsight.log.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One setting of a host that was seen otherwise than before.
 *
 * @param host whose
 * @param key whole key, {@code sysctl:vm.min_free_kbytes}
 * @param before as the tool printed it; empty where the key did not exist
 * @param after the same for afterwards
 * @param lastBefore when it was last seen as before: it changed after that
 * @param firstAfter when it was first seen as afterwards
 * @param together other keys of the host that were seen changed in the same snapshot, at most
 *     {@value #MOST_TOGETHER}, sorted
 * @param togetherCount how many there are in all
 */
public record ConfigChange(
    HostId host,
    String key,
    Optional<String> before,
    Optional<String> after,
    Instant lastBefore,
    Instant firstAfter,
    List<String> together,
    int togetherCount) {

  /** A new kernel changes hundreds of settings at once. */
  static final int MOST_TOGETHER = 20;

  public ConfigChange {
    requireNonNull(host);
    requireNonNull(key);
    requireNonNull(before);
    requireNonNull(after);
    requireNonNull(lastBefore);
    requireNonNull(firstAfter);
    together = List.copyOf(together);
    if (togetherCount < together.size()) throw new IllegalArgumentException("" + togetherCount);
  }

  /** What a snapshot showed to have changed, each key with the others. */
  static List<ConfigChange> of(HostId host, List<SettingChange> changes) {
    List<String> keys = changes.stream().map(SettingChange::key).distinct().sorted().toList();
    return changes.stream()
        .map(
            c ->
                new ConfigChange(
                    host,
                    c.key(),
                    c.before(),
                    c.after(),
                    c.lastBefore(),
                    c.firstAfter(),
                    keys.stream().filter(k -> !k.equals(c.key())).limit(MOST_TOGETHER).toList(),
                    keys.size() - 1))
        .toList();
  }
}
