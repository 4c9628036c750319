package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.oopsight.log.LineView;
import dev.oopsight.parse.Reason;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A line that does not matter costs no allocation, in whatever format. */
class LogReaderAllocationTest {

  private static final int WARM_UP = 1_000;
  private static final int LINES = 100_000;
  private static final int BYTES_A_LINE = 8;

  @ParameterizedTest
  @EnumSource(Formats.class)
  void allocatesNothingForALineThatNobodyKeeps(Formats format) {
    byte[] record = format.records(List.of(BENIGN)).get(0);
    byte[] userland = "<30>Nov 23 02:12:01 web1 cron[9]: (root) CMD (true)".getBytes(UTF_8);
    Counting sink = new Counting();
    LogReader reader = new LogReader();
    Origin origin = Collected.keyed("web9");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    read(WARM_UP, reader, record, userland, origin, sink);

    long before = threads.getCurrentThreadAllocatedBytes();
    read(LINES, reader, record, userland, origin, sink);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(sink.lines).isEqualTo(WARM_UP + LINES);
    assertThat(sink.notOurs).isEqualTo(WARM_UP + LINES);
    assertThat(allocated).isLessThan((long) LINES * BYTES_A_LINE);
  }

  private static void read(
      int times, LogReader reader, byte[] record, byte[] userland, Origin origin, LineSink sink) {
    for (int i = 0; i < times; i++) {
      reader.read(record, 0, record.length, origin, sink);
      reader.read(userland, 0, userland.length, origin, sink);
    }
  }

  private static final Formats.Line BENIGN =
      new Formats.Line(
          6,
          1814,
          4_262_686_822_339L,
          Optional.empty(),
          "e1000e 0000:00:19.0 eth0: NIC Link is Up 1000 Mbps Full Duplex, Flow Control: \"Rx/Tx\"",
          "web1",
          Instant.parse("2026-11-23T02:12:01.123456Z"));

  private static final class Counting implements LineSink {
    private int lines;
    private int notOurs;

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
      throw new AssertionError(reason + " " + excerpt);
    }
  }
}
