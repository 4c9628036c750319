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

  /** Messages of this level and below matter whatever they say: KERN_WARNING. */
  static final int WARNING = 4;

  /** Lines of two processors run backwards by less than this. */
  private static final long BACKWARDS_MICROS = 1_000_000;

  private final Shapes shapes;
  private final long openMicros;
  private final int openLines;
  private final Map<String, Opening> open = new HashMap<>();

  /** A gate that is open after a line that matters for as long as traces are. */
  public Gate(Shapes shapes, AssemblyBounds bounds) {
    this.shapes = shapes;
    this.openMicros = bounds.openMicros();
    this.openLines = bounds.openLines();
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
              ? new Opening(LineView.UNKNOWN, openLines)
              : new Opening(line.kernelMicros + openMicros, openLines));
      return true;
    }
    return isOpen(host, line);
  }

  /** Whether nothing is open: a line passes only by what itself says. */
  boolean isShut() {
    return open.isEmpty();
  }

  /** Whether lines of that host and moment pass whatever they say; nothing is opened by it. */
  boolean isOpen(String host, LineView line) {
    if (open.isEmpty()) return false;
    Opening opening = open.get(host);
    return opening != null && passesThrough(host, opening, line);
  }

  /** The first place in text without levels at which a line may matter, as told by its shape. */
  int quietUntil(byte[] bytes, int from, int to) {
    return shapes.quietUntil(bytes, from, to);
  }

  private boolean matters(LineView line) {
    return (line.level >= 0 && line.level <= WARNING)
        || shapes.matters(line.bytes, line.from, line.to);
  }

  private boolean passesThrough(String host, Opening opening, LineView line) {
    if (line.kernelMicros >= 0 && opening.kernelMicros >= 0) {
      if (line.kernelMicros <= opening.kernelMicros
          && line.kernelMicros >= opening.kernelMicros - openMicros - BACKWARDS_MICROS) {
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

  /** Closes what is open for a host, if no line touched it since. */
  @SuppressWarnings("ReferenceEquality") // a line that opens anew may say the same
  public void close(String host, Opening asItWas) {
    if (open.get(host) == asItWas) open.remove(host);
  }

  /** Takes back what {@link #open} told before a restart. */
  public void reopen(String host, Opening opening) {
    open.put(host, opening);
  }
}
