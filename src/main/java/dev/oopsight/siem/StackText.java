package dev.oopsight.siem;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Frame;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One call trace within {@link PlainText}: the stacks told apart, the guilty function marked, the
 * same frame printed once where it stands twice in a row.
 */
final class StackText {

  private static final int MOST_LINES = 60;

  private final CallTrace callTrace;
  private final Optional<Frame> guilty;
  private final Page page;
  private boolean marked;

  StackText(CallTrace callTrace, Optional<Frame> guilty, Page page) {
    this.callTrace = callTrace;
    this.guilty = guilty;
    this.page = page;
    this.marked = callTrace.role() != CallTrace.Role.MAIN;
  }

  void write() {
    page.heading(title() + ": " + counts(callTrace.frames()));
    List<Frame> frames = callTrace.frames();
    Frame.Stack stack = null;
    int lines = 0;
    for (int i = 0; i < frames.size(); ) {
      if (++lines > MOST_LINES) {
        page.line("            ... and " + Words.count(frames.size() - i, "more frame"));
        return;
      }
      Frame frame = frames.get(i);
      int times = 1;
      while (i + times < frames.size() && frames.get(i + times).equals(frame)) times++;
      page.line(line(frame, frame.stack() == stack ? "" : label(frame.stack()), times));
      stack = frame.stack();
      i += times;
    }
  }

  /** {@code 23 frames: 21 IRQ, 2 EOI}. */
  static String counts(List<Frame> frames) {
    Map<Frame.Stack, Integer> stacks = new EnumMap<>(Frame.Stack.class);
    frames.forEach(f -> stacks.merge(f.stack(), 1, Integer::sum));
    String all = Words.count(frames.size(), "frame");
    long unreliable = frames.stream().filter(f -> !f.reliable()).count();
    if (unreliable > 0) all += " (" + unreliable + " marked ?, maybe leftovers)";
    if (stacks.keySet().equals(java.util.Set.of(Frame.Stack.TASK)) || stacks.isEmpty()) return all;
    return stacks.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().name())
        .collect(Collectors.joining(", ", all + ": ", ""));
  }

  /** {@code tg3_poll+0x393/0x91c [tg3]}. */
  static String location(Frame frame) {
    StringBuilder text = new StringBuilder(frame.symbol());
    frame.offset().ifPresent(o -> text.append("+0x").append(Long.toHexString(o)));
    frame.size().ifPresent(s -> text.append("/0x").append(Long.toHexString(s)));
    frame.module().ifPresent(m -> text.append(" [").append(m).append(']'));
    return text.toString();
  }

  private String title() {
    return switch (callTrace.role()) {
      case MAIN -> "Call trace, innermost first";
      case ALLOCATION -> "Where the memory was allocated";
      case FREE -> "Where the memory was freed";
      case RELATED_WORK -> "Where work was queued that may have freed the memory";
      case OTHER -> "Another stack";
    };
  }

  private static String label(Frame.Stack stack) {
    return stack == Frame.Stack.TASK ? "task" : stack.name().toUpperCase(Locale.ROOT);
  }

  private String line(Frame frame, String label, int times) {
    boolean isGuilty = !marked && guilty.filter(frame::equals).isPresent();
    marked |= isGuilty;
    String line = "  %-9s %s%s".formatted(label, frame.reliable() ? "  " : "? ", location(frame));
    if (times > 1) line += "  (" + times + " times)";
    return isGuilty ? line + "   <== guilty" : line;
  }
}
