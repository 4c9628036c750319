package dev.oopsight.wire;

import dev.oopsight.log.LineView;
import dev.oopsight.parse.Reason;

/** Takes what a {@link LogReader} finds in a piece of input, in the order in which it stands. */
public interface LineSink {

  /**
   * A line of a kernel, its host named. The view is valid during the call only.
   *
   * @param line its text may be empty; damage inside the text is left as it is
   */
  void line(LineView line);

  /** A line, or a structured entry, that no kernel printed: counted and left. */
  void notOurs();

  /**
   * After {@link #notOurs}, where that line stood in the kernel's own buffer: a process wrote it
   * there, and it took one of printk's sequence numbers.
   *
   * @param line its host is named, its text of no interest
   */
  default void aside(LineView line) {}

  /**
   * Whether a line matters now only by what itself says. While that is so, lines of a file that do
   * not are passed over without being told.
   */
  default boolean skims() {
    return false;
  }

  /**
   * Asked where {@link #skims}.
   *
   * @param from index where a line begins
   * @param to index after the end of a line
   * @return index of the first byte by which a line there may matter, or {@code to}
   */
  default int quietUntil(byte[] bytes, int from, int to) {
    return from;
  }

  /** Told how many lines were passed over; two that a console glued together count as one. */
  default void passedOver(int lines) {}

  /**
   * A piece that cannot be read.
   *
   * @param from index of its first byte in the value that was read
   * @param to index after its last byte
   * @param excerpt at most 200 characters from its beginning
   */
  void refused(Reason reason, int from, int to, String excerpt);
}
