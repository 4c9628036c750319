package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame with its raw address before it.
 *
 * <pre>{@code
 * [<ffffffff8044b1b7>] tg3_alloc_rx_skb+0xc4/0x150
 * [<c0013e24>] (unwind_backtrace+0x0/0xf8) from [<c0011fa8>] (show_stack+0x10/0x14)
 * [<bf000118>] (bar_work [bar]) from [<c0236b64>] (process_one_work+0x1dc/0x45c)
 * [<8018de80>] (rcu_check_callbacks) from [<80192868>] (update_process_times+0x38/0x68)
 * [c000000fff2bf6c0] [c0000000000b2d3c] .warn_slowpath_null+0x6c/0xa0 (unreliable)
 * ([<000000000011367a>] show_trace+0x8a/0xb0)
 * <ffffffff8014a5f0>{__alloc_pages+816}
 * }</pre>
 *
 * <p>Shape: from a position in a line to at most one frame. arm names the caller behind {@code
 * from}; it has a line of its own next, and is left. Units: addresses have 8 to 16 hexadecimal
 * digits; in braces the offset is decimal and no size is printed. Errors: none are thrown; other
 * text is empty. Source: Linux arch/x86/kernel/dumpstack_64.c, arch/x86_64/kernel/traps.c of 2.6.2,
 * arch/arm/kernel/traps.c ({@code dump_backtrace_entry}), arch/powerpc/kernel/process.c ({@code
 * show_stack}), arch/s390/kernel/traps.c.
 */
final class AddressedFrameLine {

  private static final int LEAST_DIGITS = 8;
  private static final int MOST_DIGITS = 16;
  private static final Pattern BRACES =
      Pattern.compile(
          "\\{(?:(?::(?<module>[\\w-]++):)?+)(?<symbol>[\\w.$]++)\\+(?<offset>\\d{1,9})\\}");
  private static final Pattern FROM =
      Pattern.compile("\\)? from \\[<[^>]{8,16}>\\] \\(?[^)]*+\\)?+");

  private AddressedFrameLine() {}

  static Optional<FrameLine.Read> read(String line, int from, Frame.Stack stack) {
    Cursor cursor = new Cursor(line, from);
    OptionalLong address = address(cursor);
    if (address.isEmpty()) return Optional.empty();
    int at = cursor.at();
    return switch (cursor.next()) {
      case '[' -> KlogdFrameLine.read(line, at, stack, address);
      case '{' -> inBraces(line, at, stack, address);
      default -> {
        Optional<FrameLine.Read> read = FrameLine.read(line, at, stack, address);
        yield read.isPresent()
            ? read.map(r -> new FrameLine.Read(r.frame(), behindCaller(line, r.end())))
            : called(line, at, stack, address);
      }
    };
  }

  /** Goes over the address and what stands around it; empty where there is none. */
  private static OptionalLong address(Cursor line) {
    line.take('(');
    boolean bracket = line.take('[');
    OptionalLong address = OptionalLong.empty();
    if (line.take('<')) {
      line.take("0x");
      address = digits(line);
      if (!line.take('>')) return OptionalLong.empty();
      line.take(']');
    } else if (bracket && digits(line).isPresent() && line.take("] [")) {
      address = digits(line);
      if (!line.take(']')) return OptionalLong.empty();
    }
    boolean goesOn = line.take(' ') || line.next() == '(' || line.next() == '{';
    if (!goesOn) return OptionalLong.empty();
    line.take('(');
    line.skipBlanks();
    return address;
  }

  private static OptionalLong digits(Cursor line) {
    int from = line.at();
    return line.hexDigits(MOST_DIGITS) < LEAST_DIGITS
        ? OptionalLong.empty()
        : OptionalLong.of(line.hexSince(from));
  }

  private static Optional<FrameLine.Read> inBraces(
      String line, int at, Frame.Stack stack, OptionalLong address) {
    Matcher m = BRACES.matcher(line).region(at, line.length());
    if (!m.lookingAt()) return Optional.empty();
    Frame frame =
        new Frame(
            m.group("symbol"),
            Numbers.decimalLong(m.group("offset")),
            OptionalLong.empty(),
            Optional.ofNullable(m.group("module")),
            true,
            stack,
            address);
    return Optional.of(new FrameLine.Read(frame, m.end()));
  }

  /** 32-bit arm prints only the name of the function that called, and its module. */
  private static Optional<FrameLine.Read> called(
      String line, int at, Frame.Stack stack, OptionalLong address) {
    Cursor cursor = new Cursor(line, at);
    if (!cursor.symbol()) return Optional.empty();
    String symbol = cursor.nameSince(at);
    Optional<String> module = FrameLine.module(cursor);
    if (!line.startsWith(") from [<", cursor.at())) return Optional.empty();
    Frame frame = FrameLine.named(symbol, module, stack, address);
    return Optional.of(new FrameLine.Read(frame, behindCaller(line, cursor.at())));
  }

  private static int behindCaller(String line, int at) {
    if (at == line.length()) return at;
    Matcher m = FROM.matcher(line).region(at, line.length());
    if (m.lookingAt()) return m.end();
    return at < line.length() && line.charAt(at) == ')' ? at + 1 : at;
  }
}
