package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;

/** Collects what only one family of kinds prints. */
interface DetailReader {

  /** Takes a line that is no frame. */
  void add(String line);

  /** What was collected, with what the rest of the trace tells. */
  Detail detail(Told told);
}
