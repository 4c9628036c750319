package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A value was used that nobody ever set: KMSAN.
 *
 * @param bug as printed, {@code uninit-value}, {@code kernel-infoleak}
 * @param variable the local variable that holds it, where it is one
 * @param firstByte the first byte that was never set, from 0, where printed
 * @param lastByte the last such byte, where printed
 * @param size bytes of the whole, where printed
 * @param address where the access began, where printed
 * @param userAddress where in user space it was copied to, where it was
 */
public record UninitialisedValue(
    Optional<String> bug,
    Optional<String> variable,
    OptionalLong firstByte,
    OptionalLong lastByte,
    OptionalLong size,
    Optional<Word> address,
    Optional<Word> userAddress)
    implements Detail {
  public UninitialisedValue {
    requireNonNull(bug);
    requireNonNull(variable);
    requireNonNull(firstByte);
    requireNonNull(lastByte);
    requireNonNull(size);
    requireNonNull(address);
    requireNonNull(userAddress);
  }
}
