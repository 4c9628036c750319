package dev.oopsight.app;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * How far long work has come: one line of a terminal, written anew; nothing where there is none.
 */
final class Progress {

  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter terminal;
  private final boolean isTerminal;
  private long shownNanos = System.nanoTime();
  private boolean shown;

  Progress(PrintWriter terminal, boolean isTerminal) {
    this.terminal = terminal;
    this.isTerminal = isTerminal;
  }

  /** Whether it is time to show something: five times a second at most. */
  boolean isDue() {
    return isTerminal && System.nanoTime() - shownNanos > EVERY_NANOS;
  }

  void show(String text) {
    shownNanos = System.nanoTime();
    shown = true;
    terminal.print(ERASE_LINE + "oopsight: " + text);
    terminal.flush();
  }

  /** Leaves the line to what comes next. */
  void clear() {
    if (!shown) return;
    shown = false;
    terminal.print(ERASE_LINE);
    terminal.flush();
  }
}
