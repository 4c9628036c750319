package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame as klogd wrote it: it put its own idea of the address in place of it, in decimal, and
 * that idea is often wrong for modules. The kernel's own words behind it are trusted.
 *
 * <pre>{@code
 * [__alloc_pages+800/832] __alloc_pages+0x320/0x340
 * [r8169:__netdev_alloc_skb+0x2b/0x2fa0] __netdev_alloc_skb+0x2b/0x50
 * [<c0105f1d>] [schedule+45/860] schedule+0x2d/0x35c
 * [do_page_fault+0/1152]
 * }</pre>
 *
 * <p>Shape: from a position in a line to at most one frame; the last form has no words of the
 * kernel, and klogd's are taken. Units: klogd's numbers are decimal, or hexadecimal with 0x.
 * Errors: none are thrown; other text is empty. Source: sysklogd 1.5 ksym.c, {@code ExpandKadds}.
 */
final class KlogdFrameLine {

  private static final Pattern KLOGD =
      Pattern.compile(
          "\\[(?:(?<module>[\\w-]++):)?+(?<symbol>[A-Za-z_.$][\\w.$]*+)"
              + "\\+(?<offset>\\d{1,9}|0x\\p{XDigit}{1,8}+)/(?<size>\\d{1,9}|0x\\p{XDigit}{1,8}+)\\] ?+");

  private KlogdFrameLine() {}

  static Optional<FrameLine.Read> read(
      String line, int from, Frame.Stack stack, OptionalLong address) {
    Matcher m = KLOGD.matcher(line).region(from, line.length());
    if (!m.lookingAt()) return Optional.empty();
    int at = m.end();
    while (at < line.length() && line.charAt(at) == ' ') at++;
    Optional<FrameLine.Read> kernel = FrameLine.read(line, at, stack, address);
    if (kernel.isPresent()) return kernel;
    Frame frame =
        new Frame(
            m.group("symbol"),
            number(m.group("offset")),
            number(m.group("size")),
            Optional.ofNullable(m.group("module")),
            true,
            stack,
            address);
    return Optional.of(new FrameLine.Read(frame, m.end()));
  }

  private static OptionalLong number(String text) {
    return text.startsWith("0x") ? Numbers.hex(text) : Numbers.decimalLong(text);
  }
}
