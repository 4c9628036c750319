package dev.oopsight.app.bench;

/** A Streams application that is measured. */
enum App {
  /** Ours, as {@code run} starts it. */
  PIPELINE,
  /** Reads and does nothing. */
  NOTHING,
  /** Sends every record through a repartition topic and then does nothing. */
  REPARTITION
}
