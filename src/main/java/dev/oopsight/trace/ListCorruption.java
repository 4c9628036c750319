package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A linked list whose pointers do not agree.
 *
 * @param operation as printed, {@code list_add corruption}, {@code list_del corruption}, {@code
 *     list_add double add}
 * @param pointer which one is wrong, as printed, {@code next->prev}
 * @param entry address of the entry whose pointer it is, where printed
 * @param expected what it should hold, where printed
 * @param found what it holds, where printed
 * @param state what that means, as printed, {@code LIST_POISON1}, {@code NULL}
 */
public record ListCorruption(
    String operation,
    Optional<String> pointer,
    Optional<Word> entry,
    Optional<Word> expected,
    Optional<Word> found,
    Optional<String> state) {
  public ListCorruption {
    requireNonNull(operation);
    requireNonNull(pointer);
    requireNonNull(entry);
    requireNonNull(expected);
    requireNonNull(found);
    requireNonNull(state);
  }
}
