package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One function of a call trace as {@code %pS} prints it, the core of every frame line.
 *
 * <pre>{@code
 * ext4_writepages+0x1f3/0xe50 [ext4]
 * ? __schedule+0x2a/0x8b0
 * :r8169:rtl8169_rx_fill+0xb9/0x1c0
 * dump_backtrace+0x0/0x1b0 (P)
 * .kmem_cache_alloc+0x1b0/0x240 (unreliable)
 * }</pre>
 *
 * <p>A build ID after the module is accepted and left out; x86-64 before 2.6.25 prints the module
 * before the function.
 *
 * <p>Shape: from a position in a line to at most one function; what stands behind it is the
 * caller's matter. Units: offset and size are unsigned hexadecimal byte counts, up to 16 digits.
 * Errors: none are thrown; other text, and a function whose offset lies beyond its size, is empty.
 * Source: Linux Documentation/core-api/printk-formats.rst ({@code %pS}, {@code %pB}); before 2.6.25
 * arch/x86/kernel/traps_64.c, {@code printk_address}.
 */
final class FrameLine {

  private static final int MOST_DIGITS = 16;
  private static final int LEAST_BUILD_ID = 16;
  private static final int LONGEST_BUILD_ID = 40;
  private static final int LONGEST_ORIGIN = 3;

  private FrameLine() {}

  /**
   * A function and where the line goes on behind it.
   *
   * @param frame with neither stack nor address told: they stand before it
   * @param end index behind it
   */
  record Read(Frame frame, int end) {}

  /** The function that begins at that index. */
  static Optional<Read> read(String line, int from, Frame.Stack stack, OptionalLong address) {
    return read(new Cursor(line, from), stack, address);
  }

  private static Optional<Read> read(Cursor line, Frame.Stack stack, OptionalLong address) {
    boolean reliable = !line.take("? ");
    Optional<String> oldModule = oldModule(line);
    int symbolFrom = line.at();
    if (!line.symbol()) return Optional.empty();
    int symbolTo = line.at();
    if (!line.take("+0x")) return Optional.empty();
    int offsetFrom = line.at();
    if (line.hexDigits(MOST_DIGITS) == 0) return Optional.empty();
    long offset = line.hexSince(offsetFrom);
    if (!line.take("/0x")) return Optional.empty();
    int sizeFrom = line.at();
    if (line.hexDigits(MOST_DIGITS) == 0) return Optional.empty();
    long size = line.hexSince(sizeFrom);
    if (Long.compareUnsigned(offset, size) > 0) return Optional.empty();
    Optional<String> module = module(line).or(() -> oldModule);
    if (line.next() == ' ') {
      reliable &= !line.take(" (unreliable)");
      skipInParentheses(line, " (", LONGEST_ORIGIN);
    }
    Frame frame =
        new Frame(
            line.name(symbolFrom, symbolTo),
            OptionalLong.of(offset),
            OptionalLong.of(size),
            module,
            reliable,
            stack,
            address);
    return Optional.of(new Read(frame, line.at()));
  }

  /** {@code :r8169:}. */
  private static Optional<String> oldModule(Cursor line) {
    int from = line.at();
    if (!line.take(':')) return Optional.empty();
    if (line.module()) {
      String name = line.nameSince(from + 1);
      if (line.take(':')) return Optional.of(name);
    }
    line.back(from);
    return Optional.empty();
  }

  /** {@code [ext4]}, and in it the module's build ID and its taints. */
  static Optional<String> module(Cursor line) {
    int from = line.at();
    if (line.take(" [")) {
      int nameFrom = line.at();
      if (line.module()) {
        String name = line.nameSince(nameFrom);
        skipBuildId(line);
        skipInParentheses(line, "(", Integer.MAX_VALUE);
        if (line.take(']')) return Optional.of(name);
      }
    }
    line.back(from);
    return Optional.empty();
  }

  private static void skipBuildId(Cursor line) {
    int from = line.at();
    if (!line.take(' ') || line.hexDigits(LONGEST_BUILD_ID) < LEAST_BUILD_ID) line.back(from);
  }

  /** Capitals between parentheses: taints, or how an unwinder found a frame. */
  private static void skipInParentheses(Cursor line, String opening, int most) {
    int from = line.at();
    if (!line.take(opening) || line.capitals(most) == 0 || !line.take(')')) line.back(from);
  }

  /** A function that stands alone, by its name or as {@link #read} reads it. */
  static Optional<Frame> function(String text) {
    Optional<Read> whole = read(text, 0, Frame.Stack.TASK, OptionalLong.empty());
    if (whole.isPresent()) return whole.map(Read::frame);
    Cursor name = new Cursor(text, 0);
    return name.symbol()
        ? Optional.of(named(name.nameSince(0), Frame.Stack.TASK, OptionalLong.empty()))
        : Optional.empty();
  }

  /** A function of which no more than the name is printed. */
  static Frame named(String symbol, Frame.Stack stack, OptionalLong address) {
    return named(symbol, Optional.empty(), stack, address);
  }

  /** The same, of a module. */
  static Frame named(
      String symbol, Optional<String> module, Frame.Stack stack, OptionalLong address) {
    return new Frame(
        symbol, OptionalLong.empty(), OptionalLong.empty(), module, true, stack, address);
  }
}
