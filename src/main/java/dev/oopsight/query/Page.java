package dev.oopsight.query;

import java.util.List;
import java.util.stream.Stream;

/**
 * Some of the things asked for, in the order of the question.
 *
 * @param items at most as many as were asked for
 * @param more whether further ones follow the last
 */
public record Page<T>(List<T> items, boolean more) {
  public Page {
    items = List.copyOf(items);
    if (more && items.isEmpty()) throw new IllegalArgumentException("nothing, and more of it");
  }

  /**
   * The beginning of a list.
   *
   * @param all in the order of the question, from the page's first item on
   * @param limit items at most, from 1
   */
  public static <T> Page<T> firstOf(List<T> all, int limit) {
    return all.size() > limit ? new Page<>(all.subList(0, limit), true) : new Page<>(all, false);
  }

  /**
   * What follows a place in a list.
   *
   * @param all in the order of the question
   * @param from how many stand before the page's first item
   * @param limit items at most, from 1
   */
  static <T> Page<T> of(Stream<T> all, int from, int limit) {
    return firstOf(all.skip(from).limit(limit + 1L).toList(), limit);
  }
}
