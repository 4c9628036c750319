package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A task that did not get on for too long.
 *
 * <p>Source: Linux kernel/hung_task.c, {@code check_hung_task} and {@code debug_show_blocker}.
 *
 * @param blockedSeconds for at least how long, in seconds, where printed
 * @param inIoWait whether the kernel says that it waits for I/O; printed since 6.18
 * @param dying whether it was killed and does not die
 * @param state the letter of its state, {@code D}, where printed
 * @param workqueue the work that it does, {@code events_unbound async_run_entry_fn}, where it is a
 *     worker and that was printed
 * @param waitsFor what its stack shows that it waits for; empty where the stack shows nothing known
 * @param waitFunction the function of its stack that says so
 * @param blocker who holds the lock that it waits for, where printed
 * @param lockHolders tasks that held locks at that time, where the kernel lists them
 * @param suppressed whether this is the last task that the kernel reports
 */
public record HungTask(
    OptionalLong blockedSeconds,
    boolean inIoWait,
    boolean dying,
    Optional<String> state,
    Optional<String> workqueue,
    Optional<Wait> waitsFor,
    Optional<String> waitFunction,
    Optional<Blocker> blocker,
    List<LockHolder> lockHolders,
    boolean suppressed)
    implements Detail {

  /**
   * Who holds the lock, printed since 6.16 for mutexes.
   *
   * @param lock {@code mutex}, {@code semaphore} or {@code rw-semaphore}
   * @param owner who likely owns it; empty where the kernel did not find out
   */
  public record Blocker(String lock, Optional<Task> owner) {
    public Blocker {
      requireNonNull(lock);
      requireNonNull(owner);
    }
  }

  /**
   * A task with the locks that it held.
   *
   * @param locks their names, as printed, innermost last
   */
  public record LockHolder(Task task, List<String> locks) {
    public LockHolder {
      requireNonNull(task);
      locks = List.copyOf(locks);
    }
  }

  public HungTask {
    requireNonNull(blockedSeconds);
    requireNonNull(state);
    requireNonNull(workqueue);
    requireNonNull(waitsFor);
    requireNonNull(waitFunction);
    requireNonNull(blocker);
    lockHolders = List.copyOf(lockHolders);
  }
}
