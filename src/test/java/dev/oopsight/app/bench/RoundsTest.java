package dev.oopsight.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private final List<String> order = new ArrayList<>();

  @Test
  void alternatesWhoGoesFirst() throws Exception {
    Rounds.run(side("us", 1), Optional.of(side("it", 1)), 3, false);

    assertThat(order).containsExactly("us", "it", "it", "us", "us", "it");
  }

  @Test
  void doesNotCountTheWarmingUp() throws Exception {
    List<Rounds.Pair> pairs = Rounds.run(side("us", 1), Optional.empty(), 2, true);

    assertThat(order).hasSize(3);
    assertThat(pairs).hasSize(2).allMatch(pair -> pair.yardstick().isEmpty());
  }

  @Test
  void takesTheMiddleAndNotTheMean() {
    assertThat(Rounds.median(100, 1, 2)).isEqualTo(2);
    assertThat(Rounds.median(1, 2, 4, 100)).isEqualTo(3);
    assertThat(Rounds.median()).isNaN();
  }

  @Test
  void takesTheMedianOfTheRatiosOfPairs() throws Exception {
    // Both get slower alike, as on a machine that others use, too.
    Side us = side("us", 2, 4, 8);
    Side yardstick = side("it", 1, 2, 4);
    Row row = new Row("row", Figure.LINES_PER_SECOND, Must.atLeastTimes(0.5));

    Row.Result result = row.of(Rounds.run(us, Optional.of(yardstick), 3, false));

    assertThat(result.ratio()).isEqualTo(0.5);
    assertThat(result.value()).isEqualTo(250);
    assertThat(result.yardstick()).isEqualTo(500);
    assertThat(result.holds()).isTrue();
  }

  /** A side that does 1000 lines a run, in so many seconds each. */
  private Side side(String name, double... seconds) {
    int[] runs = new int[1];
    return () -> {
      order.add(name);
      double wall = seconds[Math.min(runs[0]++, seconds.length - 1)];
      return new Sample(1_000, wall, wall);
    };
  }
}
