package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The frame of a task's stack in which an address lies.
 *
 * @param task the one on whose stack it lies
 * @param function whose frame it is, as printed
 * @param offset that of the address within the frame, in bytes
 * @param variables those of the frame with their first and last offset, as printed, {@code [32, 40)
 *     'flags'}
 */
public record StackVariables(
    Optional<Task> task, Optional<String> function, OptionalLong offset, List<String> variables) {
  public StackVariables {
    requireNonNull(task);
    requireNonNull(function);
    requireNonNull(offset);
    variables = List.copyOf(variables);
  }
}
