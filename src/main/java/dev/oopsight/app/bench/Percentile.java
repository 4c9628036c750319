package dev.oopsight.app.bench;

import java.util.Arrays;

/** What most of what was measured does not exceed. */
final class Percentile {

  private Percentile() {}

  /** The least of the numbers that 99 of 100 of them do not exceed; of at least one. */
  static double ninetyNinth(double... numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
  }
}
