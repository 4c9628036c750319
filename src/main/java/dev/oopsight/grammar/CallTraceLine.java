package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Frame.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern MARK =
      Pattern.compile("<{1,2}(?<name>/?#?[A-Za-z_0-9]{2,20}+)>{1,2}");

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

  private static Optional<Mark> mark(String line, int at, Stack current) {
    if (line.charAt(at) != '<') return Optional.empty();
    Matcher m = MARK.matcher(line).region(at, line.length());
    if (!m.lookingAt()) return Optional.empty();
    String name = m.group("name");
    return switch (name) {
      case "IRQ", "SOFTIRQ" -> Optional.of(new Mark(Stack.IRQ, m.end()));
      case "EOI" -> Optional.of(new Mark(Stack.EOI, m.end()));
      case "NMI" -> Optional.of(new Mark(Stack.NMI, m.end()));
      case "TASK", "/IRQ", "/SOFTIRQ", "/NMI", "/TASK", "EOE" ->
          Optional.of(new Mark(Stack.TASK, m.end()));
      default ->
          name.startsWith("/#")
              ? Optional.of(new Mark(Stack.TASK, m.end()))
              : name.startsWith("#") || name.equals("ENTRY_TRAMPOLINE")
                  ? Optional.of(new Mark(Stack.EXCEPTION, m.end()))
                  : name.equals("UNK") ? Optional.of(new Mark(current, m.end())) : Optional.empty();
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
