package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the CPU stood.
 *
 * <pre>{@code
 * RIP: 0010:pv_null_read+0x1b/0x30 [provoke]
 * RIP: 0010:[<ffffffff8044b1b7>]  [<ffffffff8044b1b7>] tg3_alloc_rx_skb+0xc4/0x150
 * RIP  [<ffffffff8044b1b7>] tg3_alloc_rx_skb+0xc4/0x150
 * RIP: 0033:0x4322f0
 * IP: [<ffffffff8140d5f3>] selinux_socket_unix_stream_connect+0x43/0xf0
 * EIP is at radeon_cs_ioctl+0x1d/0x110 [radeon]
 * EIP: [<c0105f1d>] show_trace+0xd/0x10 SS:ESP 0068:f6c3bf20
 * pc : pv_null_read+0x18/0x30 [provoke]
 * NIP [c0000000000b2d3c] .run_timer_softirq+0x2ac/0x4b0
 * epc : do_trap+0x4a/0x90
 * Krnl PSW : 0704c00180000000 0000000000114e52 (show_trace+0x3a/0x88)
 * }</pre>
 *
 * @param user whether the CPU was in user space: such a line tells nothing of the kernel
 * @param function where the line names one
 */
record InstructionLine(boolean user, Optional<Frame> function) {

  private static final Pattern LABEL =
      Pattern.compile(
          "\\s*+(?:RIP: ++(?<cs>\\p{XDigit}{4}):|RIP {1,2}(?=\\[)|EIP is at |IP: ++|EIP: ++(?:\\p{XDigit}{4}:)?+"
              + "|[Pp][Cc] (?:is at |: )|NIP (?=\\[)|epc ++: |Krnl PSW : (?=\\p{XDigit}))");
  private static final Pattern ADDRESSES =
      Pattern.compile(
          "\\s*+(?:(?:\\[?<\\p{XDigit}{8,16}+>\\]?+|\\[?\\p{XDigit}{8,16}+\\]?+)\\s++)++\\(?+");
  private static final Pattern BRACES =
      Pattern.compile(
          "(?:\\[<\\p{XDigit}{8,16}+>\\] ++)?+<\\p{XDigit}{8,16}+>\\{(?<symbol>[\\w.$]++)\\+");

  static Optional<InstructionLine> read(String line) {
    if (!mayBeLabelled(Cursor.behindIndent(line))) return Optional.empty();
    Matcher m = LABEL.matcher(line);
    if (!m.lookingAt()) return Optional.empty();
    if (isUser(m.group("cs"))) return Optional.of(new InstructionLine(true, Optional.empty()));
    int at = m.end();
    Matcher braces = BRACES.matcher(line).region(at, line.length());
    if (braces.lookingAt()) {
      return Optional.of(
          new InstructionLine(
              false,
              Optional.of(
                  FrameLine.named(
                      braces.group("symbol"), Frame.Stack.TASK, OptionalLong.empty()))));
    }
    Matcher addresses = ADDRESSES.matcher(line).region(at, line.length());
    if (addresses.lookingAt()) at = addresses.end();
    Optional<Frame> function =
        FrameLine.read(line, at, Frame.Stack.TASK, OptionalLong.empty()).map(FrameLine.Read::frame);
    return Optional.of(new InstructionLine(false, function));
  }

  /** Registers, of which many lines are full, begin with the same letters. */
  private static boolean mayBeLabelled(Cursor line) {
    return switch (line.next()) {
      case 'R', 'E', 'N' -> line.take("RIP") || line.take("EIP") || line.take("NIP");
      case 'I' -> line.take("IP:");
      case 'P', 'p' -> line.take("PC ") || line.take("pc ") || line.take("Pc ") || line.take("pC ");
      case 'e' -> line.take("epc ");
      case 'K' -> line.take("Krnl ");
      default -> false;
    };
  }

  /**
   * The function in a line that stands among frames; old kernels repeat the fault's in another
   * form.
   */
  static Optional<Frame> interrupted(Line line) {
    if (!Cursor.behindIndent(line.text()).take("RIP: ")) return Optional.empty();
    return line.instruction().flatMap(InstructionLine::function);
  }

  /** The two lowest bits of the code segment are the privilege level; 0 is the kernel's. */
  private static boolean isUser(String codeSegment) {
    return codeSegment != null && (Numbers.hex(codeSegment).orElse(0) & 3) == 3;
  }
}
