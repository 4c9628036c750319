package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An operation that the C language leaves undefined: UBSAN.
 *
 * @param bug as printed, {@code array-index-out-of-bounds}
 * @param file as printed
 * @param line from 1, where printed
 * @param column from 1, where printed
 * @param message what was wrong, as printed
 * @param operands the values in it, left to right, as printed
 * @param type the C type in it, as printed
 */
public record UndefinedBehaviour(
    Optional<String> bug,
    Optional<String> file,
    OptionalInt line,
    OptionalInt column,
    Optional<String> message,
    List<String> operands,
    Optional<String> type)
    implements Detail {
  public UndefinedBehaviour {
    requireNonNull(bug);
    requireNonNull(file);
    requireNonNull(line);
    requireNonNull(column);
    requireNonNull(message);
    operands = List.copyOf(operands);
    requireNonNull(type);
  }
}
