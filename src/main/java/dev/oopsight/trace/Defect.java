package dev.oopsight.trace;

import java.util.Locale;

/** What is wrong with the text of a trace that was read all the same. */
public enum Defect {
  /** The trace does not begin with a header: its beginning was lost. */
  HEADERLESS,
  /** A kind that prints a call trace came without one. */
  NO_FRAMES,
  /** The trace stops before the part that its kind always prints, or in the middle of a line. */
  TRUNCATED,
  /** Foreign text stood glued to a line of the trace. */
  GLUED_TEXT,
  /** A publisher replaced characters, such as the letter x by a multiplication sign. */
  REPLACED_CHARACTERS,
  /** Lines of another trace stand among these, and nothing tells them apart. */
  INTERLEAVED,
  /** Sequence numbers tell that lines between its lines never came. */
  LINES_LOST,
  /** The trace was longer than the limit and was cut. */
  OVER_LIMIT,
  /** The printed gfp flags and the printed mask agree under no known kernel generation. */
  GFP_DISAGREES;

  /** Lower case with underscores: the name in every output. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
