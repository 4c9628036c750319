package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.LineView;
import dev.oopsight.parse.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Lines that are passed over are those that would not have mattered. */
class SkimLawTest {

  private static final byte[] FAULT = "fault".getBytes(UTF_8);

  /** Keeps the lines of level 4 and below, and those that tell of a fault. */
  private static final class Told implements LineSink {

    final boolean skims;
    final List<String> matter = new ArrayList<>();
    int read;
    int passedOver;

    Told(boolean skims) {
      this.skims = skims;
    }

    static Told of(byte[] file, int cut, boolean skims) {
      Told told = new Told(skims);
      LogReader reader = new LogReader();
      Origin origin = Origin.ofFile("web1", Formats.RECEIVED);
      int rest = reader.readPiece(file, 0, cut, true, false, origin, told);
      reader.readPiece(file, rest, file.length, false, true, origin, told);
      return told;
    }

    @Override
    public boolean skims() {
      return skims;
    }

    @Override
    public int quietUntil(byte[] bytes, int from, int to) {
      for (int at = from; at < to; at++) if (Bytes.startsWith(FAULT, bytes, at, to)) return at;
      return to;
    }

    @Override
    public void passedOver(int lines) {
      passedOver += lines;
    }

    @Override
    public void line(LineView line) {
      read++;
      boolean matters = (line.level >= 0 && line.level <= 4) || line.text().contains("fault");
      if (matters) matter.add(line.host + line.kernelMicros + line.wallMicros + line.text());
    }

    @Override
    public void notOurs() {
      read++;
    }

    @Override
    public void refused(Reason reason, int from, int to, String excerpt) {
      matter.add(reason + excerpt);
    }
  }

  @Property(tries = 200)
  void tellsEveryLineThatMattersAsIfItHadReadAll(
      @ForAll("files") String file, @ForAll("cuts") double where) {
    byte[] bytes = file.getBytes(UTF_8);
    int cut = (int) (bytes.length * where);

    assertThat(Told.of(bytes, cut, true).matter).isEqualTo(Told.of(bytes, cut, false).matter);
  }

  @Test
  void readsNearlyNothingOfAQuietLog() {
    byte[] log = "[   12.345678] usb 1-1: new device\n".repeat(1000).getBytes(UTF_8);

    Told told = Told.of(log, log.length / 2, true);

    assertThat(told.read).isLessThan(10);
    assertThat(told.read + told.passedOver).isEqualTo(1000);
  }

  @Test
  void readsTheLineThatAnIndentedOneGoesOnWith() {
    byte[] log =
        ("[   12.345678] usb 1-1: new device\n".repeat(3) + "               fault\n")
            .getBytes(UTF_8);

    assertThat(Told.of(log, log.length, true).matter).containsExactly("web112345678-1fault");
  }

  @Provide
  Arbitrary<Double> cuts() {
    return Arbitraries.doubles().between(0, 1);
  }

  /** Lines of all formats in any order, runs of one among them, and what looks nearly like one. */
  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> lines =
        Combinators.combine(
                Arbitraries.of(Formats.class),
                Arbitraries.of("usb 1-1: new", "fault", "a\n fault", "#9 <4>", "kern.err: x"),
                Arbitraries.of(4, 6),
                Arbitraries.of(1, 1, 40))
            .as((format, text, level, times) -> format.packed(line(text, level, times)))
            .map(bytes -> new String(bytes, UTF_8));
    return Arbitraries.oneOf(lines, Arbitraries.of(ODD)).list().ofMaxSize(8).map(SkimLawTest::file);
  }

  private static final List<String> ODD =
      List.of(
          "Jan  1 00:00:14 OpenWrt kern.warn kernel: late",
          "Jan  1 00:00:14 kern.warn kernel: late",
          "Jan  1 00:00:14.123456 web1 kern.err kernel: late",
          "Mar  3 12:00:00 web1 kernel: <4>[   12.345678] late",
          "Mar  3 12:00:00 <4>web1 kernel: late",
          "2009-06-25 03:12:01 web1 kern.warn kernel: late",
          "2009-06-25T03:12:01+00:00 web1 kernel: <3>late",
          "Thu Jun 25 03:12:01 2009 kern.warn kernel: late",
          "kern  :warn  : [   12.345678] late",
          "kernel: <4>late",
          "[Jun25 03:12] begun",
          "[  +0.000004] fault",
          "[   12.345678] #012fault",
          "[ {\"MESSAGE\": \"fault\"} ]",
          " fault",
          "",
          "plain words [   12.345678] fault");

  private static String file(List<String> parts) {
    return String.join("\n", parts) + "\n";
  }

  private static List<Formats.Line> line(String text, int level, int times) {
    List<Formats.Line> lines = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      lines.add(
          new Formats.Line(
              level,
              1814 + i,
              4_262_686_822_339L + i,
              Optional.empty(),
              text,
              "web1",
              Instant.parse("2026-11-23T02:12:01.123456Z")));
    }
    return lines;
  }
}
