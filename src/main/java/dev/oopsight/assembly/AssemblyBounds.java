package dev.oopsight.assembly;

import java.time.Duration;

/**
 * How long and how large a trace may become, and how long more of it is waited for.
 *
 * <p>What is not here is no one's to choose, since ids come of it: within how many minutes two
 * lines tell of one boot ({@link Boots}), and how far ahead a stamp is believed ({@link Intake}).
 *
 * @param lines a trace is closed when it holds so many
 * @param chars or so many characters of text; of one boot, at most twice as many are kept
 * @param silence a trace that got no line for so long is over
 * @param amendable what went out can still be completed for so long
 * @param open after a line that matters its host's lines pass for that long by the kernel's clock
 * @param openLines or for so many lines, where no kernel time is printed
 * @param keptBytes on the heap, roughly, that the lines of all hosts of one assembler may take
 */
public record AssemblyBounds(
    int lines,
    int chars,
    Duration silence,
    Duration amendable,
    Duration open,
    int openLines,
    long keptBytes) {

  /** 3000 lines or 256 Ki characters; 2 s, 10 min; 50 ms or 8 lines; 64 MiB. */
  public static final AssemblyBounds DEFAULT =
      new AssemblyBounds(
          3_000,
          1 << 18,
          Duration.ofSeconds(2),
          Duration.ofMinutes(10),
          Duration.ofMillis(50),
          8,
          64 << 20);

  public AssemblyBounds {
    if (lines < 1 || chars < 1 || openLines < 0 || keptBytes < 1) {
      throw new IllegalArgumentException(
          "%d lines, %d characters, open for %d lines, %d bytes kept"
              .formatted(lines, chars, openLines, keptBytes));
    }
    if (silence.isNegative() || silence.isZero() || amendable.isNegative() || open.isNegative()) {
      throw new IllegalArgumentException(
          "silent %s, amendable %s, open %s".formatted(silence, amendable, open));
    }
  }

  /** The same times with another size. */
  public AssemblyBounds ofSize(int mostLines, int mostChars) {
    return new AssemblyBounds(mostLines, mostChars, silence, amendable, open, openLines, keptBytes);
  }

  /** The same with another bound of what is kept. */
  public AssemblyBounds keeping(long bytes) {
    return new AssemblyBounds(lines, chars, silence, amendable, open, openLines, bytes);
  }

  /** How long lines pass, in microseconds of the kernel's clock. */
  long openMicros() {
    return open.toNanos() / 1_000;
  }
}
