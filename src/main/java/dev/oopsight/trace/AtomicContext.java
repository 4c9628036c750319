package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Code slept, or might have, where it must not; or it used what is a processor's own where another
 * may take over.
 *
 * @param file source file of the check, where printed
 * @param line that of the file, from 1, where printed
 * @param task the one that ran, where printed
 * @param preemptCount how deep in sections that must not be preempted, and in which interrupts:
 *     bits 0 to 7 sections, 8 to 15 softirqs, 16 and up hardirqs and NMIs; where printed
 * @param expectedPreemptCount what it may be there, where printed
 * @param inAtomic whether preemption was off, where printed
 * @param irqsDisabled whether interrupts were off, where printed
 * @param nonBlock how deep in sections that promise not to wait, where printed
 * @param rcuNestDepth how deep in read-side sections of RCU, where printed
 * @param disabledAt where preemption was switched off, as printed
 * @param function the kernel's function that needs preemption off, {@code smp_processor_id()},
 *     where that is the fault
 * @param caller who called it, as printed
 * @param held the locks that the task held, outermost first, where printed
 */
public record AtomicContext(
    Optional<String> file,
    OptionalInt line,
    Optional<Task> task,
    Optional<Word> preemptCount,
    Optional<Word> expectedPreemptCount,
    Optional<Boolean> inAtomic,
    Optional<Boolean> irqsDisabled,
    OptionalInt nonBlock,
    OptionalInt rcuNestDepth,
    Optional<String> disabledAt,
    Optional<String> function,
    Optional<String> caller,
    List<LockUse> held)
    implements Detail {
  public AtomicContext {
    requireNonNull(file);
    requireNonNull(line);
    requireNonNull(task);
    requireNonNull(preemptCount);
    requireNonNull(expectedPreemptCount);
    requireNonNull(inAtomic);
    requireNonNull(irqsDisabled);
    requireNonNull(nonBlock);
    requireNonNull(rcuNestDepth);
    requireNonNull(disabledAt);
    requireNonNull(function);
    requireNonNull(caller);
    held = List.copyOf(held);
  }
}
