package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

/**
 * A fact that would tell more, and is not known.
 *
 * @param what the fact, in plain words
 * @param command what would supply it, ready to copy
 */
public record MissingEvidence(String what, String command) {
  public MissingEvidence {
    requireNonNull(what);
    requireNonNull(command);
  }
}
