package dev.oopsight.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.log.LineView;
import dev.oopsight.parse.Reason;
import dev.oopsight.wire.Formats;
import dev.oopsight.wire.LineSink;
import dev.oopsight.wire.LogReader;
import dev.oopsight.wire.Origin;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log of a case as the kernel's own lines, to be carried by any shipper. */
public final class CaseLines {

  private static final int WARNING = 4;

  private CaseLines() {}

  /**
   * The lines, each printed by that host's kernel at level "warning". Lines without kernel time get
   * that of the line before.
   */
  public static List<Formats.Line> of(CaseFile c, String host) {
    byte[] log = c.log().getBytes(UTF_8);
    Collector lines = new Collector(host);
    Origin origin = Origin.ofFile(host, Formats.RECEIVED);
    new LogReader().read(log, 0, log.length, origin, lines);
    return List.copyOf(lines.read);
  }

  private static final class Collector implements LineSink {

    private final String host;
    private final List<Formats.Line> read = new ArrayList<>();
    private long firstMicros = LineView.UNKNOWN;
    private long lastMicros = 1_000_000;

    Collector(String host) {
      this.host = host;
    }

    @Override
    public void line(LineView line) {
      if (line.kernelMicros >= 0) lastMicros = line.kernelMicros;
      if (firstMicros < 0) firstMicros = lastMicros;
      read.add(
          new Formats.Line(
              WARNING,
              1_000 + read.size(),
              lastMicros,
              Optional.ofNullable(line.caller),
              line.text(),
              host,
              Formats.RECEIVED.plus(lastMicros - firstMicros, ChronoUnit.MICROS)));
    }

    @Override
    public void notOurs() {}

    @Override
    public void refused(Reason reason, int from, int to, String excerpt) {
      throw new AssertionError(reason + ": " + excerpt);
    }
  }
}
