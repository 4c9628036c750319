package dev.oopsight.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The config of one host at one moment, by whole key. Immutable.
 *
 * @param settings by key
 */
public record ConfigView(SortedMap<String, Setting> settings) {

  /** Nothing known. */
  public static final ConfigView EMPTY = new ConfigView(new TreeMap<>());

  public ConfigView {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** The value of one key. */
  public Optional<String> value(String key) {
    return setting(key).map(Setting::value);
  }

  /** One key's setting. */
  public Optional<Setting> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** The values of {@code nic:<any>:<rest>}, by interface. */
  public Map<String, Setting> ofEveryNic(String rest) {
    SortedMap<String, Setting> found = new TreeMap<>();
    settings.tailMap("nic:").values().stream()
        .takeWhile(s -> s.key().startsWith("nic:"))
        .forEach(
            s -> {
              int end = s.key().indexOf(':', "nic:".length());
              if (end > 0 && s.key().substring(end + 1).equals(rest)) {
                found.put(s.key().substring("nic:".length(), end), s);
              }
            });
    return found;
  }
}
