package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Word;
import dev.oopsight.trace.WorkqueueLockup;
import dev.oopsight.trace.WorkqueueLockup.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what the watchdog of workqueues tells.
 *
 * <pre>{@code
 * BUG: workqueue lockup - pool cpus=1 node=0 flags=0x0 nice=0 stuck for 31s!
 * Showing busy workqueues and worker pools:
 * workqueue events: flags=0x0
 *   pwq 2: cpus=1 node=0 flags=0x0 nice=0 active=2/256 refcnt=3
 *     in-flight: 71:some_work [some], 80(RESCUER):other_work for 31s
 *     pending: vmstat_shepherd, 3*flush_to_ldisc BAR(12)
 *     inactive: late_work                                                       delayed until 6.0
 * pool 2: cpus=1 node=0 flags=0x0 nice=0 hung=31s workers=2 idle: 34
 * }</pre>
 *
 * <p>Shape: one line to what it tells. Units: seconds. Errors: none are thrown; what was cut is
 * left out. Source: Linux kernel/workqueue.c, {@code wq_watchdog_timer_fn}, {@code show_pwq} and
 * {@code pr_cont_work}.
 */
final class WorkqueueReader implements DetailReader {

  private static final int MOST = 64;
  private static final Pattern POOL =
      Pattern.compile(
          "BUG: workqueue lockup - pool(?: cpus=(?<cpus>[\\d,-]{1,200}+))?+(?: node=(?<node>\\d{1,5}+))?+"
              + "(?: flags=0x(?<flags>\\p{XDigit}{1,16}+))?+(?: nice=(?<nice>-?\\d{1,3}+))?+"
              + "(?:.*? stuck for (?<seconds>\\d{1,9}+)s!)?+");
  private static final Pattern QUEUE = Pattern.compile("workqueue (.{1,64}?): flags=");
  private static final Pattern WORK =
      Pattern.compile(
          "[ ,](?:(?<worker>\\d{1,9}+)(?:\\(RESCUER\\))?+:)?+(?:\\d++\\*)?+(?<function>[A-Za-z_][\\w.$]{0,127}+)"
              + "(?: \\[(?<module>[\\w-]++)\\])?+(?: for (?<seconds>\\d{1,9}+)s)?+(?=[ ,]|$)");

  private Optional<String> cpus = Optional.empty();
  private OptionalInt node = OptionalInt.empty();
  private Optional<Word> flags = Optional.empty();
  private OptionalInt nice = OptionalInt.empty();
  private OptionalLong stuckSeconds = OptionalLong.empty();
  private Optional<String> workqueue = Optional.empty();
  private final List<WorkqueueLockup.Work> work = new ArrayList<>();

  @Override
  public void add(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    if (cursor.take("BUG: workqueue lockup")) addPool(line);
    else if (cursor.take("workqueue ")) addQueue(line);
    else if (cursor.take("in-flight:")) addWork(Stage.IN_FLIGHT, cursor.rest());
    else if (cursor.take("pending:")) addWork(Stage.PENDING, cursor.rest());
    else if (cursor.take("inactive:") || cursor.take("delayed:")) {
      addWork(Stage.INACTIVE, cursor.rest());
    }
  }

  private void addPool(String line) {
    Matcher pool = POOL.matcher(line);
    if (stuckSeconds.isPresent() || !pool.find()) return;
    cpus = Optional.ofNullable(pool.group("cpus"));
    node = integer(pool.group("node"));
    flags = Optional.ofNullable(pool.group("flags")).flatMap(Numbers::word);
    nice = integer(pool.group("nice"));
    stuckSeconds = seconds(pool.group("seconds"));
  }

  private static OptionalInt integer(String digits) {
    return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
  }

  private static OptionalLong seconds(String digits) {
    return digits == null ? OptionalLong.empty() : Numbers.decimalLong(digits);
  }

  private void addQueue(String line) {
    Matcher queue = QUEUE.matcher(line);
    workqueue = queue.find() ? Optional.of(queue.group(1)) : Optional.empty();
  }

  private void addWork(Stage stage, String list) {
    Matcher one = WORK.matcher(list);
    while (work.size() < MOST && one.find()) {
      // A barrier waits for the work before it, and is none itself.
      if (one.group("function").equals("BAR")) continue;
      work.add(
          new WorkqueueLockup.Work(
              workqueue,
              stage,
              one.group("function"),
              Optional.ofNullable(one.group("module")),
              integer(one.group("worker")),
              seconds(one.group("seconds"))));
    }
  }

  @Override
  public Detail detail(Told told) {
    return new WorkqueueLockup(cpus, node, flags, nice, stuckSeconds, work);
  }
}
