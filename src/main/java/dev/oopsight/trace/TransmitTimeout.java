package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A network device that did not send in time.
 *
 * <p>Source: Linux net/sched/sch_generic.c, {@code dev_watchdog}.
 *
 * @param device {@code eth0}, where printed
 * @param driver where printed; since 2.6.27
 * @param queue which transmit queue, where printed; since 2.6.28
 * @param timedOutMs for how long, in milliseconds, where printed; since 6.3
 */
public record TransmitTimeout(
    Optional<String> device, Optional<String> driver, OptionalInt queue, OptionalLong timedOutMs)
    implements Detail {
  public TransmitTimeout {
    requireNonNull(device);
    requireNonNull(driver);
    requireNonNull(queue);
    requireNonNull(timedOutMs);
  }
}
