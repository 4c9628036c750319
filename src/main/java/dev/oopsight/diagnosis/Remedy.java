package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something to do about it.
 *
 * @param run commands, ready to copy; or, where there is none, what to do in words
 * @param cost what it costs or risks
 * @param undo how to take it back, where that is possible
 */
public record Remedy(String run, String cost, Optional<String> undo) {
  public Remedy {
    requireNonNull(run);
    requireNonNull(cost);
    requireNonNull(undo);
  }
}
