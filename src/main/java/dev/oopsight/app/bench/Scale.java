package dev.oopsight.app.bench;

/**
 * How much is measured.
 *
 * @param rounds pairs of runs
 * @param warmUp whether each side is run once before
 * @param longLog bytes of the long log
 * @param shortLog bytes of the short one
 * @param lines of a topic
 * @param incidents that are diagnosed in a run
 * @param traces whose way is timed in a run, and hosts that are asked about
 * @param fleet hosts of the fleet that is looked at as a whole
 * @param turns of asking, of 500 questions each
 */
record Scale(
    int rounds,
    boolean warmUp,
    long longLog,
    long shortLog,
    int lines,
    int incidents,
    int traces,
    int fleet,
    int turns) {

  static Scale full(int rounds) {
    return new Scale(rounds, true, 200_000_000, 2_000_000, 2_000_000, 100_000, 300, 100_000, 10);
  }

  /** Shows that everything runs; its figures say nothing. */
  static Scale quick() {
    return new Scale(1, false, 1_000_000, 200_000, 20_000, 1_000, 20, 1_000, 1);
  }
}
