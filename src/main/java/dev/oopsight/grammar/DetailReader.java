package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;

/** Collects what only one family of kinds prints. */
interface DetailReader {

  /**
   * Takes a line before it is asked whether it is a frame; true where it is none although it looks
   * like one, because the line above it says what it is.
   */
  default boolean claims(String line) {
    return false;
  }

  /** Takes a line that is no frame. */
  void add(String line);

  /** What was collected, with what the rest of the trace tells. */
  Detail detail(Told told);
}
