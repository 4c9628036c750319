package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One of two accesses that raced.
 *
 * @param access as printed, {@code write (marked)}, {@code read}, {@code assert no writes}
 * @param function the one that did it, as printed; the innermost of its stack
 * @param address as printed
 * @param size in bytes
 * @param pid that of the task; none where it was in an interrupt
 * @param cpu from 0
 */
public record RacingAccess(
    String access,
    Optional<String> function,
    Optional<Word> address,
    OptionalLong size,
    OptionalInt pid,
    OptionalInt cpu) {
  public RacingAccess {
    requireNonNull(access);
    requireNonNull(function);
    requireNonNull(address);
    requireNonNull(size);
    requireNonNull(pid);
    requireNonNull(cpu);
  }
}
