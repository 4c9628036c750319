package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.LockAction;
import dev.oopsight.trace.LockUse;
import dev.oopsight.trace.LockViolation;
import dev.oopsight.trace.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what lockdep says of the locks.
 *
 * <pre>{@code
 * dd/1874 is trying to acquire lock:
 * swapper/0/0 [HC0[0]:SC1[1]:HE1:SE0] takes:
 * kworker/0:1/0 just changed the state of lock:
 * ip/24 is trying to release lock (mrt_lock) at:
 * umount/6157 is freeing memory d9d49000-d9d49fff, with a lock still held there!
 * but task is already holding lock:
 * but this lock took another, HARDIRQ-unsafe lock in the past:
 * 2 locks held by dd/1874:
 * Chain exists of:
 *   &a->lock --> &b->lock --> &c->lock
 * inconsistent {IN-SOFTIRQ-W} -> {SOFTIRQ-ON-W} usage.
 * hardirqs last  enabled at (1234): [<ffffffff810c1a2b>] _raw_spin_unlock_irq+0x28/0x40
 * context-{4:4}
 * include/linux/rcupdate.h:302 Illegal context switch in RCU read-side critical section!
 * }</pre>
 *
 * <p>Of several lists of held locks the first is that of the task. Errors: none are thrown; what is
 * cut is left out. Source: Linux kernel/locking/lockdep.c, 2.6.18 to 6.12; the scenario is {@link
 * LockScenario}'s.
 */
final class LockdepReader implements DetailReader {

  private static final Pattern ACTOR =
      Pattern.compile(
          "(?<comm>.{1,15})/(?<pid>\\d{1,9})(?: \\[(?<irqs>HC\\d\\[[^ \\]]{1,6}\\]:\\S{1,40})\\])? (?:is |just )?"
              + "(?<action>trying to acquire|trying to lock|takes|changed the state of lock|trying to release|freeing memory"
              + "|leaving the kernel with locks|still has locks)");
  private static final Map<String, LockAction> ACTIONS =
      Map.of(
          "trying to acquire", LockAction.ACQUIRE,
          "trying to lock", LockAction.ACQUIRE,
          "takes", LockAction.TAKE,
          "changed the state of lock", LockAction.CHANGE,
          "trying to release", LockAction.RELEASE,
          "freeing memory", LockAction.FREE);
  private static final Pattern RELEASED =
      Pattern.compile("trying to release lock \\((?<name>.{1,160})\\) at:\\s*+$");
  private static final Pattern HELD_BY =
      Pattern.compile("\\d{1,3} locks? held by (?<comm>.{1,15})/(?<pid>\\d{1,9}):");
  private static final Pattern USAGES =
      Pattern.compile("inconsistent (?<usages>\\{[A-Z -]{1,40}\\} -> \\{[A-Z -]{1,40}\\}) usage");
  private static final Pattern CONTEXT =
      Pattern.compile("context-\\{(?<wait>\\d{1,2}+:\\d{1,2}+)\\}");
  private static final Pattern RCU =
      Pattern.compile(
          "(?<file>[\\w./-]{1,100}\\.[ch]):(?<line>\\d{1,7}+) (?<message>.{1,200})!\\s*+$");
  private static final String ARROW = " --> ";
  private static final int MOST = 48;

  /** Whose line comes next. */
  private enum Next {
    NOTHING,
    LOCK,
    CONFLICTING,
    RELEASED_AT,
    NOT_HELD,
    HELD,
    CYCLE,
    DEPENDENCY
  }

  private final AssertionReader assertion = new AssertionReader();
  private final LockScenario scenario = new LockScenario();
  private Next next = Next.NOTHING;
  private Optional<Task> task = Optional.empty();
  private Optional<LockAction> action = Optional.empty();
  private Optional<LockUse> lock = Optional.empty();
  private Optional<LockUse> conflicting = Optional.empty();
  private boolean heldTold;
  private final List<LockUse> held = new ArrayList<>();
  private final List<String> chain = new ArrayList<>();
  private final List<String> cycle = new ArrayList<>();
  private Optional<String> dependency = Optional.empty();
  private Optional<String> usages = Optional.empty();
  private Optional<String> irqState = Optional.empty();
  private final List<String> irqTrace = new ArrayList<>();
  private Optional<String> waitContext = Optional.empty();
  private Optional<Matcher> rcu = Optional.empty();

  /** Where a lock is released stands in a line of its own. */
  @Override
  public boolean claims(String line) {
    if (next != Next.RELEASED_AT) return false;
    next = Next.NOTHING;
    String name = lock.get().name();
    String at = line.strip();
    String function = at.startsWith("[<") ? at.substring(at.indexOf(']') + 1).strip() : at;
    lock =
        Optional.of(
            new LockUse(
                name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(function)));
    return true;
  }

  @Override
  public void add(String line) {
    assertion.add(line);
    if (scenario.add(line) || addExpected(line)) return;
    switch (Cursor.behindIndent(line).next()) {
      case 'b', 'a', 'w' -> addAnnouncement(line);
      case '-' -> {
        if (line.startsWith("-> #") && chain.size() < MOST) {
          LockLine.read(line).map(LockUse::name).ifPresent(chain::add);
        }
      }
      case 'C' -> {
        if (line.startsWith("Chain exists of:")) next = Next.CYCLE;
      }
      case 'i', 'h', 's' -> addIrqs(line);
      case 'c' -> {
        Matcher context = CONTEXT.matcher(line);
        if (context.lookingAt()) waitContext = Optional.of(context.group("wait"));
      }
      default -> {}
    }
    addActor(line);
    addHolder(line);
    addRcu(line);
  }

  /** Takes the line that the one above has announced. */
  private boolean addExpected(String line) {
    Next expected = next;
    if (expected == Next.NOTHING) return false;
    if (expected != Next.HELD) next = Next.NOTHING;
    switch (expected) {
      case CYCLE -> cycle.addAll(List.of(line.strip().split(ARROW)));
      case DEPENDENCY -> dependency = Optional.of(line.strip());
      case NOT_HELD -> conflicting = Optional.of(named(line.strip()));
      default -> {
        Optional<LockUse> read = LockLine.read(line);
        if (read.isEmpty() || (expected == Next.HELD && !LockLine.isNumbered(line))) {
          next = Next.NOTHING;
          return false;
        }
        if (expected == Next.LOCK) lock = read;
        else if (expected == Next.CONFLICTING) conflicting = read;
        else if (held.size() < MOST) held.add(read.get());
      }
    }
    return true;
  }

  private static LockUse named(String name) {
    return new LockUse(
        name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private void addAnnouncement(String line) {
    String text = line.strip();
    boolean conflicts =
        text.startsWith("but task is already holding")
            || text.startsWith("and this task is already holding")
            || text.startsWith("but this lock took another")
            || text.startsWith("but this lock was taken by another");
    if (conflicts && conflicting.isEmpty()) next = Next.CONFLICTING;
    else if (text.startsWith("but this task is not holding")) next = Next.NOT_HELD;
    else if (text.startsWith("which would create a new lock dependency")) next = Next.DEPENDENCY;
  }

  private void addIrqs(String line) {
    Matcher told = USAGES.matcher(line);
    if (told.lookingAt()) {
      usages = Optional.of(told.group("usages"));
    } else if (line.contains("irqs last ") && irqTrace.size() < 4) {
      irqTrace.add(line.strip().replaceAll(" ++", " "));
    }
  }

  private void addActor(String line) {
    if (task.isPresent() || line.indexOf('/') < 0) return;
    Matcher actor = ACTOR.matcher(line);
    if (!actor.lookingAt()) return;
    task = Optional.of(new Task(actor.group("comm"), Numbers.decimal(actor.group("pid"))));
    action = Optional.ofNullable(ACTIONS.get(actor.group("action")));
    irqState = Optional.ofNullable(actor.group("irqs"));
    Matcher released = RELEASED.matcher(line);
    if (released.find(actor.start("action"))) {
      lock = Optional.of(named(released.group("name")));
      next = Next.RELEASED_AT;
    } else if (action.isPresent()) {
      next = Next.LOCK;
    }
  }

  private void addHolder(String line) {
    if (heldTold || !Cursor.isDigit(line.isEmpty() ? ' ' : line.charAt(0))) return;
    Matcher by = HELD_BY.matcher(line);
    if (!by.lookingAt()) return;
    heldTold = true;
    next = Next.HELD;
    if (task.isEmpty()) {
      task = Optional.of(new Task(by.group("comm"), Numbers.decimal(by.group("pid"))));
    }
  }

  private void addRcu(String line) {
    if (rcu.isPresent() || !line.endsWith("!")) return;
    Matcher told = RCU.matcher(line);
    if (told.lookingAt()) rcu = Optional.of(told);
  }

  @Override
  public Detail detail(Told told) {
    Optional<HeaderLine> header = told.header();
    if (header.flatMap(h -> h.group("file")).isPresent()) return assertion.detail(told);
    return new LockViolation(
        header.flatMap(h -> h.group("what")),
        task,
        action,
        lock,
        conflicting,
        held,
        chain,
        cycle,
        dependency,
        scenario.steps(),
        usages,
        irqState,
        irqTrace,
        waitContext,
        rcu.map(m -> m.group("file")),
        rcu.map(m -> Numbers.decimal(m.group("line"))).orElse(OptionalInt.empty()),
        rcu.map(m -> m.group("message")));
  }
}
