package dev.oopsight.grammar;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.CallTrace.Role;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Frame.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Collects the stacks of a trace, and tells whose each is.
 *
 * <pre>{@code
 * Call Trace:
 * Call Trace: <IRQ> [<ffffffff802555f9>] __alloc_pages+0x2e2/0x2fb
 * Allocated by task 4127:
 * -> #1 (&sb->s_type->i_mutex_key){+.+.}:
 * NMI backtrace for cpu 1
 * }</pre>
 *
 * <p>The first stack under a heading is the one that explains the incident; a stack without a
 * heading is that only where no other has one.
 */
final class CallTraces {

  private static final List<String> HEADINGS =
      List.of(
          "Call Trace:",
          "Call trace:",
          "Backtrace:",
          "backtrace:",
          "Stack traceback:",
          "stack backtrace:");
  private static final Pattern ALLOCATION =
      Pattern.compile(
          "(?:.{0,80}?: |kfence-#.{0,120}?\\] )?(?:Allocated by task|allocated by task"
              + "|INFO: Allocated in|Allocated in|Allocated:|Uninit was created at:"
              + "|Local variable \\S++ created at:|page last allocated via)");
  private static final Pattern FREE =
      Pattern.compile(
          "(?:Freed by task|freed by task|INFO: Freed in|Freed in|Freed:|page last free )");
  private static final Pattern RELATED =
      Pattern.compile("(?:Last|Second to last) potentially related work creation:");
  private static final Pattern CPU = Pattern.compile("(?:NMI backtrace|Task dump) for (?:cpu|CPU)");
  private static final Pattern GRACE_PERIOD =
      Pattern.compile("(?:rcu: )?+RCU grace-period kthread stack dump:");
  private static final Pattern OTHER =
      Pattern.compile(
          "(?:-> #\\d|task:\\S|Uninit was stored to memory at:"
              + "|(?:race at unknown origin, with )?+(?:assert no \\w++|read-write|read|write)"
              + "(?: \\([a-z, ]++\\))? to 0x"
              + "|\\{[A-Z -]++\\} state was registered at:"
              + "|\\.{3} which became )");

  /** Whose stack it is, as far as a line said so. */
  private enum Owner {
    /** Nothing was said. */
    UNTOLD(Role.OTHER),
    CPU(Role.OTHER),
    OTHER(Role.OTHER),
    /** RCU's own thread, which is starved by the one that stalls. */
    GRACE_PERIOD(Role.OTHER),
    ALLOCATION(Role.ALLOCATION),
    FREE(Role.FREE),
    RELATED_WORK(Role.RELATED_WORK);

    final Role role;

    Owner(Role role) {
      this.role = role;
    }

    boolean mayBeMain() {
      return role == Role.OTHER && this != GRACE_PERIOD;
    }
  }

  /** One stack while it grows. */
  private static final class Section {
    final Owner owner;
    boolean headed;
    final List<Frame> frames = new ArrayList<>();

    Section(Owner owner) {
      this.owner = owner;
    }

    /** Whether a heading that comes now is this stack's own. */
    boolean awaitsHeading() {
      boolean mayHaveOne = owner != Owner.UNTOLD && owner.role == Role.OTHER;
      return mayHaveOne && !headed && (frames.isEmpty() || owner == Owner.CPU);
    }
  }

  private final List<Section> sections = new ArrayList<>();
  private Section current;
  private Stack stack = Stack.TASK;
  private boolean glued;

  /** Takes a line, where it is a heading, a mark or a frame. */
  boolean add(Line read) {
    String line = read.text();
    int heading = headingEnd(line);
    if (heading > 0) {
      if (current == null || !current.awaitsHeading()) begin(Owner.UNTOLD);
      current.headed = true;
      addFrames(Line.of(line.substring(heading)));
      return true;
    }
    if (addFrames(read)) return true;
    String message = line.stripLeading();
    if (mayBeginSection(message)) owner(message).ifPresent(this::beginOwned);
    return false;
  }

  /** Index behind a heading; 0 where the line is none. */
  private static int headingEnd(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    char first = cursor.next();
    if (first != 'C' && first != 'B' && first != 'b' && first != 'S' && first != 's') return 0;
    for (String heading : HEADINGS) if (cursor.take(heading)) return cursor.at();
    return 0;
  }

  private static Optional<Owner> owner(String line) {
    if (ALLOCATION.matcher(line).lookingAt()) return Optional.of(Owner.ALLOCATION);
    if (FREE.matcher(line).lookingAt()) return Optional.of(Owner.FREE);
    if (RELATED.matcher(line).lookingAt()) return Optional.of(Owner.RELATED_WORK);
    if (CPU.matcher(line).lookingAt()) return Optional.of(Owner.CPU);
    if (GRACE_PERIOD.matcher(line).lookingAt()) return Optional.of(Owner.GRACE_PERIOD);
    return OTHER.matcher(line).lookingAt() ? Optional.of(Owner.OTHER) : Optional.empty();
  }

  /** The line that names RCU's thread again, as a task, tells nothing new. */
  private void beginOwned(Owner owner) {
    boolean again =
        owner == Owner.OTHER
            && current != null
            && current.owner == Owner.GRACE_PERIOD
            && current.awaitsHeading();
    if (!again) begin(owner);
  }

  /** All that tell whose the next stack is end so, or begin with an arrow or a task. */
  private static boolean mayBeginSection(String line) {
    return line.endsWith(":")
        || line.startsWith("-> #")
        || line.startsWith("task:")
        || line.startsWith("NMI backtrace")
        || line.startsWith("... which became")
        || line.startsWith("page last ")
        || line.contains("llocated")
        || line.contains("reed ");
  }

  private void begin(Owner owner) {
    current = new Section(owner);
    sections.add(current);
    stack = Stack.TASK;
  }

  private boolean addFrames(Line line) {
    Optional<CallTraceLine> read = line.frames(stack);
    if (read.isEmpty()) return false;
    if (current == null) begin(Owner.UNTOLD);
    current.frames.addAll(read.get().frames());
    stack = read.get().stack();
    glued |= read.get().glued();
    return true;
  }

  /**
   * Takes the function that an interrupt stopped: it is printed among the frames as an instruction.
   */
  void addInterrupted(Frame function) {
    current.frames.add(
        new Frame(
            function.symbol(),
            function.offset(),
            function.size(),
            function.module(),
            true,
            stack,
            function.address()));
  }

  /** Whether other text stood behind a frame. */
  boolean glued() {
    return glued;
  }

  boolean hasFrames() {
    for (Section section : sections) if (!section.frames.isEmpty()) return true;
    return false;
  }

  /** Whether an instruction that comes now belongs among the frames of a stack. */
  boolean takesInstruction() {
    return current != null
        && (!current.frames.isEmpty() || (current.owner == Owner.CPU && !current.headed));
  }

  /** Whether a heading came, with or without frames. */
  boolean headed() {
    return sections.stream().anyMatch(s -> s.headed);
  }

  /** All stacks that hold a frame, the main one first. */
  List<CallTrace> callTraces() {
    List<Section> full = sections.stream().filter(s -> !s.frames.isEmpty()).toList();
    Optional<Section> main =
        full.stream()
            .filter(s -> s.headed && s.owner.mayBeMain())
            .findFirst()
            .or(() -> full.stream().filter(s -> s.owner.mayBeMain()).findFirst());
    List<CallTrace> traces = new ArrayList<>();
    main.ifPresent(s -> traces.add(new CallTrace(Role.MAIN, s.frames)));
    for (Section section : full) {
      if (main.isPresent() && section == main.get()) continue;
      traces.add(new CallTrace(section.owner.role, section.frames));
    }
    return traces;
  }
}
