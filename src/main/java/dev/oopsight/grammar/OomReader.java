package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Task;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what the OOM killer says of its choice.
 *
 * <pre>{@code
 * oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a,task=m9,pid=141,uid=0
 * Task in /lxc/a killed as a result of limit of /lxc/a
 * Out of memory: Kill process 3359 (a.out) score 834 or sacrifice child
 * Killed process 3359 (a.out) total-vm:4267252kB, anon-rss:2894908kB, file-rss:0kB, shmem-rss:0kB
 * Memory cgroup out of memory: Killed process 141 (m9) total-vm:25568kB, anon-rss:24232kB, file-rss:4kB, shmem-rss:628kB, UID:0
 * Out of Memory: Killed process 3359 (a.out).
 * }</pre>
 *
 * <p>Where several tasks are killed the first is the victim: the others share its memory or its
 * group. Units: kB. Source: Linux mm/oom_kill.c, {@code dump_oom_summary}, {@code
 * __oom_kill_process}.
 */
final class OomReader implements DetailReader {

  private static final Pattern SUMMARY =
      Pattern.compile(
          "oom-kill:constraint=(?<constraint>[A-Z_]++)(?:.*?,oom_memcg=(?<memcg>[^,]++))?+"
              + "(?:.*,task=(?<comm>.{1,15}),pid=(?<pid>\\d{1,9}),)?+");
  private static final Pattern LIMIT =
      Pattern.compile("Task in \\S++ killed as a result of limit of (?<memcg>\\S++)");
  private static final Pattern KILL =
      Pattern.compile(
          "(?<killed>[Kk]illed|Kill) process (?<pid>\\d{1,9}),? (?:UID \\d++,? )?+\\((?<comm>.{1,15}?)\\)(?<rest>.*+)");
  private static final Pattern RSS = Pattern.compile("(?:anon|file|shmem)-rss:(\\d{1,15})kB");

  private Optional<String> constraint = Optional.empty();
  private Optional<String> memcg = Optional.empty();
  private Optional<Task> victim = Optional.empty();
  private OptionalLong rssKb = OptionalLong.empty();

  @Override
  public void add(String line) {
    if (!line.contains("ill")) return;
    if (line.contains("oom-kill:")) addSummary(line);
    else if (line.contains(" as a result of limit of ")) addLimit(line);
    else addKill(line);
  }

  private void addSummary(String line) {
    Matcher summary = SUMMARY.matcher(line);
    if (!summary.find()) return;
    constraint = Optional.of(summary.group("constraint"));
    memcg = Optional.ofNullable(summary.group("memcg"));
    if (summary.group("comm") != null) {
      setVictim(summary.group("comm"), Numbers.decimal(summary.group("pid")));
    }
  }

  private void addLimit(String line) {
    Matcher limit = LIMIT.matcher(line);
    if (!limit.find()) return;
    memcg = memcg.or(() -> Optional.of(limit.group("memcg")));
    constraint = constraint.or(() -> Optional.of("CONSTRAINT_MEMCG"));
  }

  private void addKill(String line) {
    Matcher kill = KILL.matcher(line);
    if (!kill.find()) return;
    setVictim(kill.group("comm"), Numbers.decimal(kill.group("pid")));
    if (rssKb.isPresent()) return;
    Matcher rss = RSS.matcher(kill.group("rest"));
    while (rss.find()) {
      rssKb = OptionalLong.of(rssKb.orElse(0) + Long.parseLong(rss.group(1)));
    }
  }

  private void setVictim(String comm, OptionalInt pid) {
    if (victim.isEmpty()) victim = Optional.of(new Task(comm, pid));
  }

  @Override
  public Detail detail(Told told) {
    return new Detail.OomKill(
        told.asked().order(), told.gfp(), constraint, memcg, victim, rssKb, told.memInfo());
  }
}
