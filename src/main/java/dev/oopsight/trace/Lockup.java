package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A processor that did not come back: soft, without running another task, or hard, without taking
 * an interrupt.
 *
 * <p>Source: Linux kernel/watchdog.c, {@code watchdog_timer_fn}; arch/powerpc/kernel/watchdog.c.
 *
 * @param cpus those that are stuck, where printed
 * @param stuckSeconds for how long, in seconds, where printed
 * @param detectedBy the processor that noticed, where another one did
 * @param heartbeatMsAgo when it was last heard, in milliseconds before; on ppc
 * @param utilization what the processor did meanwhile, an interval a line as printed; since 6.9
 * @param interrupts those that came most often meanwhile, as printed; since 6.9
 * @param hardirqsDisabledAt the function that last forbade interrupts, where lockdep tells it
 */
public record Lockup(
    List<Integer> cpus,
    OptionalLong stuckSeconds,
    OptionalInt detectedBy,
    OptionalLong heartbeatMsAgo,
    List<String> utilization,
    List<String> interrupts,
    Optional<String> hardirqsDisabledAt)
    implements Detail {

  public Lockup {
    cpus = List.copyOf(cpus);
    requireNonNull(stuckSeconds);
    requireNonNull(detectedBy);
    requireNonNull(heartbeatMsAgo);
    utilization = List.copyOf(utilization);
    interrupts = List.copyOf(interrupts);
    requireNonNull(hardirqsDisabledAt);
  }
}
