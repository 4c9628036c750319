package dev.oopsight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.Caller;
import dev.oopsight.log.LineView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Another format, the same lines. */
class FormatLawTest {

  @Property(tries = 300)
  void everyFormatGivesTheSameLinesAndTheFactsItCarries(
      @ForAll Formats format, @ForAll("traces") List<Formats.Line> lines) {
    Collected packed = Collected.of(format.packed(lines));
    List<LineView> single = new ArrayList<>();
    for (byte[] record : format.records(lines)) single.addAll(Collected.of(record).lines);

    assertThat(packed.refusals).isEmpty();
    assertThat(packed.notOurs).isZero();
    assertSame(format, lines, packed.lines);
    assertSame(format, lines, single);
  }

  private static void assertSame(Formats format, List<Formats.Line> written, List<LineView> found) {
    int next = 0;
    for (Formats.Line line : written) {
      for (String text : line.texts()) {
        assertThat(found).as("lines").hasSizeGreaterThan(next);
        assertFacts(format, line, text, found.get(next++));
      }
    }
    assertThat(found).hasSize(next);
  }

  private static void assertFacts(Formats format, Formats.Line line, String text, LineView found) {
    assertThat(found.text()).isEqualTo(text);
    assertThat(found.format).isEqualTo(format.source());
    assertThat(found.level).isEqualTo(format.carries(Formats.Fact.LEVEL) ? line.level() : -1);
    assertThat(found.sequence)
        .isEqualTo(format.carries(Formats.Fact.SEQUENCE) ? line.sequence() : -1);
    assertThat(found.kernelMicros)
        .isEqualTo(format.carries(Formats.Fact.KERNEL_TIME) ? line.kernelMicros() : -1);
    assertThat(Optional.ofNullable(found.caller))
        .isEqualTo(format.carries(Formats.Fact.CALLER) ? line.caller() : Optional.empty());
    assertThat(found.host).isEqualTo(format.carries(Formats.Fact.HOST) ? line.host() : "web9");
    assertThat(found.bootId).isEqualTo(format.carries(Formats.Fact.BOOT) ? Formats.BOOT_ID : null);
    if (format.carries(Formats.Fact.WALL_SECOND)) {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, line.time());
      boolean exact = format.carries(Formats.Fact.WALL_MICROS);
      assertThat(found.wallMicros).isEqualTo(exact ? micros : micros / 1_000_000 * 1_000_000);
    }
  }

  @Provide
  Arbitrary<List<Formats.Line>> traces() {
    Arbitrary<Long> micros = Arbitraries.longs().between(0, 99_999_999_999_999L);
    Arbitrary<Optional<Caller>> callers =
        Arbitraries.integers()
            .between(0, 4_000_000)
            .map(id -> new Caller(id % 2 == 0 ? Caller.Context.TASK : Caller.Context.PROCESSOR, id))
            .optional();
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .between(-172_000_000_000L, 0)
            .map(ago -> Formats.RECEIVED.plusNanos(ago * 1_000));
    return Combinators.combine(
            Arbitraries.integers().between(0, 7),
            Arbitraries.longs().between(0, 1L << 40),
            micros,
            callers,
            texts(),
            Arbitraries.of("web1", "web1.example.com", "10.0.0.5", "fe80::1"),
            times)
        .as(Formats.Line::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static Arbitrary<String> texts() {
    Arbitrary<String> known =
        Arbitraries.of(
            "swapper: page allocation failure. order:1, mode:0\u00d74020",
            " <IRQ>  [<ffffffff802555f9>] __alloc_pages+0x2e2/0x2fb",
            " [<c0103a5b>] ? show_trace_log_lvl+0x1a/0x2f",
            "[drm] Loading RS780 Microcode #012x",
            "active_anon:2380 inactive_anon:6360\n active_file:0 inactive_file:4526\n free:1",
            "------------[ cut here ]------------",
            "Code: 48 89 \"quoted\" \\x0a \\\\ <0f> 0b",
            "CPU: 1 PID: 17 Comm: a (b) [c] Not tainted 6.12.95 #1",
            "systemd-journald[1]: not \u2014 really");
    Arbitrary<String> random =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withChars('\u00d7', '\u00e9', '\u20ac')
            .ofMaxLength(120)
            // What begins like a prefix may be taken for one; an escape like #012 for what it says.
            .map(tail -> "x" + tail.replace('#', '.').replace('[', '('));
    return Arbitraries.oneOf(known.filter(text -> !text.contains("#012")), random);
  }
}
