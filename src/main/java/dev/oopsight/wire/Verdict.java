package dev.oopsight.wire;

/** What a line turned out to be. */
enum Verdict {
  /** A kernel printed it. */
  OURS,
  /** Somebody else did. */
  NOT_OURS,
  /** It begins like a structured line and is none. */
  MALFORMED,
  /** Nothing stands there, or what belongs to the line before. */
  NOTHING
}
