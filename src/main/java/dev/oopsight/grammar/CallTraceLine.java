package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Frame.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line below "Call Trace:": marks of stacks and frames, one or several.
 *
 * <pre>{@code
 * <IRQ>  [<ffffffff802555f9>] __alloc_pages+0x2e2/0x2fb
 * <EOI> [<ffffffff8020a989>] mwait_idle+0x42/0x45
 * </TASK>
 * unwind_backtrace from show_stack+0x18/0x1c
 * ? asm_exc_page_fault+0x26/0x30
 * }</pre>
 *
 * @param frames in printed order
 * @param stack on which stack the next line's frames lie
 * @param glued whether other text follows the last frame
 */
record CallTraceLine(List<Frame> frames, Stack stack, boolean glued) {

  private static final int LONGEST_MARK = 20;

  /** Reads a line, or nothing where it holds neither a mark nor a frame in its proper place. */
  static Optional<CallTraceLine> read(String line, Stack current) {
    List<Frame> frames = List.of();
    Stack stack = current;
    boolean marked = false;
    int at = 0;
    while (true) {
      at = skipBlanks(line, at);
      if (at == line.length()) break;
      Optional<Mark> mark = mark(line, at, stack);
      if (mark.isPresent()) {
        stack = mark.get().stack();
        at = mark.get().end();
        marked = true;
        continue;
      }
      Optional<FrameLine.Read> frame = frame(line, at, stack);
      if (frame.isEmpty()) break;
      frames = and(frames, frame.get().frame());
      at = frame.get().end();
    }
    if (frames.isEmpty() && !(marked && at == line.length())) return Optional.empty();
    return Optional.of(new CallTraceLine(List.copyOf(frames), stack, at < line.length()));
  }

  /** Nearly all lines hold one frame or none. */
  private static List<Frame> and(List<Frame> frames, Frame frame) {
    if (frames.isEmpty()) return List.of(frame);
    List<Frame> more = frames instanceof ArrayList ? frames : new ArrayList<>(frames);
    more.add(frame);
    return more;
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) at++;
    return at;
  }

  private record Mark(Stack stack, int end) {}

  /** {@code <IRQ>}, {@code <<EOE>>}, {@code </#DF>}. */
  private static Optional<Mark> mark(String line, int at, Stack current) {
    Cursor cursor = new Cursor(line, at);
    if (!cursor.take('<')) return Optional.empty();
    cursor.take('<');
    boolean closes = cursor.take('/');
    boolean ofException = cursor.take('#');
    int from = cursor.at();
    if (cursor.word(LONGEST_MARK) < 2) return Optional.empty();
    String name = cursor.nameSince(from);
    if (!cursor.take('>')) return Optional.empty();
    cursor.take('>');
    return stack(name, closes, ofException, current).map(s -> new Mark(s, cursor.at()));
  }

  private static Optional<Stack> stack(
      String name, boolean closes, boolean ofException, Stack current) {
    if (ofException) return Optional.of(closes ? Stack.TASK : Stack.EXCEPTION);
    return switch (name) {
      case "IRQ", "SOFTIRQ" -> Optional.of(closes ? Stack.TASK : Stack.IRQ);
      case "NMI" -> Optional.of(closes ? Stack.TASK : Stack.NMI);
      case "TASK" -> Optional.of(Stack.TASK);
      case "EOI" -> closes ? Optional.empty() : Optional.of(Stack.EOI);
      case "EOE" -> closes ? Optional.empty() : Optional.of(Stack.TASK);
      case "ENTRY_TRAMPOLINE" -> closes ? Optional.empty() : Optional.of(Stack.EXCEPTION);
      case "UNK" -> closes ? Optional.empty() : Optional.of(current);
      default -> Optional.empty();
    };
  }

  private static Optional<FrameLine.Read> frame(String line, int at, Stack stack) {
    char first = line.charAt(at);
    if (first == '[' || first == '<' || first == '(') {
      Optional<FrameLine.Read> addressed = AddressedFrameLine.read(line, at, stack);
      if (addressed.isPresent()) return addressed;
      return KlogdFrameLine.read(line, at, stack, OptionalLong.empty());
    }
    Optional<FrameLine.Read> bare = FrameLine.read(line, at, stack, OptionalLong.empty());
    if (bare.isPresent()) return bare;
    return calledFrom(line, at, stack);
  }

  /** {@code unwind_backtrace from show_stack+0x18/0x1c}. */
  private static Optional<FrameLine.Read> calledFrom(String line, int at, Stack stack) {
    Cursor cursor = new Cursor(line, at);
    if (!cursor.symbol()) return Optional.empty();
    int end = cursor.at();
    if (!cursor.take(" from ") || !cursor.symbol() || !cursor.take("+0x")) return Optional.empty();
    if (!cursor.skipToSpace()) return Optional.empty();
    Frame frame = FrameLine.named(line.substring(at, end), stack, OptionalLong.empty());
    return Optional.of(new FrameLine.Read(frame, cursor.at()));
  }
}
