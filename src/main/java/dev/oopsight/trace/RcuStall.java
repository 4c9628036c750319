package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A grace period of RCU that did not end.
 *
 * <p>Source: Linux kernel/rcu/tree_stall.h; Documentation/RCU/stallwarn.rst.
 *
 * @param flavor {@code rcu_sched}, {@code rcu_preempt} …, where printed
 * @param selfDetected whether the processor that stalls noticed it itself
 * @param expedited whether somebody waited for an expedited grace period
 * @param detectedBy the processor that noticed, where printed
 * @param jiffies how long the grace period has lasted, in ticks of the kernel's clock, of which it
 *     has 100 to 1000 a second; where printed
 * @param gracePeriod its number, where printed
 * @param queued callbacks that wait for it on all processors, where printed
 * @param cpus those that it waits for, in printed order
 * @param tasks numbers of the tasks that it waits for, which were preempted while they read
 * @param kthread RCU's own thread, where the kernel says that it did not get on
 * @param timerIssue whether the kernel suspects its timers
 */
public record RcuStall(
    Optional<String> flavor,
    boolean selfDetected,
    boolean expedited,
    OptionalInt detectedBy,
    OptionalLong jiffies,
    OptionalLong gracePeriod,
    OptionalLong queued,
    List<Cpu> cpus,
    List<Integer> tasks,
    Optional<Kthread> kthread,
    boolean timerIssue)
    implements Detail {

  /**
   * A processor that the grace period waits for.
   *
   * @param cpu its number
   * @param flags as printed, {@code -...!}: {@code O} first for one that is offline; a digit last
   *     for an interrupt that RCU sent it and that it did not take, for so many grace periods;
   *     where printed
   * @param ticks timer ticks that it took in this grace period; where it heard of it
   * @param behind how many grace periods it is behind; where it did not hear of this one
   * @param idle the state of its idle loop, as printed, where printed
   * @param softirqsBefore RCU softirqs that it had run when the grace period began, where printed
   * @param softirqsNow the same when it was found, where printed
   * @param fqs times that the kernel looked for its quiescent state, where printed
   * @param hardirqMs what it spent on interrupts lately, in milliseconds; since 6.3, where printed
   * @param softirqMs the same on softirqs
   * @param systemMs the same in the kernel otherwise
   * @param sampledMs of how many milliseconds
   */
  public record Cpu(
      int cpu,
      Optional<String> flags,
      OptionalLong ticks,
      OptionalLong behind,
      Optional<String> idle,
      OptionalLong softirqsBefore,
      OptionalLong softirqsNow,
      OptionalLong fqs,
      OptionalLong hardirqMs,
      OptionalLong softirqMs,
      OptionalLong systemMs,
      OptionalLong sampledMs) {
    public Cpu {
      requireNonNull(flags);
      requireNonNull(ticks);
      requireNonNull(behind);
      requireNonNull(idle);
      requireNonNull(softirqsBefore);
      requireNonNull(softirqsNow);
      requireNonNull(fqs);
      requireNonNull(hardirqMs);
      requireNonNull(softirqMs);
      requireNonNull(systemMs);
      requireNonNull(sampledMs);
    }
  }

  /**
   * RCU's own thread.
   *
   * @param starvedJiffies for how long it did not run, in ticks of the kernel's clock
   * @param step what it was at, {@code RCU_GP_WAIT_FQS(5)}, where printed
   * @param state its state as a task, where printed: 0 could run, 1 and 2 sleep, 0x402 is idle
   * @param cpu where it ran last, where printed
   */
  public record Kthread(
      long starvedJiffies, Optional<String> step, Optional<Word> state, OptionalInt cpu) {
    public Kthread {
      requireNonNull(step);
      requireNonNull(state);
      requireNonNull(cpu);
    }
  }

  public RcuStall {
    requireNonNull(flavor);
    requireNonNull(detectedBy);
    requireNonNull(jiffies);
    requireNonNull(gracePeriod);
    requireNonNull(queued);
    cpus = List.copyOf(cpus);
    tasks = List.copyOf(tasks);
    requireNonNull(kthread);
  }
}
