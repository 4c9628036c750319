package dev.oopsight.app.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs us and the yardstick in turn. Who goes first alternates, so that a machine that warms up, or
 * gets busy, does not favour one of them.
 */
final class Rounds {

  private Rounds() {}

  /**
   * One round.
   *
   * @param yardstick empty for a benchmark without one
   */
  record Pair(Sample us, Optional<Sample> yardstick) {}

  /**
   * Runs rounds.
   *
   * @param warmUp whether each side is run once before, untold
   */
  static List<Pair> run(Side us, Optional<Side> yardstick, int rounds, boolean warmUp)
      throws Exception {
    List<Pair> pairs = new ArrayList<>();
    for (int round = warmUp ? 0 : 1; round <= rounds; round++) {
      Pair pair = round % 2 == 0 ? yardstickFirst(us, yardstick) : usFirst(us, yardstick);
      if (round > 0) pairs.add(pair);
    }
    return pairs;
  }

  private static Pair usFirst(Side us, Optional<Side> yardstick) throws Exception {
    Sample ours = us.run();
    return new Pair(ours, run(yardstick));
  }

  private static Pair yardstickFirst(Side us, Optional<Side> yardstick) throws Exception {
    Optional<Sample> theirs = run(yardstick);
    return new Pair(us.run(), theirs);
  }

  private static Optional<Sample> run(Optional<Side> side) throws Exception {
    return side.isPresent() ? Optional.of(side.get().run()) : Optional.empty();
  }

  /** The middle one of the numbers, or the mean of the middle two; NaN of none. */
  static double median(double... numbers) {
    if (numbers.length == 0) return Double.NaN;
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
