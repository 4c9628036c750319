package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BelievableTimeTest {

  private static final long NOW = 1_767_614_400_000L;

  @Test
  void believesThePast() {
    assertThat(BelievableTime.of(1_245_899_521_000L, NOW)).isEqualTo(1_245_899_521_000L);
    assertThat(BelievableTime.of(NOW, NOW)).isEqualTo(NOW);
  }

  @Test
  void takesANegativeTimeForNone() {
    assertThat(BelievableTime.of(-1, NOW)).isZero();
    assertThat(BelievableTime.of(Long.MIN_VALUE, NOW)).isZero();
  }

  @Test
  void setsTheFutureToAMinuteAheadSoThatItIsStillSeenToBeAhead() {
    assertThat(BelievableTime.of(Long.MAX_VALUE, NOW)).isEqualTo(NOW + 60_000);
    assertThat(BelievableTime.of(NOW + 1, NOW)).isEqualTo(NOW + 1);
  }
}
