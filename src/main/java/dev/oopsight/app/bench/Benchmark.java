package dev.oopsight.app.bench;

import java.util.List;
import java.util.Optional;

/**
 * Us against a yardstick, in rounds.
 *
 * @param group a name by which it is asked for, beside those of its rows; several may share it
 * @param what is measured, for a person
 * @param yardstick what stands beside it, for a person; empty where nothing does
 * @param contest makes the two sides
 * @param rows what is told of the rounds
 */
record Benchmark(
    String group, String what, String yardstick, ContestMaker contest, List<Row> rows) {

  Benchmark {
    rows = List.copyOf(rows);
  }

  /** The two sides. */
  record Contest(Side us, Optional<Side> yardstick) {
    static Contest of(Side us, Side yardstick) {
      return new Contest(us, Optional.of(yardstick));
    }

    static Contest alone(Side us) {
      return new Contest(us, Optional.empty());
    }
  }

  /** Makes the sides out of what the workshop has. */
  @FunctionalInterface
  interface ContestMaker {
    Contest in(Workshop workshop) throws Exception;
  }
}
