package dev.oopsight.grammar;

import dev.oopsight.trace.AtomicContext;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.LockUse;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what the scheduler says of code that sleeps where it must not.
 *
 * <pre>{@code
 * BUG: scheduling while atomic: swapper/0x00000100/0                       to 2.6.25
 * BUG: scheduling while atomic: swapper/0/0/0x00000100
 * BUG: sleeping function called from invalid context at kernel/locking/mutex.c:908
 * in_atomic(): 1, irqs_disabled(): 0, pid: 6886, name: syz-executor1       2.6.24 to 5.4
 * in_atomic(): 1, irqs_disabled(): 0, non_block: 0, pid: 6886, name: dd
 * preempt_count: 1, expected: 0                                            since 5.17
 * RCU nest depth: 0, expected: 0
 * Preemption disabled at:
 * [<ffffffff8106a4cb>] some_lock+0x1b/0x20
 * BUG: using smp_processor_id() in preemptible [00000000] code: modprobe/93
 * caller is some_init+0x1b/0x40 [some]
 * }</pre>
 *
 * <p>Errors: none are thrown; what is cut is left out. Source: Linux kernel/sched/core.c, {@code
 * __schedule_bug}, {@code __might_resched}; lib/smp_processor_id.c, 2.6.18 to 6.12.
 */
final class AtomicReader implements DetailReader {

  private static final Pattern SCHEDULING =
      Pattern.compile(
          "scheduling while atomic: (?<comm>.{1,15}?)/(?:(?<pid>\\d{1,9})/(?:0x)?+(?<count>\\p{XDigit}{8})"
              + "|(?:0x)?+(?<oldcount>\\p{XDigit}{8})/(?<oldpid>\\d{1,9}))\\s*+$");
  private static final Pattern STATE =
      Pattern.compile(
          "in_atomic\\(\\): ?(?<atomic>\\d{1,9}), irqs_disabled\\(\\): ?(?<irqs>\\d{1,9})"
              + "(?:, non_block: (?<block>\\d{1,9}))?+(?:, pid: (?<pid>\\d{1,9}), name: (?<comm>.{1,15}))?+");
  private static final Pattern COUNT =
      Pattern.compile(
          "preempt_count: (?<count>\\p{XDigit}{1,8}+), expected: (?<expected>\\p{XDigit}{1,8}+)");
  private static final Pattern RCU = Pattern.compile("RCU nest depth: (?<depth>\\d{1,9}+)");
  private static final Pattern PREEMPTIBLE =
      Pattern.compile(
          "BUG: using (?<function>\\w++\\(\\)) in preemptible \\[(?<count>\\p{XDigit}{1,8}+)\\] code: (?<comm>.{1,15})/(?<pid>\\d{1,9})");
  private static final String CALLER = "caller is ";
  private static final String DISABLED_AT = "Preemption disabled at:";
  private static final int MOST = 48;

  private boolean awaitsPlace;
  private boolean inHeld;
  private Optional<Task> task = Optional.empty();
  private Optional<Word> count = Optional.empty();
  private Optional<Word> expected = Optional.empty();
  private Optional<Boolean> inAtomic = Optional.empty();
  private Optional<Boolean> irqsDisabled = Optional.empty();
  private OptionalInt nonBlock = OptionalInt.empty();
  private OptionalInt rcuDepth = OptionalInt.empty();
  private Optional<String> disabledAt = Optional.empty();
  private Optional<String> function = Optional.empty();
  private Optional<String> caller = Optional.empty();
  private final List<LockUse> held = new ArrayList<>();

  /** Where preemption was switched off stands in a line of its own, and is no frame. */
  @Override
  public boolean claims(String line) {
    if (!awaitsPlace) return false;
    awaitsPlace = false;
    String place = line.strip();
    if (place.startsWith("[<")) place = place.substring(place.indexOf(']') + 1).strip();
    boolean isPlace = place.contains("+0x") || place.startsWith("0x");
    if (isPlace) disabledAt = Optional.of(place);
    return isPlace;
  }

  @Override
  public void add(String line) {
    if (inHeld && addHeld(line)) return;
    switch (Cursor.behindIndent(line).next()) {
      case 'B', 's', 'b' -> addHeader(line);
      case 'i' -> addState(line);
      case 'p' -> {
        Matcher m = COUNT.matcher(line);
        if (!m.lookingAt()) return;
        count = Numbers.word(m.group("count"));
        expected = Numbers.word(m.group("expected"));
      }
      case 'R' -> {
        Matcher m = RCU.matcher(line);
        if (m.lookingAt()) rcuDepth = Numbers.decimal(m.group("depth"));
      }
      case 'P' -> awaitsPlace = disabledAt.isEmpty() && line.startsWith(DISABLED_AT);
      case 'c' -> {
        if (line.startsWith(CALLER) && caller.isEmpty()) {
          caller = Optional.of(line.substring(CALLER.length()).strip());
        }
      }
      default ->
          inHeld =
              held.isEmpty()
                  && (line.contains(" locks held by ") || line.contains(" lock held by "));
    }
  }

  private boolean addHeld(String line) {
    Optional<LockUse> lock = LockLine.isNumbered(line) ? LockLine.read(line) : Optional.empty();
    inHeld = lock.isPresent();
    if (held.size() < MOST) lock.ifPresent(held::add);
    return inHeld;
  }

  private void addHeader(String line) {
    if (task.isPresent()) return;
    Matcher scheduling = SCHEDULING.matcher(line);
    if (scheduling.find()) {
      boolean old = scheduling.group("oldpid") != null;
      task(scheduling.group("comm"), scheduling.group(old ? "oldpid" : "pid"));
      count = Numbers.word(scheduling.group(old ? "oldcount" : "count"));
      return;
    }
    Matcher preemptible = PREEMPTIBLE.matcher(line);
    if (!preemptible.lookingAt()) return;
    function = Optional.of(preemptible.group("function"));
    count = Numbers.word(preemptible.group("count"));
    task(preemptible.group("comm"), preemptible.group("pid"));
  }

  private void task(String comm, String pid) {
    task = Optional.of(new Task(comm, Numbers.decimal(pid)));
  }

  private void addState(String line) {
    Matcher m = STATE.matcher(line);
    if (inAtomic.isPresent() || !m.lookingAt()) return;
    inAtomic = Optional.of(!m.group("atomic").equals("0"));
    irqsDisabled = Optional.of(!m.group("irqs").equals("0"));
    if (m.group("block") != null) nonBlock = Numbers.decimal(m.group("block"));
    if (m.group("pid") != null) task(m.group("comm").strip(), m.group("pid"));
  }

  @Override
  public Detail detail(Told told) {
    Optional<HeaderLine> header = told.header();
    return new AtomicContext(
        header.flatMap(h -> h.group("file")),
        header.map(h -> h.number("line")).orElse(OptionalInt.empty()),
        task,
        count,
        expected,
        inAtomic,
        irqsDisabled,
        nonBlock,
        rcuDepth,
        disabledAt,
        function,
        caller,
        held);
  }
}
