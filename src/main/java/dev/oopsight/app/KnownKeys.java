package dev.oopsight.app;

import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Finds the key that a mistyped one was meant to be. */
final class KnownKeys {

  /** More wrong letters than that are another word. */
  private static final int MOST_EDITS = 4;

  private static final int LONGEST = 100;

  private KnownKeys() {}

  /** {@code " (did you mean http.port?)"}, or where to look where no key is near. */
  static String nearest(String key) {
    if (key.length() > LONGEST) return "";
    if (isOfKafka(key)) return " (did you mean " + PassedKeys.KAFKA + key + "?)";
    return Stream.concat(
            Stream.of(Setting.values()).map(Setting::key), PassedKeys.ofRegistry().stream())
        .filter(known -> edits(key, known) <= Math.min(MOST_EDITS, known.length() / 2))
        .min(Comparator.comparingInt(known -> edits(key, known)))
        .map(known -> " (did you mean " + known + "?)")
        .orElse(" (docs/settings.md lists the keys; Kafka's own begin with kafka.)");
  }

  private static boolean isOfKafka(String key) {
    return Stream.of(
            StreamsConfig.configDef().names(),
            ConsumerConfig.configNames(),
            ProducerConfig.configNames(),
            AdminClientConfig.configNames())
        .flatMap(Set::stream)
        .anyMatch(key::equals);
  }

  /** Levenshtein's distance: letters put in, taken out or replaced. */
  static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) row[j] = j;
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
