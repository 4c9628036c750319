package dev.oopsight.query;

import static java.util.Objects.requireNonNull;

/**
 * Whether questions can be answered, and how far a restore has come.
 *
 * @param ready whether they can
 * @param state in one word of the running part: {@code running}, {@code rebalancing}
 * @param restored records of state that were read back so far
 * @param toRestore how many there are; as many as were restored, or more
 */
public record Readiness(boolean ready, String state, long restored, long toRestore) {
  public Readiness {
    requireNonNull(state);
    if (restored < 0 || toRestore < restored) {
      throw new IllegalArgumentException(restored + " of " + toRestore + " restored");
    }
  }

  /** Ready, with nothing left to restore. */
  public static Readiness running() {
    return new Readiness(true, "running", 0, 0);
  }
}
