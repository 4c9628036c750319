package dev.oopsight.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

  @Test
  void areReadAsTheyAreWritten() {
    assertThat(Positions.of("12.40.0")).get().hasToString("12.40.0");
    assertThat(Positions.of("7").orElseThrow().of(3)).as("a partition that was added").isZero();
    assertThat(Positions.of("7").orElseThrow().after(2, 4)).hasToString("7.0.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1.", "-1", "1..2", "1,2", "1234567890123456789", "web1", "١"})
  void areNotMadeOfAnythingElse(String text) {
    assertThat(Positions.of(text)).isEmpty();
  }
}
