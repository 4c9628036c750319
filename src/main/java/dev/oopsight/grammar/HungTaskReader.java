package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.HungTask;
import dev.oopsight.trace.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what is told of a task that hangs.
 *
 * <pre>{@code
 * nfsd            D ffff8802111a9848     0 21568  21567 0x00000000           until 5.8
 * task:nfsd            state:D stack:0     pid:122   ppid:1      flags:0x00000002
 * Workqueue: events_unbound async_run_entry_fn
 * INFO: task cat:115 is blocked on a mutex likely owned by task cat:114.                        6.16
 * INFO: task cat:115 is blocked on a mutex, but the owner is not found.
 * INFO: task cat:115 blocked on a semaphore likely last held by task cat:114
 * INFO: task cat:115 <reader> blocked on an rw-semaphore likely owned by task cat:114 <writer>  6.17
 * Future hung task reports are suppressed, see sysctl kernel.hung_task_warnings
 * Showing all locks held in the system:                                         with lockdep
 * 2 locks held by dd/3021:
 *  #0: ffff888101e36440 (sb_writers#16){.+.+}-{0:0}, at: ksys_write+0xf9/0x1d0
 * }</pre>
 *
 * <p>Shape: one line to what it tells. Errors: none are thrown; what was cut is left out. Source:
 * Linux kernel/hung_task.c, {@code debug_show_blocker}; kernel/sched/core.c, {@code
 * sched_show_task}; kernel/locking/lockdep.c, {@code lockdep_print_held_locks}.
 */
final class HungTaskReader implements DetailReader {

  private static final int MOST_HOLDERS = 32;
  private static final int MOST_LOCKS = 16;
  private static final String WORKQUEUE = "Workqueue: ";
  private static final Pattern STATE =
      Pattern.compile("task:.{1,32}? {0,20}state:(?<state>\\S{1,4})[ ,]");
  private static final Pattern OLD_STATE =
      Pattern.compile(
          "\\S.{0,15}? {1,15}(?<state>[A-Z]) {1,4}(?:\\p{XDigit}{8,16}|\\d++|running)\\b.*");
  private static final Pattern BLOCKED =
      Pattern.compile(
          "INFO: task .{1,15}:\\d{1,9} (?:is |<reader> |<writer> )?blocked on an? (?<lock>mutex|semaphore|rw-semaphore)"
              + "(?: likely (?:last held|owned) by task (?<owner>.{1,15}):(?<pid>\\d{1,9}+))?+");
  private static final Pattern HOLDER =
      Pattern.compile("\\d{1,4} locks? held by (?<comm>.{1,15})/(?<pid>\\d{1,9}+)[:.]?+.*+");
  private static final Pattern LOCK =
      Pattern.compile(" *+#\\d{1,3}: {1,2}[^(]{0,40}\\((?<name>[^{}]{1,200})\\)\\{.*+");

  private final List<HungTask.LockHolder> holders = new ArrayList<>();
  private final List<String> locks = new ArrayList<>();
  private Optional<Task> holder = Optional.empty();
  private Optional<String> state = Optional.empty();
  private Optional<String> workqueue = Optional.empty();
  private Optional<HungTask.Blocker> blocker = Optional.empty();
  private boolean suppressed;

  @Override
  public void add(String line) {
    if (line.contains("state:")) addState(STATE, line);
    else if (line.startsWith(WORKQUEUE)) addWorkqueue(line);
    else if (line.startsWith("INFO: task ")) addBlocker(BLOCKED.matcher(line));
    else if (line.startsWith("Future hung task reports are suppressed")) suppressed = true;
    else if (line.contains(" held by ")) addHolder(HOLDER.matcher(line.strip()));
    else if (line.contains("){")) addLock(LOCK.matcher(line));
    else addState(OLD_STATE, line);
  }

  private void addState(Pattern form, String line) {
    if (state.isPresent()) return;
    Matcher m = form.matcher(line);
    if (m.lookingAt()) state = Optional.of(m.group("state"));
  }

  private void addWorkqueue(String line) {
    if (workqueue.isEmpty() && blocker.isEmpty())
      workqueue = Optional.of(line.substring(WORKQUEUE.length()).strip());
  }

  private void addBlocker(Matcher line) {
    if (blocker.isPresent() || !line.lookingAt()) return;
    Optional<Task> owner =
        Optional.ofNullable(line.group("owner"))
            .map(comm -> new Task(comm, Numbers.decimal(line.group("pid"))));
    blocker = Optional.of(new HungTask.Blocker(line.group("lock"), owner));
  }

  private void addHolder(Matcher line) {
    if (!line.matches()) return;
    endHolder();
    holder = Optional.of(new Task(line.group("comm"), Numbers.decimal(line.group("pid"))));
  }

  private void addLock(Matcher line) {
    if (holder.isEmpty() || locks.size() == MOST_LOCKS || !line.matches()) return;
    locks.add(line.group("name"));
  }

  private void endHolder() {
    if (holders.size() < MOST_HOLDERS) {
      holder.ifPresent(task -> holders.add(new HungTask.LockHolder(task, locks)));
    }
    holder = Optional.empty();
    locks.clear();
  }

  @Override
  public Detail detail(Told told) {
    endHolder();
    Optional<WaitTable.Found> found = WaitTable.of(told.mainStack());
    String header = told.header().map(HeaderLine::text).orElse("");
    OptionalLong seconds =
        told.header()
            .flatMap(h -> h.group("seconds"))
            .map(Numbers::decimalLong)
            .orElse(OptionalLong.empty());
    return new HungTask(
        seconds,
        header.contains(" blocked in I/O wait "),
        header.contains(" can't die "),
        state,
        workqueue,
        found.map(WaitTable.Found::cause),
        found.map(WaitTable.Found::function),
        blocker,
        holders,
        suppressed);
  }
}
