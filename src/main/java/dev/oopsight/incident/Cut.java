package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

/**
 * A list of an incident of which only the beginning is kept.
 *
 * @param list its name as published: {@code modules}, {@code frames} of all call traces together
 * @param length how long it was
 */
public record Cut(String list, int length) {
  public Cut {
    requireNonNull(list);
    if (length < 1) throw new IllegalArgumentException(list + " of " + length);
  }
}
