package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A pool of workers that did not get on.
 *
 * <p>Source: Linux kernel/workqueue.c, {@code wq_watchdog_timer_fn} and {@code show_pwq}.
 *
 * @param cpus of the pool, as printed, where printed
 * @param node NUMA node of the pool, where printed
 * @param flags of the pool, where printed
 * @param nice of its workers, from -20 to 19, where printed
 * @param stuckSeconds for how long, in seconds, where printed
 * @param work what was being done and what waits, in printed order
 */
public record WorkqueueLockup(
    Optional<String> cpus,
    OptionalInt node,
    Optional<Word> flags,
    OptionalInt nice,
    OptionalLong stuckSeconds,
    List<Work> work)
    implements Detail {

  /** How far a piece of work is. */
  public enum Stage {
    IN_FLIGHT,
    PENDING,
    /** Held back by the limit of its workqueue; called delayed until 6.0. */
    INACTIVE
  }

  /**
   * One piece of work.
   *
   * @param workqueue its name, where printed
   * @param function that does it
   * @param module of that function, where printed
   * @param worker number of the task that does it, where one does
   * @param seconds for how long, in seconds; since 7.0, where printed
   */
  public record Work(
      Optional<String> workqueue,
      Stage stage,
      String function,
      Optional<String> module,
      OptionalInt worker,
      OptionalLong seconds) {
    public Work {
      requireNonNull(workqueue);
      requireNonNull(stage);
      requireNonNull(function);
      requireNonNull(module);
      requireNonNull(worker);
      requireNonNull(seconds);
    }
  }

  public WorkqueueLockup {
    requireNonNull(cpus);
    requireNonNull(node);
    requireNonNull(flags);
    requireNonNull(nice);
    requireNonNull(stuckSeconds);
    work = List.copyOf(work);
  }
}
