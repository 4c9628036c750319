package dev.oopsight.grammar;

import dev.oopsight.trace.OomVictim;
import dev.oopsight.trace.Task;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that names a task which the OOM killer chose or killed.
 *
 * <pre>{@code
 * Out of Memory: Killed process 3359 (a.out).                                               2.6
 * Out of memory: kill process 3359 (a.out) score 834 or a child                             2.6.17
 * Killed process 3359 (a.out) vsz:4267252kB, anon-rss:2894908kB, file-rss:0kB               2.6.34
 * Out of memory: Kill process 3359 (a.out) score 834 or sacrifice child                     2.6.36
 * Killed process 2090, UID 500, (java) total-vm:4267252kB, anon-rss:2894908kB, file-rss:12kB
 * Killed process 3359 (a.out) total-vm:4267252kB, anon-rss:2894908kB, file-rss:0kB, shmem-rss:0kB
 * Out of memory: Killed process 109 (memhog) total-vm:163808kB, anon-rss:162300kB, file-rss:4kB, shmem-rss:628kB, UID:0 pgtables:360kB oom_score_adj:0
 * }</pre>
 *
 * <p>One that was chosen need not be the one that is killed: until 5.0 a child of it could be.
 *
 * <p>Shape: one line to the task and what is told of it; any other line is empty. Units: kB.
 * Source: Linux mm/oom_kill.c, {@code oom_kill_process} and {@code __oom_kill_process}.
 *
 * @param done whether it was killed, and not only chosen
 */
record OomKillLine(boolean done, OomVictim victim) {

  private static final Pattern KILL =
      Pattern.compile(
          "(?<killed>[Kk]illed|[Kk]ill) process (?<pid>\\d{1,9}),?+ (?:UID (?<uid>\\d{1,10}+),? )?+"
              + "\\((?<comm>.{1,15})\\)(?=[ .,]|$)(?<rest>.*+)");
  private static final Pattern SCORE = Pattern.compile(" score (\\d{1,18}+) or ");
  private static final Pattern AMOUNT =
      Pattern.compile("\\b(vsz|total-vm|anon-rss|file-rss|shmem-rss|pgtables):(\\d{1,18}+)kB");
  private static final Pattern UID = Pattern.compile(", UID:(\\d{1,10}+)");
  private static final Pattern ADJ = Pattern.compile(" oom_score_adj:(-?\\d{1,4}+)\\b");

  static Optional<OomKillLine> read(String line) {
    Matcher kill = KILL.matcher(line);
    if (!kill.find()) return Optional.empty();
    String rest = kill.group("rest");
    OptionalLong uid = kill.group("uid") == null ? find(UID, rest) : number(kill.group("uid"));
    OptionalLong adj = find(ADJ, rest);
    OomVictim victim =
        new OomVictim(
            new Task(kill.group("comm"), Numbers.decimal(kill.group("pid"))),
            uid,
            find(SCORE, rest),
            adj.isPresent() ? OptionalInt.of((int) adj.getAsLong()) : OptionalInt.empty(),
            amount(rest, "total-vm").isPresent() ? amount(rest, "total-vm") : amount(rest, "vsz"),
            amount(rest, "anon-rss"),
            amount(rest, "file-rss"),
            amount(rest, "shmem-rss"),
            amount(rest, "pgtables"));
    return Optional.of(new OomKillLine(kill.group("killed").endsWith("ed"), victim));
  }

  private static OptionalLong amount(String rest, String name) {
    Matcher amount = AMOUNT.matcher(rest);
    while (amount.find()) {
      if (amount.group(1).equals(name)) return number(amount.group(2));
    }
    return OptionalLong.empty();
  }

  private static OptionalLong find(Pattern pattern, String text) {
    Matcher m = pattern.matcher(text);
    return m.find() ? number(m.group(1)) : OptionalLong.empty();
  }

  private static OptionalLong number(String digits) {
    return OptionalLong.of(Long.parseLong(digits));
  }
}
