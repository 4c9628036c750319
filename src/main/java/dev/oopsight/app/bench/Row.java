package dev.oopsight.app.bench;

import dev.oopsight.app.bench.Rounds.Pair;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is told of a benchmark, and what it must reach.
 *
 * @param name unique
 */
record Row(String name, Figure figure, Must must) {

  /**
   * A row that was measured.
   *
   * @param value the median of our figures; NaN where the benchmark failed
   * @param yardstick the median of the yardstick's; NaN where there is none
   * @param ratio the median of the ratios of the pairs; NaN where there is no yardstick
   * @param wallSeconds median of ours, a run
   * @param cpuSeconds median of ours, a run
   * @param yardstickCpuSeconds median of the yardstick's, a run
   */
  record Result(
      Row row,
      double value,
      double yardstick,
      double ratio,
      double wallSeconds,
      double cpuSeconds,
      double yardstickCpuSeconds) {

    boolean failed() {
      return Double.isNaN(value);
    }

    boolean holds() {
      return row.must.holds(value, ratio);
    }
  }

  Result failed() {
    double none = Double.NaN;
    return new Result(this, none, none, none, none, none, none);
  }

  Result of(List<Pair> pairs) {
    return new Result(
        this,
        ours(pairs, figure::of),
        theirs(pairs, figure::of),
        ratio(pairs),
        ours(pairs, Sample::wallSeconds),
        ours(pairs, Sample::cpuSeconds),
        theirs(pairs, Sample::cpuSeconds));
  }

  private double ratio(List<Pair> pairs) {
    return Rounds.median(
        pairs.stream()
            .filter(p -> p.yardstick().isPresent())
            .mapToDouble(p -> figure.of(p.us()) / figure.of(p.yardstick().orElseThrow()))
            .toArray());
  }

  private static double ours(List<Pair> pairs, ToDoubleFunction<Sample> of) {
    return Rounds.median(pairs.stream().map(Pair::us).mapToDouble(of).toArray());
  }

  private static double theirs(List<Pair> pairs, ToDoubleFunction<Sample> of) {
    return Rounds.median(
        pairs.stream().flatMap(p -> p.yardstick().stream()).mapToDouble(of).toArray());
  }
}
