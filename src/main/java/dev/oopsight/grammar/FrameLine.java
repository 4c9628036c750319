package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern FRAME =
      Pattern.compile(
          "(?<guess>\\? )?+(?::(?<oldmodule>[\\w-]++):)?+(?<symbol>[A-Za-z_.$][\\w.$]*+)"
              + "\\+0x(?<offset>\\p{XDigit}{1,16}+)/0x(?<size>\\p{XDigit}{1,16}+)"
              + "(?: \\[(?<module>[\\w-]++)(?: \\p{XDigit}{16,40}+)?+(?:\\([A-Z]++\\))?+\\])?+"
              + "(?<unreliable> \\(unreliable\\))?+(?: \\([A-Z]{1,3}\\))?+");

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
    Matcher m = FRAME.matcher(line).region(from, line.length());
    if (!m.lookingAt()) return Optional.empty();
    OptionalLong offset = Numbers.hex(m.group("offset"));
    OptionalLong size = Numbers.hex(m.group("size"));
    if (Long.compareUnsigned(offset.orElseThrow(), size.orElseThrow()) > 0) {
      return Optional.empty();
    }
    String module = m.group("module") == null ? m.group("oldmodule") : m.group("module");
    boolean reliable = m.group("guess") == null && m.group("unreliable") == null;
    Frame frame =
        new Frame(
            m.group("symbol"), offset, size, Optional.ofNullable(module), reliable, stack, address);
    return Optional.of(new Read(frame, m.end()));
  }

  /** A function that stands alone, by its name or as {@link #read} reads it. */
  static Optional<Frame> function(String text) {
    Optional<Read> whole = read(text, 0, Frame.Stack.TASK, OptionalLong.empty());
    if (whole.isPresent()) return whole.map(Read::frame);
    int end = 0;
    while (end < text.length() && isNamePart(text.charAt(end))) end++;
    return end == 0 || Character.isDigit(text.charAt(0))
        ? Optional.empty()
        : Optional.of(named(text.substring(0, end), Frame.Stack.TASK, OptionalLong.empty()));
  }

  /** A function of which no more than the name is printed. */
  static Frame named(String symbol, Frame.Stack stack, OptionalLong address) {
    return new Frame(
        symbol, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), true, stack, address);
  }

  private static boolean isNamePart(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$');
  }
}
