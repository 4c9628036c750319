package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.OomTask;
import dev.oopsight.trace.OomVictim;
import dev.oopsight.trace.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what the OOM killer says of its choice, and of the memory: the tables are {@link
 * OomTaskTable}, {@link SlabTable} and {@link CgroupMemoryReader}.
 *
 * <pre>{@code
 * oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a,task=m9,pid=141,uid=0
 * Task in /lxc/a killed as a result of limit of /lxc/a
 * Memory cgroup out of memory: Killed process 141 (m9) total-vm:25568kB, anon-rss:24232kB, ...
 * Memory cgroup out of memory (oom_kill_allocating_task): Kill process 141 (m9) score 0 or ...
 * No available memory (MPOL_BIND): kill process 3359 (a.out) score 834 or a child       until 2.6.35
 * }</pre>
 *
 * <p>Where several tasks are killed the first is the victim: the others share its memory or its
 * group. One that was only chosen is the victim where none is said to be killed.
 *
 * <p>Units: kB. Source: Linux mm/oom_kill.c, {@code dump_oom_summary}, {@code __oom_kill_process}.
 */
final class OomReader implements DetailReader {

  private static final int MOST_KILLED = 64;
  private static final Pattern SUMMARY =
      Pattern.compile(
          "oom-kill:constraint=(?<constraint>[A-Z_]++)(?:.*?,oom_memcg=(?<memcg>[^,]++))?+"
              + "(?:.*?,task_memcg=(?<taskmemcg>[^,]++))?+"
              + "(?:.*,task=(?<comm>.{1,15}),pid=(?<pid>\\d{1,9})(?:,uid=(?<uid>\\d{1,10}+))?+)?+");
  private static final Pattern LIMIT =
      Pattern.compile(
          "Task in (?<task>\\S++) killed as a result of limit of (?<memcg>\\S++)"
              + "|Memory limit reached of cgroup (?<reached>\\S++)");

  private final OomTaskTable tasks = new OomTaskTable();
  private final SlabTable slabs = new SlabTable();
  private final CgroupMemoryReader cgroup = new CgroupMemoryReader();
  private final NodeMemory nodes = new NodeMemory();
  private final List<OomVictim> killed = new ArrayList<>();
  private Optional<OomVictim> chosen = Optional.empty();
  private Optional<OomVictim> named = Optional.empty();
  private Optional<String> constraint = Optional.empty();
  private Optional<String> memcg = Optional.empty();
  private Optional<String> taskMemcg = Optional.empty();
  private Optional<AllocationLine> summary = Optional.empty();

  @Override
  public void add(String line) {
    if (tasks.add(line) || nodes.add(line) || addWords(line) || cgroup.add(line)) return;
    slabs.add(line);
  }

  private boolean addWords(String line) {
    if (line.contains("oom-kill:")) return addSummary(line);
    if (line.contains(" limit ") && addLimit(line)) return true;
    return line.contains("ill") && addKill(line);
  }

  private boolean addSummary(String line) {
    Matcher m = SUMMARY.matcher(line);
    if (!m.find()) return false;
    constraint = Optional.of(m.group("constraint"));
    memcg = Optional.ofNullable(m.group("memcg"));
    taskMemcg = Optional.ofNullable(m.group("taskmemcg"));
    summary = Optional.of(AllocationLine.read(line));
    if (m.group("comm") == null) return true;
    OptionalLong uid =
        m.group("uid") == null ? OptionalLong.empty() : Numbers.decimalLong(m.group("uid"));
    named = Optional.of(victim(new Task(m.group("comm"), Numbers.decimal(m.group("pid"))), uid));
    return true;
  }

  private static OomVictim victim(Task task, OptionalLong uid) {
    OptionalLong none = OptionalLong.empty();
    return new OomVictim(task, uid, none, OptionalInt.empty(), none, none, none, none, none);
  }

  private boolean addLimit(String line) {
    Matcher limit = LIMIT.matcher(line);
    if (!limit.find()) return false;
    Optional<String> group = Optional.ofNullable(limit.group("memcg"));
    memcg = memcg.or(() -> group.or(() -> Optional.of(limit.group("reached"))));
    taskMemcg = taskMemcg.or(() -> Optional.ofNullable(limit.group("task")));
    constrain("CONSTRAINT_MEMCG");
    return true;
  }

  private boolean addKill(String line) {
    Optional<OomKillLine> kill = OomKillLine.read(line);
    if (kill.isEmpty()) return false;
    if (line.contains("Memory cgroup out of memory")) constrain("CONSTRAINT_MEMCG");
    if (line.contains("No available memory (MPOL_BIND)")) constrain("CONSTRAINT_MEMORY_POLICY");
    if (line.contains("No available memory in cpuset")) constrain("CONSTRAINT_CPUSET");
    if (!kill.get().done()) chosen = chosen.or(() -> kill.map(OomKillLine::victim));
    else if (killed.size() < MOST_KILLED) killed.add(kill.get().victim());
    return true;
  }

  private void constrain(String by) {
    constraint = constraint.or(() -> Optional.of(by));
  }

  @Override
  public Detail detail(Told told) {
    AllocationLine asked = summary.map(told.asked()::andThen).orElse(told.asked());
    Optional<OomVictim> victim = victim();
    MemoryAccount account =
        new MemoryAccount(told.memInfo(), nodes, cgroup.memory(), victim, tasks.tasks());
    return new Detail.OomKill(
        asked.order(),
        told.gfp(),
        constraint,
        asked.nodemask(),
        asked.cpuset(),
        asked.memsAllowed(),
        memcg,
        taskMemcg,
        cgroup.memory(),
        victim,
        alsoKilled(victim),
        tasks.tasks(),
        slabs.caches(),
        account.pageKb(),
        account.shares(),
        told.memInfo());
  }

  /** The first that was killed, with what the other lines tell of it. */
  private Optional<OomVictim> victim() {
    Optional<OomVictim> first = killed.stream().findFirst().or(() -> named).or(() -> chosen);
    return first.map(v -> completed(v));
  }

  private OomVictim completed(OomVictim victim) {
    Optional<OomVictim> same = chosen.filter(c -> c.task().pid().equals(victim.task().pid()));
    Optional<OomVictim> told = named.filter(n -> n.task().pid().equals(victim.task().pid()));
    Optional<OomTask> row = MemoryAccount.row(victim, tasks.tasks());
    OptionalLong uid =
        victim.uid().isPresent()
            ? victim.uid()
            : told.map(OomVictim::uid)
                .orElse(row.map(r -> OptionalLong.of(r.uid())).orElse(OptionalLong.empty()));
    return new OomVictim(
        victim.task(),
        uid,
        same.map(OomVictim::score).orElse(OptionalLong.empty()),
        victim.oomScoreAdj().isPresent()
            ? victim.oomScoreAdj()
            : row.map(OomTask::oomScoreAdj).orElse(OptionalInt.empty()),
        victim.totalVmKb(),
        victim.anonRssKb(),
        victim.fileRssKb(),
        victim.shmemRssKb(),
        pgtablesKb(victim, row));
  }

  /** 5.4 printed bytes and called them kB; the table tells. */
  private static OptionalLong pgtablesKb(OomVictim victim, Optional<OomTask> row) {
    OptionalLong bytes = row.map(OomTask::pgtablesBytes).orElse(OptionalLong.empty());
    if (bytes.isEmpty()) return victim.pgtablesKb();
    boolean isBytes = victim.pgtablesKb().equals(bytes);
    return isBytes || victim.pgtablesKb().isEmpty()
        ? OptionalLong.of(bytes.getAsLong() >> 10)
        : victim.pgtablesKb();
  }

  /** Each once, the victim not among them. */
  private List<Task> alsoKilled(Optional<OomVictim> victim) {
    return killed.stream()
        .map(OomVictim::task)
        .distinct()
        .filter(t -> victim.filter(v -> v.task().equals(t)).isEmpty())
        .toList();
  }
}
