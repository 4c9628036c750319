package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Who held the memory when it ran out: computed from what was printed.
 *
 * <p>Shares overlap: what a task has is anonymous memory, page cache or shared memory at the same
 * time.
 *
 * @param capacityKb of what they are shares, in kB: the memory of the host that the kernel manages,
 *     or the limit of the control group
 * @param ofCgroup whether that is the limit of a control group
 * @param shares of at least one hundredth, largest first
 */
public record MemoryShares(long capacityKb, boolean ofCgroup, List<Share> shares) {

  /** What holds memory. */
  public enum Holder {
    /** The task that was killed. */
    VICTIM,
    /** Another task. */
    TASK,
    /** Memory of all tasks that is no file's. */
    ANONYMOUS,
    PAGE_CACHE,
    /** Shared memory and files of tmpfs. */
    SHARED_MEMORY,
    UNRECLAIMABLE_SLAB,
    RECLAIMABLE_SLAB,
    PAGE_TABLES,
    KERNEL_STACKS,
    HUGE_PAGES,
    /** Buffers of sockets. */
    SOCKETS,
    PER_CPU,
    VMALLOC,
    FREE,
    /** What no counter tells of: pages that a driver or the kernel asked for itself. */
    UNACCOUNTED
  }

  /**
   * One of them.
   *
   * @param task which task it is, for tasks
   * @param kb in kB
   * @param percent of the capacity
   */
  public record Share(Holder holder, Optional<Task> task, long kb, int percent) {
    public Share {
      requireNonNull(holder);
      requireNonNull(task);
    }
  }

  public MemoryShares {
    shares = List.copyOf(shares);
  }
}
