package dev.oopsight.assembly;

import static dev.oopsight.log.Lines.at;
import static dev.oopsight.log.Lines.numbered;
import static dev.oopsight.log.Lines.seconds;
import static dev.oopsight.log.Lines.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.Lines;
import dev.oopsight.log.TraceText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines out of order, late, or there already, as Kafka brings them. */
class ScatteredLinesTest {

  private static final HostId WEB_1 = new HostId("web1");
  private static final HostBoot BOOT = new HostBoot(WEB_1, new BootKey("boot"));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TraceAssembler assembler =
      new TraceAssembler(new ToyShapes(), AssemblyBounds.DEFAULT.ofSize(100, 10_000));
  private final List<TraceText> finished = new ArrayList<>();
  private Instant clock = Instant.parse("2026-01-05T13:00:00Z");

  @Test
  void makesNothingWaitThatComesInOrder() {
    add(at(1, "BUG one"), at(2, "frame a"), at(3, "BUG two"));

    assertThat(texts()).containsExactly("BUG one\nframe a");
  }

  @Test
  void putsAHeaderBeforeTheBodyThatCameFirst() {
    add(at(2, "frame a"), at(3, "free text"), at(4, "frame b"), at(1, "BUG one"));
    fallSilent();

    assertThat(texts()).containsExactly("BUG one\nframe a\nfree text\nframe b");
  }

  @Test
  void takesTwoMixedTracesApart() {
    add(at(1, "BUG one"), at(4, "BUG two"), at(2, "frame a"), at(5, "frame c"), at(3, "frame b"));
    fallSilent();

    assertThat(newest()).containsExactly("BUG one\nframe a\nframe b", "BUG two\nframe c");
  }

  @Test
  void goesBySequenceWhereThereIsOne() {
    add(numbered(3, "frame b"), numbered(1, "BUG one"), numbered(2, "frame a"));
    fallSilent();

    assertThat(texts()).containsExactly("BUG one\nframe a\nframe b");
  }

  @Test
  void waitsForWhatComesFromSeveralPartitions() {
    addFrom(0, at(1, "BUG one"));
    addFrom(1, at(3, "frame b"), at(4, "BUG two"));
    assertThat(texts()).isEmpty();
    addFrom(0, at(2, "frame a"));
    fallSilent();

    assertThat(texts()).containsExactly("BUG one\nframe a\nframe b", "BUG two");
  }

  @Test
  void completesATraceThatWentOutWhenItsHostFellSilent() {
    add(at(1, "BUG one"), at(2, "frame a"));
    fallSilent();
    clock = clock.plus(MINUTE);
    add(at(3, "frame b"));
    fallSilent();

    assertThat(texts()).containsExactly("BUG one\nframe a", "BUG one\nframe a\nframe b");
    assertThat(assembler.openCount()).isZero();
  }

  @Test
  void completesATraceWithWhatTheKernelPrintedAMinuteLater() {
    add(at(1, "BUG one"));
    fallSilent();
    add(at(seconds(60), "frame a"), at(seconds(60) + 1, "BUG two"));

    assertThat(texts()).containsExactly("BUG one", "BUG one\nframe a");
  }

  @Test
  void takesWhatComesTenMinutesLaterForNoPartOfIt() {
    add(at(1, "BUG one"), at(seconds(601), "frame a"), at(seconds(602), "BUG two"));

    assertThat(texts()).containsExactly("BUG one");
  }

  @Test
  void takesNoLineTwice() {
    KernelLine[] lines = {at(1, "BUG one"), at(2, "frame a"), at(2, "frame a2"), at(3, "BUG two")};
    add(lines);
    add(lines);
    fallSilent();
    add(lines);
    fallSilent();

    assertThat(texts()).containsExactly("BUG one\nframe a\nframe a2", "BUG two");
  }

  @Test
  void keepsALineThatACoarseClockPrintedTwice() {
    KernelLine[] lines = {at(1, "BUG one"), at(2, "frame a"), at(2, "frame b"), at(2, "frame a")};
    add(lines);
    add(lines);
    fallSilent();

    assertThat(texts()).containsExactly("BUG one\nframe a\nframe b\nframe a");
  }

  @Test
  void keepsNothingOfAHostThatTellsNoTraces() {
    for (int i = 0; i < 10_000; i++) add(at(seconds(i), "firewall: dropped " + i));
    assertThat(assembler.kept(BOOT)).hasSizeLessThan(200);

    clock = clock.plusSeconds(6);
    assembler.silent(clock);
    assertThat(assembler.kept(BOOT)).isEmpty();
  }

  @Test
  void forgetsATraceThatNothingCanCompleteAnyMore() {
    add(at(1, "BUG one"), at(2, "frame a"));
    fallSilent();
    assertThat(assembler.kept(BOOT)).hasSize(2);

    assembler.heard(WEB_1, Lines.BOOTED.plus(Duration.ofMinutes(11)));
    assertThat(assembler.kept(BOOT)).isEmpty();
  }

  @Test
  void keepsNoMoreThanItsBoundWhateverComes() {
    for (int i = 0; i < 20_000; i++) {
      add(at(i, "T" + i % 300, i % 40 == 0 ? "BUG one" : "frame " + i));
    }

    assertThat(assembler.kept(BOOT)).hasSizeLessThanOrEqualTo(2 * (100 + Window.MOST_HELD));
  }

  @Test
  void keepsNoMoreTextThanItsBoundWhateverComes() {
    for (int i = 0; i < 100; i++) add(at(i, "T" + i, "BUG " + "x".repeat(9_000)));

    int chars = assembler.kept(BOOT).stream().mapToInt(line -> line.text().length()).sum();
    assertThat(chars).isLessThanOrEqualTo(20_000);
  }

  @Test
  void hasTheSameLinesAfterARestart() {
    addFrom(0, at(1, "BUG one"), at(2, "frame a"));
    addFrom(1, at(4, "frame c"));
    TraceAssembler restarted = restarted();
    restarted.add(WEB_1, BOOT.boot(), sent(at(3, "frame b"), 0), clock);

    assertThat(restarted.silent(clock.plusSeconds(2)).finished())
        .extracting(TraceText::text)
        .containsExactly("BUG one\nframe a\nframe b\nframe c");
  }

  @Test
  void keepsALineThatACoarseClockPrintedOnEitherSideOfARestart() {
    add(at(1, "BUG one"), at(2, "frame a"), at(2, "frame b"));
    TraceAssembler restarted = restarted();
    restarted.add(WEB_1, BOOT.boot(), sent(at(2, "frame a"), 0), clock);

    assertThat(restarted.silent(clock.plusSeconds(2)).finished())
        .extracting(TraceText::text)
        .containsExactly("BUG one\nframe a\nframe b\nframe a");
  }

  private TraceAssembler restarted() {
    TraceAssembler restarted =
        new TraceAssembler(new ToyShapes(), AssemblyBounds.DEFAULT.ofSize(100, 10_000));
    for (TraceAssembler.Kept kept : assembler.takeChanges(BOOT).came()) {
      restarted.restore(BOOT, kept.line(), clock);
    }
    return restarted;
  }

  private void add(KernelLine... lines) {
    addFrom(0, lines);
  }

  private void addFrom(int partition, KernelLine... lines) {
    for (KernelLine line : lines) {
      finished.addAll(assembler.add(WEB_1, BOOT.boot(), sent(line, partition), clock).finished());
    }
  }

  private void fallSilent() {
    clock = clock.plusSeconds(2);
    finished.addAll(assembler.silent(clock).finished());
  }

  private List<String> texts() {
    return finished.stream().map(TraceText::text).toList();
  }

  /** What went out last under each header. */
  private List<String> newest() {
    java.util.Map<String, String> byHeader = new java.util.LinkedHashMap<>();
    texts().forEach(text -> byHeader.put(text.lines().findFirst().orElseThrow(), text));
    return List.copyOf(byHeader.values());
  }
}
