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

  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\(?+(?:\\[?<(?:0x)?+(?<address>\\p{XDigit}{8,16}+)>\\]?+"
              + "|\\[\\p{XDigit}{8,16}+\\] \\[(?<second>\\p{XDigit}{8,16}+)\\])(?: \\(?+|\\(|(?=\\{))");
  private static final Pattern BRACES =
      Pattern.compile(
          "\\{(?:(?::(?<module>[\\w-]++):)?+)(?<symbol>[\\w.$]++)\\+(?<offset>\\d{1,9})\\}");
  private static final Pattern CALLED =
      Pattern.compile("(?<symbol>[A-Za-z_.$][\\w.$]*+)\\)(?= from \\[<)");
  private static final Pattern FROM =
      Pattern.compile("\\)? from \\[<[^>]{8,16}>\\] \\(?[^)]*+\\)?+");

  private AddressedFrameLine() {}

  static Optional<FrameLine.Read> read(String line, int from, Frame.Stack stack) {
    Matcher m = ADDRESS.matcher(line).region(from, line.length());
    if (!m.lookingAt()) return Optional.empty();
    String digits = m.group("address") == null ? m.group("second") : m.group("address");
    OptionalLong address = Numbers.hex(digits);
    int at = m.end();
    while (at < line.length() && line.charAt(at) == ' ') at++;
    Optional<FrameLine.Read> klogd = KlogdFrameLine.read(line, at, stack, address);
    if (klogd.isPresent()) return klogd;
    Optional<FrameLine.Read> braces = inBraces(line, at, stack, address);
    if (braces.isPresent()) return braces;
    Optional<FrameLine.Read> called = called(line, at, stack, address);
    if (called.isPresent()) return called;
    return FrameLine.read(line, at, stack, address)
        .map(read -> new FrameLine.Read(read.frame(), behindCaller(line, read.end())));
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

  /** 32-bit arm since 4.20 prints only the name of the function that called. */
  private static Optional<FrameLine.Read> called(
      String line, int at, Frame.Stack stack, OptionalLong address) {
    Matcher m = CALLED.matcher(line).region(at, line.length());
    m.useTransparentBounds(true);
    if (!m.lookingAt()) return Optional.empty();
    Frame frame = FrameLine.named(m.group("symbol"), stack, address);
    return Optional.of(new FrameLine.Read(frame, behindCaller(line, m.end() - 1)));
  }

  private static int behindCaller(String line, int at) {
    Matcher m = FROM.matcher(line).region(at, line.length());
    if (m.lookingAt()) return m.end();
    return at < line.length() && line.charAt(at) == ')' ? at + 1 : at;
  }
}
