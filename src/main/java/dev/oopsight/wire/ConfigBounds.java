package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.config.Observation;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How large a snapshot of config may be, so that it and an incident that shows it fit a topic. One
 * with more is refused: cut, it would say that keys are gone.
 *
 * @param bytes of one snapshot, keys written out
 * @param keys of one snapshot, all sections together
 * @param valueChars of one value; of a longer one, the beginning and its length are kept
 */
public record ConfigBounds(int bytes, int keys, int valueChars) {

  /** 4 MiB, 100 000 keys, 4096 characters a value. */
  public static final ConfigBounds DEFAULT = new ConfigBounds(4 << 20, 100_000, 4096);

  private static final int BYTES_A_VALUE = 16;

  public ConfigBounds {
    if (bytes < 1 || keys < 1 || valueChars < 1) {
      throw new IllegalArgumentException(
          "%d bytes, %d keys, %d characters".formatted(bytes, keys, valueChars));
    }
  }

  /** How many values are longer than they may be. */
  int tooLong(List<Observation> observations) {
    return (int)
        observations.stream()
            .map(observation -> observation.values().values())
            .flatMap(Collection::stream)
            .filter(value -> value.length() > valueChars)
            .count();
  }

  /** The same with long values cut. */
  List<Observation> cut(List<Observation> observations) {
    return observations.stream().map(this::cut).toList();
  }

  private Observation cut(Observation observation) {
    SortedMap<String, String> values = new TreeMap<>(observation.values());
    values.replaceAll((key, value) -> cut(value));
    return new Observation(observation.section(), observation.full(), values);
  }

  private String cut(String value) {
    if (value.length() <= valueChars) return value;
    int end = Character.isHighSurrogate(value.charAt(valueChars - 1)) ? 1 : 0;
    return value.substring(0, valueChars - end) + "… (" + value.length() + " characters)";
  }

  /** Whether it holds more than a snapshot may. */
  boolean exceeded(List<Observation> observations) {
    long allBytes = 0;
    long allKeys = 0;
    for (Observation observation : observations) {
      allBytes += bytes(observation.section().name());
      allKeys += observation.values().size();
      for (var value : observation.values().entrySet()) {
        allBytes += BYTES_A_VALUE + bytes(value.getKey()) + bytes(value.getValue());
      }
    }
    return allBytes > bytes || allKeys > keys;
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
