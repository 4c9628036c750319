package dev.oopsight.assembly;

import dev.oopsight.log.LineView;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides line by line whether a line can belong to a trace: by its level or its shape, or because
 * such a line of the same host stood just before it. A trace holds lines that look like anything:
 * the free text of a WARN, hex dumps, task tables.
 *
 * <p>What a trace left open is the only state: a map that is nearly always empty, so a line that
 * does not matter costs one look at it.
 */
public final class Gate {

  /** After a line that matters the host's lines pass for that long by the kernel's clock. */
  static final long OPEN_MICROS = 50_000;

  /** Or for so many lines, where no kernel time is printed. */
  static final int OPEN_LINES = 8;

  /** Messages of this level and below matter whatever they say: KERN_WARNING. */
  private static final int WARNING = 4;

  /** Lines of two processors run backwards by less than this. */
  private static final long BACKWARDS_MICROS = 1_000_000;

  private final Shapes shapes;
  private final Map<String, Opening> open = new HashMap<>();

  public Gate(Shapes shapes) {
    this.shapes = shapes;
  }

  /**
   * Until when a host's lines pass.
   *
   * @param kernelMicros time since boot, inclusive; {@link LineView#UNKNOWN} where none is printed
   * @param lines how many more lines without kernel time pass
   */
  public record Opening(long kernelMicros, int lines) {}

  /** Whether the line passes; what it opens or closes for its host is remembered. */
  public boolean passes(String host, LineView line) {
    if (matters(line)) {
      open.put(
          host,
          line.kernelMicros < 0
              ? new Opening(LineView.UNKNOWN, OPEN_LINES)
              : new Opening(line.kernelMicros + OPEN_MICROS, OPEN_LINES));
      return true;
    }
    if (open.isEmpty()) return false;
    Opening opening = open.get(host);
    return opening != null && passesThrough(host, opening, line);
  }

  private boolean matters(LineView line) {
    return (line.level >= 0 && line.level <= WARNING)
        || shapes.matters(line.bytes, line.from, line.to);
  }

  private boolean passesThrough(String host, Opening opening, LineView line) {
    if (line.kernelMicros >= 0 && opening.kernelMicros >= 0) {
      if (line.kernelMicros <= opening.kernelMicros
          && line.kernelMicros >= opening.kernelMicros - OPEN_MICROS - BACKWARDS_MICROS) {
        return true;
      }
      open.remove(host);
      return false;
    }
    if (opening.lines == 0) {
      open.remove(host);
      return false;
    }
    open.put(host, new Opening(opening.kernelMicros, opening.lines - 1));
    return true;
  }

  /** What is open, by host name; a live view. */
  public Map<String, Opening> open() {
    return java.util.Collections.unmodifiableMap(open);
  }

  /** Takes back what {@link #open} told before a restart. */
  public void reopen(String host, Opening opening) {
    open.put(host, opening);
  }
}
