package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An allocation or a free that the kernel remembered. Its stack, where printed, stands among those
 * of the trace.
 *
 * @param function who called the allocator, as printed, {@code some_open+0x2a/0x60 [some]}; the
 *     slab allocators print it
 * @param pid that of the task that did it; -1 where it was in an interrupt
 * @param cpu from 0, where printed
 * @param uptimeMicros when, in microseconds since boot, where printed
 * @param ageJiffies how long before the report, in ticks of the kernel's clock (100 to 1000 a
 *     second); the slab allocators print it
 */
public record MemoryEvent(
    Optional<String> function,
    OptionalInt pid,
    OptionalInt cpu,
    OptionalLong uptimeMicros,
    OptionalLong ageJiffies) {
  public MemoryEvent {
    requireNonNull(function);
    requireNonNull(pid);
    requireNonNull(cpu);
    requireNonNull(uptimeMicros);
    requireNonNull(ageJiffies);
  }
}
