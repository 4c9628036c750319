package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule of locking was broken, or could be: lockdep.
 *
 * @param report which it is, as printed, {@code possible circular locking}
 * @param task the one that broke it, where printed
 * @param action what it did to the lock, where printed
 * @param lock the one that the report is about, where printed
 * @param conflicting the lock that makes it dangerous: held already, or taken together with it
 *     before
 * @param held all locks that the task held, outermost first, where printed
 * @param chain the names of the locks in the chain of dependencies, as printed: the last one is #0
 * @param cycle the names of the locks in the circle, in its order, where printed
 * @param dependency the new dependency that closes it, as printed, {@code (a){-.-.} -> (b){+.+.}}
 * @param scenario how it deadlocks, step by step, {@code CPU0: lock(&a)}
 * @param usages the two uses that do not go together, as printed, {@code {IN-SOFTIRQ-W} ->
 *     {SOFTIRQ-ON-W}}
 * @param irqState in hardirq, in softirq, hardirqs enabled, softirqs enabled, as printed, {@code
 *     HC0[0]:SC1[1]:HE1:SE0}
 * @param irqTrace when interrupts were last enabled and disabled, as printed
 * @param waitContext what the task may wait for there, as printed, {@code 4:4}
 * @param file where RCU was used wrongly
 * @param line that of the file, from 1
 * @param message what is wrong with that use of RCU, as printed
 */
public record LockViolation(
    Optional<String> report,
    Optional<Task> task,
    Optional<LockAction> action,
    Optional<LockUse> lock,
    Optional<LockUse> conflicting,
    List<LockUse> held,
    List<String> chain,
    List<String> cycle,
    Optional<String> dependency,
    List<String> scenario,
    Optional<String> usages,
    Optional<String> irqState,
    List<String> irqTrace,
    Optional<String> waitContext,
    Optional<String> file,
    OptionalInt line,
    Optional<String> message)
    implements Detail {
  public LockViolation {
    requireNonNull(report);
    requireNonNull(task);
    requireNonNull(action);
    requireNonNull(lock);
    requireNonNull(conflicting);
    held = List.copyOf(held);
    chain = List.copyOf(chain);
    cycle = List.copyOf(cycle);
    requireNonNull(dependency);
    scenario = List.copyOf(scenario);
    requireNonNull(usages);
    requireNonNull(irqState);
    irqTrace = List.copyOf(irqTrace);
    requireNonNull(waitContext);
    requireNonNull(file);
    requireNonNull(line);
    requireNonNull(message);
  }
}
