package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietClockTest {

  private static final long START = 1_767_614_400_000L;
  private static final long YEARS_AGO = 1_245_899_521_000L;

  private final QuietClock clock = new QuietClock(START);

  @Test
  void standsStillAfterItsAssignmentUntilNothingCameForAWhile() {
    look(1, 19);
    assertThat(ran()).isZero();

    look(20, 23);
    assertThat(ran()).isEqualTo(2_000);
  }

  @Test
  void standsStillAfterOldRecordsUntilNothingCameForAWhile() {
    look(1, 40);
    clock.worked(YEARS_AGO, START + 40 * 500L);
    long before = ran();
    look(41, 60);
    assertThat(ran()).isEqualTo(before);

    look(61, 64);
    assertThat(ran()).isEqualTo(before + 2_000);
  }

  private void look(int firstTick, int lastTick) {
    for (int tick = firstTick; tick <= lastTick; tick++) clock.look(START + tick * 500L);
  }

  private long ran() {
    return clock.now().toEpochMilli() - START;
  }

  @Test
  void standsStillWhileABacklogIsWorkedThrough() {
    for (int tick = 1; tick <= 100; tick++) {
      clock.worked(YEARS_AGO, START + tick * 500L);
      clock.look(START + tick * 500L);
    }

    assertThat(clock.now().toEpochMilli()).isEqualTo(START);
  }

  @Test
  void runsFromTheFirstLiveRecordOn() {
    for (int tick = 1; tick <= 4; tick++) {
      clock.worked(START + tick * 500L - 200, START + tick * 500L);
      clock.look(START + tick * 500L);
    }

    assertThat(clock.now().toEpochMilli() - START).isEqualTo(1_500);
  }

  @Test
  void doesNotJumpWhenItsThreadWasHeldUp() {
    clock.worked(START + 60_000, START);
    clock.look(START + 60_000);

    assertThat(clock.now().toEpochMilli() - START).isEqualTo(500);
  }

  @Test
  void doesNotRunBackwards() {
    clock.look(START - 60_000);

    assertThat(clock.now().toEpochMilli()).isEqualTo(START);
  }

  @Test
  void countsForALineOnlyWhatWentByAfterItCame() {
    clock.worked(START, START);
    clock.worked(START + 450, START + 450);
    long came = ran();

    clock.look(START + 470);

    assertThat(ran() - came).isEqualTo(20);
  }
}
