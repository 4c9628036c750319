package dev.oopsight.assembly;

import static dev.oopsight.log.Lines.at;
import static dev.oopsight.log.Lines.numbered;
import static dev.oopsight.log.Lines.seconds;
import static dev.oopsight.log.Lines.sent;
import static dev.oopsight.log.Lines.untimed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.Lines;
import dev.oopsight.log.TraceText;
import dev.oopsight.log.TraceText.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceAssemblerTest {

  private static final HostId WEB_1 = new HostId("web1");
  private static final HostId WEB_2 = new HostId("web2");
  private static final BootKey BOOT = new BootKey("boot");
  private static final Instant NOW = Instant.parse("2026-01-05T13:00:00Z");

  private final TraceAssembler assembler =
      new TraceAssembler(new ToyShapes(), AssemblyBounds.DEFAULT.ofSize(100, 10_000));
  private final List<TraceText> finished = new ArrayList<>();

  @Test
  void renamesABootOfWhichNothingIsKept() {
    HostId host = new HostId("gone");
    HostBoot from = new HostBoot(host, new BootKey("at-60"));
    HostBoot to = new HostBoot(host, new BootKey("at-0"));

    assertThat(assembler.rename(from, to).changed()).isEmpty();
  }

  @Test
  void takesWhatFollowsAHeaderUntilTheNext() {
    add(at(1, "BUG one"), at(2, "frame a"), at(3, "BUG two"), at(4, "frame b"));
    end();

    assertThat(texts()).containsExactly("BUG one\nframe a", "BUG two\nframe b");
    assertThat(finished.get(0).ending()).isEqualTo(Ending.NEXT_HEADER);
  }

  @Test
  void keepsThePreambleWithItsHeader() {
    add(at(1, "BUG one"), at(2, "cut here"), at(3, "free text"), at(4, "BUG two"));
    end();

    assertThat(texts()).containsExactly("BUG one", "cut here\nfree text\nBUG two");
  }

  @Test
  void keepsAPanicWithTheOopsBeforeItAndLetsItStandAloneOtherwise() {
    add(at(1, "BUG one"), at(2, "end trace"), at(3, "frame again"), at(4, "panic now"));
    add(at(seconds(9), "panic alone"));
    end();

    assertThat(texts())
        .containsExactly("BUG one\nend trace\nframe again\npanic now", "panic alone");
  }

  @Test
  void takesNoBodyWithoutAHeader() {
    add(at(1, "frame a"), at(2, "end trace"), at(3, "anything"));
    end();

    assertThat(finished).isEmpty();
  }

  @Test
  void takesFreeTextOnlyRightBehindALineItKnows() {
    add(at(1, "BUG one"), at(seconds(0.04), "free text"), at(seconds(0.06), "frame a"));
    add(at(seconds(0.5), "eth0: link up"), at(seconds(0.6), "frame b"));
    end();

    assertThat(texts()).containsExactly("BUG one\nfree text\nframe a\nframe b");
  }

  @Test
  void leavesOutForeignTextAtTheEnd() {
    add(at(1, "BUG one"), at(2, "frame a"), at(3, "eth0: link up"));
    end();

    assertThat(texts()).containsExactly("BUG one\nframe a");
  }

  @Test
  void doesNotTakeUserTextFromAConsoleForTheKernels() {
    add(at(1, "BUG one"), untimed(0, "login: "), at(2, "frame a"));
    end();

    assertThat(texts()).containsExactly("BUG one\nframe a");
  }

  @Test
  void keepsTwoCallersApart() {
    add(at(1, "C0", "BUG one"), at(2, "C1", "BUG two"), at(3, "C0", "frame a"));
    add(at(4, "C1", "frame b"));
    end();

    assertThat(texts()).containsExactly("BUG one\nframe a", "BUG two\nframe b");
  }

  @Test
  void takesWhatAProcessorAnswersIntoTheTraceThatAskedIt() {
    add(at(1, "C0", "BUG stall"), at(2, "T9", "frame of nobody"));
    add(at(3, "C1", "backtrace of 1"), at(4, "C1", "frame a"), at(5, "C0", "frame b"));
    add(at(6, "C1", "BUG of its own"), at(7, "C1", "frame c"));
    end();

    assertThat(texts())
        .containsExactly("BUG stall\nbacktrace of 1\nframe a\nframe b", "BUG of its own\nframe c");
  }

  @Test
  void takesNoAnswerThatNobodyAskedFor() {
    add(at(1, "C1", "backtrace of 1"), at(2, "C1", "frame a"));
    add(at(3, "C0", "BUG one"), at(4, "C1", "frame b"));
    end();

    assertThat(texts()).containsExactly("BUG one");
  }

  @Test
  void letsAnEventOutAtOnceAndTheOpenTraceGoOn() {
    add(at(1, "BUG one"), at(2, "notice link down"));

    assertThat(texts()).containsExactly("notice link down");
    assertThat(finished.get(0).ending()).isEqualTo(Ending.ONE_LINE);

    add(at(3, "frame a"), at(4, "notice link up"));
    end();

    assertThat(texts()).containsExactly("notice link down", "notice link up", "BUG one\nframe a");
  }

  @Test
  void takesACompanionRightBehindATraceAndLetsItStandAloneOtherwise() {
    add(at(1, "BUG one"), at(2, "SLUB unable"), at(seconds(1), "SLUB again"));
    add(at(seconds(1.01), "frame a"), at(seconds(1.02), "panic now"));
    end();

    assertThat(texts()).containsExactly("BUG one\nSLUB unable", "SLUB again\nframe a", "panic now");
  }

  @Test
  void waitsButAMomentAfterTheEndMarker() {
    add(at(1, "BUG one"), at(2, "end"));

    assertThat(assembler.silent(NOW.plusMillis(39)).finished()).isEmpty();
    assertThat(assembler.silent(NOW.plusMillis(40)).finished())
        .extracting(TraceText::text)
        .containsExactly("BUG one\nend");
  }

  @Test
  void completesWhatWentOutAfterItsEndMarker() {
    assembler.add(WEB_1, BOOT, sent(at(1, "BUG one")), NOW);
    assembler.add(WEB_1, BOOT, sent(at(2, "end")), NOW);
    assembler.silent(NOW.plusMillis(40));
    assembler.add(WEB_1, BOOT, sent(at(3, "frame of registers")), NOW.plusMillis(50));

    assertThat(assembler.silent(NOW.plusMillis(90)).finished())
        .extracting(TraceText::text)
        .containsExactly("BUG one\nend\nframe of registers");
  }

  @Test
  void keepsTwoHostsApart() {
    finished.addAll(assembler.add(WEB_1, BOOT, at(1, "BUG one"), NOW).finished());
    finished.addAll(assembler.add(WEB_2, BOOT, at(1, "BUG two"), NOW).finished());
    finished.addAll(assembler.add(WEB_1, BOOT, at(2, "frame a"), NOW).finished());
    end();

    assertThat(texts()).containsExactlyInAnyOrder("BUG one\nframe a", "BUG two");
  }

  @Test
  void goesByTheKernelsClockWhereTheCarrierPaused() {
    EventTime later = new EventTime(Lines.BOOTED.plusSeconds(60), EventTime.Quality.RECEIPT);
    add(at(1, "BUG one"), at(2, "frame a").at(later), at(seconds(2.1), "frame b").at(later));
    end();

    assertThat(texts()).containsExactly("BUG one\nframe a");
    assertThat(finished.get(0).ending()).isEqualTo(Ending.SILENCE);
  }

  @Test
  void endsATraceWhenItsHostFallsSilentByItsOwnTime() {
    add(at(0, "BUG one"), at(seconds(1.9), "frame a"), at(seconds(3.9), "frame late"));

    assertThat(texts()).containsExactly("BUG one\nframe a");
    assertThat(finished.get(0).ending()).isEqualTo(Ending.SILENCE);
  }

  @Test
  void endsATraceWhenItsHostIsHeardLaterElsewhere() {
    add(at(0, "BUG one"));

    assertThat(assembler.heard(WEB_1, Lines.BOOTED.plusMillis(1_999)).finished()).isEmpty();
    assertThat(assembler.heard(WEB_1, Lines.BOOTED.plusSeconds(2)).finished()).hasSize(1);
  }

  @Test
  void endsATraceWhenOurClockSaysThatItsHostFellSilent() {
    add(at(0, "BUG one"));

    assertThat(assembler.silent(NOW.plusMillis(1_999)).finished()).isEmpty();
    assertThat(assembler.silent(NOW.plusSeconds(2)).finished()).hasSize(1);
    assertThat(assembler.silent(NOW.plusSeconds(99)).finished()).isEmpty();
  }

  @Test
  void closesATraceAtItsLimits() {
    add(at(1, "BUG one"));
    for (int i = 0; i < 250; i++) add(at(2 + i, "frame " + i));

    assertThat(finished).hasSize(1);
    assertThat(finished.get(0).lines()).hasSize(100);
    assertThat(finished.get(0).ending()).isEqualTo(Ending.SIZE_LIMIT);
  }

  @Test
  void putsNumberedLinesInOrderAndDropsRepeatedOnes() {
    add(numbered(1, "BUG one"), numbered(3, "frame b"), numbered(2, "frame a"));
    add(numbered(3, "frame b"));
    end();

    assertThat(texts()).containsExactly("BUG one\nframe a\nframe b");
  }

  @Test
  void goesOnAfterARestartWithWhatWasOpen() {
    assembler.add(WEB_1, BOOT, sent(at(1, "BUG one")), NOW);
    TraceAssembler restarted =
        new TraceAssembler(new ToyShapes(), AssemblyBounds.DEFAULT.ofSize(100, 10_000));

    for (TraceAssembler.Kept kept : assembler.takeChanges(new HostBoot(WEB_1, BOOT)).came()) {
      restarted.restore(new HostBoot(WEB_1, BOOT), kept.line(), NOW.plusSeconds(60));
    }
    assertThat(restarted.silent(NOW.plusSeconds(61)).finished()).isEmpty();
    restarted.add(WEB_1, BOOT, sent(at(2, "frame a")), NOW.plusSeconds(61));

    assertThat(restarted.end().finished())
        .singleElement()
        .extracting(TraceText::text)
        .isEqualTo("BUG one\nframe a");
  }

  @Test
  void givesUpWhatWentOutOfTheHostsSilentLongestToKeepWithinItsBound() {
    TraceAssembler small =
        new TraceAssembler(new ToyShapes(), AssemblyBounds.DEFAULT.keeping(80_000));
    HostId last = new HostId("host99");
    for (int i = 0; i < 100; i++) {
      HostId host = new HostId("host" + i);
      finished.addAll(small.add(host, BOOT, sent(at(1, "BUG one")), NOW.plusMillis(i)).finished());
      finished.addAll(small.add(host, BOOT, sent(at(2, "BUG two")), NOW.plusMillis(i)).finished());
    }

    assertThat(small.givenUp()).isBetween(50L, 99L);
    assertThat(small.kept(new HostBoot(new HostId("host0"), BOOT)))
        .extracting(KernelLine::text)
        .containsExactly("BUG two");
    assertThat(small.kept(new HostBoot(last, BOOT))).hasSize(2);
    finished.addAll(small.end().finished());
    assertThat(texts()).hasSize(200).containsOnly("BUG one", "BUG two");
  }

  @Test
  void endsOpenTracesOfTheHostsSilentLongestWhereNothingElseIsLeft() {
    TraceAssembler small =
        new TraceAssembler(new ToyShapes(), AssemblyBounds.DEFAULT.keeping(20_000));
    for (int i = 0; i < 100; i++) {
      HostId host = new HostId("host" + i);
      TraceAssembler.Step step = small.add(host, BOOT, sent(at(1, "BUG one")), NOW.plusMillis(i));
      finished.addAll(step.finished());
    }

    assertThat(finished)
        .hasSizeBetween(50, 95)
        .extracting(TraceText::ending)
        .containsOnly(Ending.SIZE_LIMIT);
    assertThat(finished).extracting(t -> t.host().value()).startsWith("host0", "host1", "host2");
    assertThat(small.openCount()).isEqualTo(100 - finished.size());
  }

  @Test
  void takesNoRuleOfTheNextReportForTheEndOfOneThatFellSilent() {
    add(sent(at(1, "BUG one")), sent(at(2, "frame a")), sent(at(3, "====")));
    add(sent(at(seconds(4), "====")), sent(at(seconds(5), "BUG two")));
    end();

    assertThat(texts()).containsExactly("BUG one\nframe a\n====", "BUG two");
  }

  private void add(KernelLine... lines) {
    for (KernelLine line : lines) {
      finished.addAll(assembler.add(WEB_1, BOOT, line, NOW).finished());
    }
  }

  private void end() {
    finished.addAll(assembler.end().finished());
  }

  private List<String> texts() {
    return finished.stream().map(TraceText::text).toList();
  }
}
