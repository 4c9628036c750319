package dev.oopsight.assembly;

import static dev.oopsight.log.Lines.BOOTED;
import static dev.oopsight.log.Lines.at;
import static dev.oopsight.log.Lines.seconds;
import static dev.oopsight.log.Lines.untimed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.KernelLine;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootsTest {

  private Boots boots = Boots.NONE;

  @Test
  void namesABootAfterItsBeginning() {
    assertThat(tell(at(seconds(5), "x"))).isEqualTo(BootKey.startedAt(BOOTED));
  }

  @Test
  void namesABootTheSameThoughItsBeginningWandersOverASecond() {
    BootKey before = tell(late(seconds(5), Duration.ofMillis(-1)));
    boots = Boots.NONE;

    assertThat(tell(at(seconds(5), "x"))).isEqualTo(before);
  }

  @Test
  void takesABeginningThatWandersForTheSame() {
    BootKey first = tell(at(seconds(5), "x"));

    assertThat(tell(late(seconds(60), Duration.ofMinutes(9)))).isEqualTo(first);
    assertThat(tell(late(seconds(99), Duration.ofMinutes(-9)))).isEqualTo(first);
  }

  @Test
  void takesABeginningFarLaterForARestart() {
    BootKey first = tell(at(seconds(90_000), "x"));

    assertThat(tell(late(seconds(1), Duration.ofDays(2)))).isNotEqualTo(first);
    assertThat(boots.known()).hasSize(2);
  }

  @Test
  void takesADumpThatIsReadLineByLineForOneBoot() {
    // All received at once, though printed over days: each seems to begin earlier than the last.
    BootKey first = tell(late(seconds(0), Duration.ofSeconds(0)));

    for (int hour = 1; hour < 100; hour++) {
      assertThat(tell(late(seconds(hour * 3_600.0), Duration.ofHours(-hour)))).isEqualTo(first);
    }
    assertThat(boots.known()).hasSize(1);
  }

  @Test
  void goesByTheIdWhereOneIsPrinted() {
    KernelLine line = at(seconds(5), "x");
    KernelLine named =
        new KernelLine(
            Optional.of("6A1B-22"),
            line.level(),
            line.sequence(),
            line.kernelTime(),
            line.time(),
            line.caller(),
            line.source(),
            line.text());

    assertThat(tell(named)).isEqualTo(new BootKey("6a1b22"));
    assertThat(tell(at(seconds(6), "without an id"))).isEqualTo(new BootKey("6a1b22"));
  }

  @Test
  void doesNotGuessWithoutKernelTime() {
    tell(at(seconds(5), "x"));

    assertThat(tell(untimed(6, "x"))).isEqualTo(Boots.UNTOLD);
  }

  @Test
  void learnsNothingFromTheOrdinaryLine() {
    tell(at(seconds(5), "x"));
    Boots before = boots;

    tell(at(seconds(6), "x"));

    assertThat(boots).isSameAs(before);
  }

  @Test
  void forgetsTheOldestOfManyBoots() {
    for (int i = 0; i < 40; i++) tell(late(seconds(1), Duration.ofDays(i)));

    assertThat(boots.known()).hasSize(Boots.MOST);
  }

  @Test
  void takesWhatIsReplayedWithinTheHostsUptimeForTheSameBoot() {
    BootKey first = tell(at(seconds(90_000), "x"));

    assertThat(tell(late(seconds(89_000), Duration.ofHours(20)))).isEqualTo(first);
  }

  @Test
  void takesARestartForOneHoweverSoonItIs() {
    BootKey first = tell(at(seconds(30), "panic"));
    BootKey second = tell(late(seconds(2), Duration.ofSeconds(60)));
    BootKey third = tell(late(seconds(1), Duration.ofMinutes(2)));

    assertThat(java.util.Set.of(first, second, third)).hasSize(3);
  }

  @Test
  void namesABootAfterItsEarliestLineWhateverComesFirst() {
    BootKey early = tell(late(seconds(7), Duration.ofMinutes(-2)));
    boots = Boots.NONE;

    BootKey first = tell(at(seconds(8), "x"));
    Boots.Told told = boots.of(late(seconds(7), Duration.ofMinutes(-2)));

    assertThat(told.key()).isEqualTo(early).isNotEqualTo(first);
    assertThat(told.renamed()).contains(first);
    assertThat(told.boots().known()).hasSize(1);
  }

  @Test
  void keepsANameUnderWhichSomethingWentOut() {
    BootKey first = tell(at(seconds(8), "x"));
    boots = boots.settled(first);

    assertThat(tell(late(seconds(7), Duration.ofMinutes(-2)))).isEqualTo(first);
  }

  private BootKey tell(KernelLine line) {
    Boots.Told told = boots.of(line);
    boots = told.boots();
    return told.key();
  }

  /** A line whose reception, or whose clock, is off by so much. */
  private static KernelLine late(long micros, Duration by) {
    KernelLine line = at(micros, "x");
    return line.at(new EventTime(line.time().at().plus(by), line.time().quality()));
  }
}
