package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.RcuStall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what RCU tells of a grace period that does not end.
 *
 * <pre>{@code
 * INFO: rcu_sched_state detected stall on CPU 0 (t=60000 jiffies)                       2.6.33
 * INFO: rcu_preempt detected stalls on CPUs/tasks: { 1 P22} (detected by 0, t=60002 jiffies)
 * INFO: rcu_sched self-detected stall on CPU { 1}  (t=60000 jiffies g=4 c=3 q=5)        3.2
 * rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 1-... } 21012 jiffies s: 481
 * rcu: 	0-...!: (10500 ticks this GP) idle=5be/1/0x4000000000000000 softirq=5432/5432 fqs=4
 * rcu: 	1-...0: (1 GPs behind) idle=b46/1/0x4000000000000004 softirq=214004/214006 fqs=37
 * rcu: 	         hardirqs   softirqs   csw/system                                       6.3
 * rcu: 	 cputime:       50          0        10446   ==> 10556(ms)
 * rcu: 	Tasks blocked on level-0 rcu_node (CPUs 0-1): P30749/1:b..l P22934/1:b..l
 * rcu: 	(detected by 0, t=6505 jiffies, g=6525, q=1034 ncpus=2)
 * rcu: 	(t=10502 jiffies g=2601 q=18)
 * rcu: rcu_sched kthread starved for 10494 jiffies! g2601 f0x0 RCU_GP_WAIT_FQS(5) ->state=0x402 ->cpu=1
 * rcu: All QSes seen, last rcu_sched kthread activity 10502 (149490-147388), jiffies_till_next_fqs=1, ...
 * rcu: 	Possible timer handling issue on cpu=0 timer-softirq=10563                       5.11
 * }</pre>
 *
 * <p>Shape: one line to what it tells. Units: ticks of the kernel's clock; cputime in milliseconds.
 * Errors: none are thrown; what was cut is left out. Source: Linux kernel/rcu/tree_stall.h, before
 * 5.1 kernel/rcu/tree.c.
 */
final class RcuStallReader implements DetailReader {

  private static final int MOST = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "INFO: (?<flavor>\\w{1,32}+) (?<self>self-)?+detected (?<expedited>expedited )?+stalls? on CPUs?(?<rest>.*+)");
  private static final Pattern CPU =
      Pattern.compile(
          "\\s*+(?<cpu>\\d{1,5}+)(?<flags>-\\S{1,5}+(?<=:)|:) \\((?<count>\\d{1,18}+) (?<what>ticks this GP|GPs behind)\\)"
              + "(?: idle=(?<idle>[\\w/]++))?+(?: softirq=(?<before>\\d{1,18}+)/(?<now>\\d{1,18}+))?+"
              + "(?:.*? fqs=(?<fqs>\\d{1,18}+))?+.*+");
  private static final Pattern SUM =
      Pattern.compile(
          "\\((?:detected by (?<by>\\d{1,5}+), )?+t=(?<t>\\d{1,18}+) jiffies"
              + "(?:,? g=(?<g>-?\\d{1,18}+))?+(?:,? c=-?\\d++)?+(?:,? q=(?<q>\\d{1,18}+))?+");
  private static final Pattern EXPEDITED = Pattern.compile("\\} (\\d{1,18}+) jiffies");
  private static final Pattern LISTED =
      Pattern.compile("(?<=[ {])(P)?+(\\d{1,9}+)(-[^\\s}]{1,5}+)?+(?=[ /}])");
  private static final Pattern TIMES =
      Pattern.compile(
          "cputime: ++(\\d{1,18}+) ++(\\d{1,18}+) ++(\\d{1,18}+) ++==> (\\d{1,18}+)\\(ms\\)");
  private static final Pattern STARVED =
      Pattern.compile(
          "kthread starved for (?<for>\\d{1,18}+) jiffies!(?:.*? (?<step>\\w{1,40}+\\(\\d{1,3}+\\)))?+"
              + "(?: ->state=0x(?<state>\\p{XDigit}{1,16}+))?+(?: ->cpu=(?<cpu>\\d{1,5}+))?+");
  private static final Pattern ACTIVITY =
      Pattern.compile("All QSes seen, last \\w++ kthread activity (\\d{1,18}+)");

  private Optional<String> flavor = Optional.empty();
  private boolean selfDetected;
  private boolean expedited;
  private boolean timerIssue;
  private OptionalInt detectedBy = OptionalInt.empty();
  private OptionalLong jiffies = OptionalLong.empty();
  private OptionalLong gracePeriod = OptionalLong.empty();
  private OptionalLong queued = OptionalLong.empty();
  private Optional<RcuStall.Kthread> kthread = Optional.empty();
  private final List<RcuStall.Cpu> cpus = new ArrayList<>();
  private final List<Integer> tasks = new ArrayList<>();

  @Override
  public void add(String line) {
    String text = line.startsWith("rcu: ") ? line.substring("rcu: ".length()) : line;
    if (text.startsWith("INFO: ")) addHeader(text);
    else if (text.contains("Tasks blocked on level-")) addListed(text, text.indexOf("): ") + 2);
    else if (text.contains(" this GP) ") || text.contains(" GPs behind) ")) addCpu(text);
    else if (text.contains("cputime: ")) addTimes(text);
    else if (text.contains(" kthread starved for ")) addStarved(text);
    else if (text.startsWith("All QSes seen")) addActivity(text);
    else if (text.contains("Possible timer handling issue on cpu")) timerIssue = true;
    addSum(text);
  }

  private void addHeader(String text) {
    Matcher header = HEADER.matcher(text);
    if (flavor.isPresent() || !header.matches()) return;
    flavor = Optional.of(header.group("flavor"));
    selfDetected = header.group("self") != null;
    expedited = header.group("expedited") != null;
    String rest = header.group("rest");
    Matcher duration = EXPEDITED.matcher(rest);
    if (duration.find()) jiffies = number(duration.group(1));
    int braces = rest.indexOf('{');
    if (braces >= 0) addListed(rest.substring(0, end(rest, braces)), braces);
    else if (rest.startsWith(" ")) addAlone(rest.strip());
  }

  private static int end(String rest, int braces) {
    int end = rest.indexOf('}', braces);
    return end < 0 ? rest.length() : end + 1;
  }

  /** {@code 0 (t=60000 jiffies)}. */
  private void addAlone(String rest) {
    CpuList.read(rest).forEach(cpu -> cpus.add(cpu(cpu, Optional.empty())));
  }

  /** Processors and tasks in one list, {@code { 1 2-... P22}}. */
  private void addListed(String text, int from) {
    if (from < 0) return;
    Matcher listed = LISTED.matcher(text + " ").region(from, text.length() + 1);
    listed.useTransparentBounds(true);
    while (listed.find()) {
      OptionalInt number = Numbers.decimal(listed.group(2));
      if (number.isEmpty()) continue;
      if (listed.group(1) != null) {
        if (tasks.size() < MOST) tasks.add(number.getAsInt());
      } else if (cpus.size() < MOST) {
        cpus.add(cpu(number.getAsInt(), Optional.ofNullable(listed.group(3))));
      }
    }
  }

  private static RcuStall.Cpu cpu(int cpu, Optional<String> flags) {
    OptionalLong no = OptionalLong.empty();
    return new RcuStall.Cpu(cpu, flags, no, no, Optional.empty(), no, no, no, no, no, no, no);
  }

  private void addCpu(String text) {
    Matcher m = CPU.matcher(text);
    if (!m.matches() || cpus.size() == MOST) return;
    OptionalLong count = number(m.group("count"));
    boolean ticks = m.group("what").startsWith("ticks");
    String flags = m.group("flags");
    OptionalLong no = OptionalLong.empty();
    cpus.add(
        new RcuStall.Cpu(
            Integer.parseInt(m.group("cpu")),
            flags.length() > 1
                ? Optional.of(flags.substring(0, flags.length() - 1))
                : Optional.empty(),
            ticks ? count : no,
            ticks ? no : count,
            Optional.ofNullable(m.group("idle")),
            number(m.group("before")),
            number(m.group("now")),
            number(m.group("fqs")),
            no,
            no,
            no,
            no));
  }

  private void addTimes(String text) {
    Matcher times = TIMES.matcher(text);
    if (cpus.isEmpty() || !times.find()) return;
    RcuStall.Cpu last = cpus.remove(cpus.size() - 1);
    cpus.add(
        new RcuStall.Cpu(
            last.cpu(),
            last.flags(),
            last.ticks(),
            last.behind(),
            last.idle(),
            last.softirqsBefore(),
            last.softirqsNow(),
            last.fqs(),
            number(times.group(1)),
            number(times.group(2)),
            number(times.group(3)),
            number(times.group(4))));
  }

  private void addStarved(String text) {
    Matcher starved = STARVED.matcher(text);
    if (!starved.find()) return;
    String cpu = starved.group("cpu");
    kthread =
        Optional.of(
            new RcuStall.Kthread(
                Long.parseLong(starved.group("for")),
                Optional.ofNullable(starved.group("step")),
                Optional.ofNullable(starved.group("state")).flatMap(Numbers::word),
                cpu == null ? OptionalInt.empty() : Numbers.decimal(cpu)));
  }

  private void addActivity(String text) {
    Matcher activity = ACTIVITY.matcher(text);
    if (kthread.isPresent() || !activity.find()) return;
    long idle = Long.parseLong(activity.group(1));
    kthread =
        Optional.of(
            new RcuStall.Kthread(idle, Optional.empty(), Optional.empty(), OptionalInt.empty()));
  }

  private void addSum(String text) {
    if (!text.contains(" jiffies") || !text.contains("t=")) return;
    Matcher sum = SUM.matcher(text);
    if (jiffies.isPresent() || !sum.find()) return;
    if (sum.group("by") != null) detectedBy = Numbers.decimal(sum.group("by"));
    jiffies = number(sum.group("t"));
    gracePeriod = number(sum.group("g"));
    queued = number(sum.group("q"));
  }

  private static OptionalLong number(String digits) {
    return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
  }

  @Override
  public Detail detail(Told told) {
    return new RcuStall(
        flavor,
        selfDetected,
        expedited,
        detectedBy,
        jiffies,
        gracePeriod,
        queued,
        cpus,
        tasks,
        kthread,
        timerIssue);
  }
}
