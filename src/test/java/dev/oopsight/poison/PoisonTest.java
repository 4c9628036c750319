package dev.oopsight.poison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.LineView;
import dev.oopsight.parse.Reason;
import dev.oopsight.poison.Poison.Input;
import dev.oopsight.poison.Poison.Sent;
import dev.oopsight.topology.PipelineDriver;
import dev.oopsight.wire.LineSink;
import dev.oopsight.wire.LogReader;
import dev.oopsight.wire.Origin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Whatever comes, the pipeline goes on, and accounts for all of it. */
class PoisonTest {

  private static final Instant NOON = Instant.parse("2024-11-12T12:00:00Z");
  private static final List<String> GOOD =
      List.of(
          "[  100.000000] BUG: unable to handle page fault for address: 0000000000000010",
          "[  100.000001] Call Trace:",
          "[  100.000002]  ext4_writepages+0x1f3/0xe50 [ext4]",
          "[  100.000003] ---[ end trace 0000000000000000 ]---");

  /** What a reader of its own makes of the records. */
  private static final class Account implements LineSink {
    private int lines;
    private int notOurs;
    private int refused;

    @Override
    public void line(LineView line) {
      lines++;
    }

    @Override
    public void notOurs() {
      notOurs++;
    }

    @Override
    public void refused(Reason reason, int from, int to, String excerpt) {
      refused++;
    }
  }

  @Test
  void goesOnAndAccountsForAllOfIt() {
    List<Sent> poison = new Poison(20_090_625).records(2_000);
    Account account = new Account();
    LogReader reader = new LogReader();
    Origin origin = Origin.in(ZoneOffset.UTC);
    int configs = 0;
    try (PipelineDriver pipeline = new PipelineDriver()) {
      GOOD.forEach(line -> pipeline.log("good", NOON, line));
      for (Sent sent : poison) {
        pipeline.send(sent.input() == Input.CONFIGS, sent.key(), sent.host(), NOON, sent.value());
        if (sent.input() == Input.CONFIGS) {
          configs++;
        } else {
          byte[] value = sent.value() == null ? new byte[0] : sent.value();
          int before = account.lines + account.notOurs + account.refused;
          origin.record(sent.host(), sent.key(), NOON.toEpochMilli());
          reader.read(value, 0, value.length, origin, account);
          assertThat(account.lines + account.notOurs + account.refused)
              .as(() -> "is spoken of: " + new String(value, UTF_8))
              .isGreaterThan(before);
        }
      }
      pipeline.fallSilent();

      assertThat(pipeline.incidents())
          .filteredOn(i -> i.host().value().equals("good"))
          .singleElement()
          .satisfies(i -> assertThat(i.trace().frames()).hasSize(1));
      double refusedConfigs = configs - pipeline.counted("oopsight.config.snapshots");
      assertThat(pipeline.counted("oopsight.records")).isEqualTo(poison.size() + GOOD.size());
      assertThat(pipeline.counted("oopsight.lines"))
          .isEqualTo(account.lines + account.notOurs + GOOD.size());
      assertThat(pipeline.counted("oopsight.refused")).isEqualTo(account.refused + refusedConfigs);
      assertLetters(pipeline.deadLetters(), poison, account.refused + (int) refusedConfigs);
    }
  }

  private static void assertLetters(
      List<TestRecord<byte[], byte[]>> letters, List<Sent> poison, int count) {
    assertThat(letters).hasSize(count);
    List<Sent> logs = poison.stream().filter(s -> s.input() == Input.LOGS).toList();
    List<Sent> configs = poison.stream().filter(s -> s.input() == Input.CONFIGS).toList();
    for (TestRecord<byte[], byte[]> letter : letters) {
      int offset = Integer.parseInt(header(letter, "source-offset"));
      boolean ofLogs = header(letter, "source-topic").equals("kernel.log");
      byte[] source = ofLogs ? logs.get(offset - GOOD.size()).value() : configs.get(offset).value();
      int from = ofLogs ? Integer.parseInt(header(letter, "position")) : 0;
      if (source == null) assertThat(letter.value()).isNull();
      else
        assertThat(letter.value())
            .isEqualTo(Arrays.copyOfRange(source, from, from + letter.value().length));
    }
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
