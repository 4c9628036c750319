package dev.oopsight.assembly;

import dev.oopsight.log.KernelLine;
import java.time.Instant;

/** A line that came lately, and what was made of it. */
final class RecentLine {

  private final KernelLine line;
  private final Shape shape;
  private final long arrival;
  private final Instant arrivedAt;
  private OpenTrace trace;
  private long published;
  private boolean forgotten;
  private long lostBefore;

  /**
   * A line of which nothing was made yet.
   *
   * @param arrival counts lines in the order in which they came, from 1
   * @param arrivedAt by our clock
   */
  RecentLine(KernelLine line, Shape shape, long arrival, Instant arrivedAt) {
    this.line = line;
    this.shape = shape;
    this.arrival = arrival;
    this.arrivedAt = arrivedAt;
  }

  KernelLine line() {
    return line;
  }

  Shape shape() {
    return shape;
  }

  long arrival() {
    return arrival;
  }

  Instant arrivedAt() {
    return arrivedAt;
  }

  /** The trace that it belongs to, or stands among the lines of; null while there is none. */
  OpenTrace trace() {
    return trace;
  }

  void belongsTo(OpenTrace owner) {
    trace = owner;
  }

  /** How many lines of its boot were lost before it, of those that are known. */
  long lostBefore() {
    return lostBefore;
  }

  void lostBefore(long lines) {
    lostBefore = lines;
  }

  /** Whether its window keeps it no more. */
  boolean isForgotten() {
    return forgotten;
  }

  void forget() {
    forgotten = true;
  }

  /** For the line that a trace is named after: {@link OpenTrace#digest} of what went out; or 0. */
  long published() {
    return published;
  }

  void publish(long digest) {
    published = digest;
  }
}
