package dev.oopsight.assembly;

import dev.oopsight.log.KernelLine;

/** A line that came lately, and what was made of it. */
final class RecentLine {

  private final KernelLine line;
  private final Shape shape;
  private final long arrival;
  private OpenTrace trace;
  private long published;

  /**
   * A line of which nothing was made yet.
   *
   * @param arrival counts lines in the order in which they came, from 1
   */
  RecentLine(KernelLine line, Shape shape, long arrival) {
    this.line = line;
    this.shape = shape;
    this.arrival = arrival;
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

  /** The trace that it belongs to; null while it belongs to none. */
  OpenTrace trace() {
    return trace;
  }

  void belongsTo(OpenTrace owner) {
    trace = owner;
  }

  /** For the line that a trace is named after: {@link OpenTrace#digest} of what went out; or 0. */
  long published() {
    return published;
  }

  void publish(long digest) {
    published = digest;
  }
}
