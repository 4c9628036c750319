package dev.oopsight.app.bench;

/**
 * What one run took.
 *
 * @param work bytes, lines or incidents, as the row counts
 * @param wallSeconds by the clock
 * @param cpuSeconds of all processors, user and system, of the process that did the work; NaN where
 *     the system does not tell
 */
record Sample(double work, double wallSeconds, double cpuSeconds) {
  Sample {
    if (!(work > 0) || !(wallSeconds > 0)) {
      throw new IllegalArgumentException("%f done in %f s".formatted(work, wallSeconds));
    }
  }
}
