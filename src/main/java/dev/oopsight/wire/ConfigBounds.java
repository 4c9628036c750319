package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.config.Observation;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How large a snapshot of config may be, so that it and an incident that shows it fit a topic. */
final class ConfigBounds {

  /** Characters of one value; of a longer one, the beginning and its length are kept. */
  static final int LONGEST_VALUE = 4096;

  private static final int MOST_BYTES = 4 << 20;
  private static final int BYTES_A_VALUE = 16;

  private ConfigBounds() {}

  /** The same with long values cut. */
  static List<Observation> cut(List<Observation> observations) {
    return observations.stream().map(ConfigBounds::cut).toList();
  }

  private static Observation cut(Observation observation) {
    if (observation.values().values().stream().noneMatch(v -> v.length() > LONGEST_VALUE)) {
      return observation;
    }
    SortedMap<String, String> values = new TreeMap<>(observation.values());
    values.replaceAll((key, value) -> cut(value));
    return new Observation(observation.section(), observation.full(), values);
  }

  private static String cut(String value) {
    if (value.length() <= LONGEST_VALUE) return value;
    int end = Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 1)) ? 1 : 0;
    return value.substring(0, LONGEST_VALUE - end) + "… (" + value.length() + " characters)";
  }

  /** Whether it is larger, keys written out, than a message may be. */
  static boolean exceeds(List<Observation> observations) {
    long bytes = 0;
    for (Observation observation : observations) {
      bytes += bytes(observation.section().name());
      for (var value : observation.values().entrySet()) {
        bytes += BYTES_A_VALUE + bytes(value.getKey()) + bytes(value.getValue());
      }
    }
    return bytes > MOST_BYTES;
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
