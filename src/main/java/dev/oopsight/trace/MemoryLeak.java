package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Memory that nothing refers to any more: kmemleak.
 *
 * @param object its address, where printed
 * @param size in bytes, where printed
 * @param task the one that allocated it, where printed
 * @param jiffies when, in ticks of the kernel's clock, where printed
 * @param ageMillis how long before the report, in milliseconds; printed before 6.10
 * @param bytes the first bytes of it, as printed, sixteen a line
 */
public record MemoryLeak(
    Optional<Word> object,
    OptionalLong size,
    Optional<Task> task,
    OptionalLong jiffies,
    OptionalLong ageMillis,
    List<String> bytes)
    implements Detail {
  public MemoryLeak {
    requireNonNull(object);
    requireNonNull(size);
    requireNonNull(task);
    requireNonNull(jiffies);
    requireNonNull(ageMillis);
    bytes = List.copyOf(bytes);
  }
}
