package dev.oopsight.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.log.Source;
import dev.oopsight.parse.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Holds the dead letters against what the quiet run refused: one letter a piece. */
final class Letters {

  private Letters() {}

  static void compare(
      QuietRun quiet, List<ConsumerRecord<byte[], byte[]>> records, Findings findings) {
    Map<QuietRun.Refusal, Integer> letters = new HashMap<>();
    records.forEach(letter -> letters.merge(refusal(letter), 1, Integer::sum));
    for (QuietRun.Refusal refusal : quiet.refusals()) {
      Integer count = letters.remove(refusal);
      if (count == null) findings.add(difference(refusal, "it is in no dead letter"));
      else if (count > 1)
        findings.add(difference(refusal, "it is in %d dead letters".formatted(count)));
    }
    letters.forEach(
        (refusal, count) -> findings.add(difference(refusal, "it should be in no dead letter")));
  }

  private static QuietRun.Refusal refusal(ConsumerRecord<byte[], byte[]> letter) {
    Source.Position at =
        new Source.Position(
            header(letter, "source-topic"),
            Integer.parseInt(header(letter, "source-partition")),
            Long.parseLong(header(letter, "source-offset")));
    Reason reason = Reason.valueOf(header(letter, "reason").toUpperCase(Locale.ROOT));
    return new QuietRun.Refusal(at, Integer.parseInt(header(letter, "position")), reason);
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  private static Difference difference(QuietRun.Refusal refusal, String says) {
    String line = QuietRun.whereabouts(refusal.at()) + "+" + refusal.from();
    return new Difference(
        Difference.NONE, Difference.NONE, line, refusal.reason().label() + ": " + says);
  }
}
