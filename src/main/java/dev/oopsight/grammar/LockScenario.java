package dev.oopsight.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How two processors would deadlock, as lockdep draws it: what stands on the right half happens on
 * the second.
 *
 * <pre>{@code
 *       CPU0                    CPU1
 *       ----                    ----
 *  lock(&c->lock);
 *                               lock(&b->lock);
 *                               lock(&c->lock);
 *  lock(&a->lock);
 *
 * *** DEADLOCK ***
 * }</pre>
 *
 * <p>Shape: lines in order to steps, {@code CPU1: lock(&b->lock)}. Where a shipper cut the blanks
 * before the text there are none: nothing tells then who does what. Source: Linux
 * kernel/locking/lockdep.c, {@code print_circular_lock_scenario} and the like, since 3.2.
 */
final class LockScenario {

  private static final Pattern HEADING =
      Pattern.compile("(?<indent>\\s{4,20})CPU0(?:(?<gap>\\s{4,40})CPU1)?\\s*+$");
  private static final Pattern STEP =
      Pattern.compile("(?<indent>\\s{1,60}+)(?<step>\\w{1,30}\\(.{0,160}\\)|<Interrupt>);?\\s*+$");
  private static final int MOST_STEPS = 16;
  private static final int CPU = 4;

  private final List<String> steps = new ArrayList<>();
  private boolean drawn;
  private boolean ended;
  private int middle = Integer.MAX_VALUE;

  /** Takes a line, where it is one of the drawing. */
  boolean add(String line) {
    if (ended) return false;
    if (!drawn) {
      if (!line.contains("CPU0")) return false;
      Matcher heading = HEADING.matcher(line);
      drawn = heading.matches();
      if (drawn && heading.group("gap") != null) {
        middle = heading.end("indent") + CPU + heading.group("gap").length() / 2;
      }
      return drawn;
    }
    if (line.contains("----")) return true;
    Matcher step = STEP.matcher(line);
    ended = !step.matches();
    if (ended) return false;
    boolean second = step.group("indent").length() >= middle;
    if (steps.size() < MOST_STEPS) steps.add((second ? "CPU1: " : "CPU0: ") + step.group("step"));
    return true;
  }

  List<String> steps() {
    return steps;
  }
}
