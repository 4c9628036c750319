package dev.oopsight.theory;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/** How likely blind chance makes what was seen. */
final class Chance {

  private Chance() {}

  /**
   * That at least so many of some hosts have a property, were those hosts picked blindly: Fisher's
   * exact test, one-sided.
   *
   * <p>Source: R. A. Fisher, The Design of Experiments (1935), chapter II; the tail of the
   * hypergeometric distribution.
   *
   * @param with of the picked hosts, those that have it
   * @param picked hosts
   * @param allWith of all hosts, those that have it
   * @param all hosts, the picked ones among them
   */
  static double atLeast(int with, int picked, int allWith, int all) {
    if (with <= 0) return 1;
    return Math.min(
        1, HypergeometricDistribution.of(all, allWith, picked).survivalProbability(with - 1));
  }

  /** That just these hosts were picked of all, blindly: the least that {@link #atLeast} can be. */
  static double ofTheVery(long picked, long all) {
    return Math.exp(-logChoose(all, picked));
  }

  /**
   * That so many incidents all fall on at most so many hosts, did each strike any host alike. An
   * upper bound: the chance of one set of such hosts, times how many sets there are.
   */
  static double onSoFew(long hosts, long incidents, long all) {
    double log = logChoose(all, hosts) + incidents * Math.log((double) hosts / all);
    return Math.min(1, Math.exp(log));
  }

  private static double logChoose(long n, long k) {
    double log = 0;
    for (long i = 1; i <= Math.min(k, n - k); i++) log += Math.log((double) (n - i + 1) / i);
    return log;
  }
}
