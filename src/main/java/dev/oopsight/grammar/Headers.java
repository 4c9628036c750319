package dev.oopsight.grammar;

import java.util.List;
import java.util.stream.Stream;

/**
 * The kernel messages that begin a trace or join one: the tables {@code headers.txt} and {@code
 * notices.txt}.
 */
final class Headers {

  private static final List<Row> ROWS =
      Stream.of("headers.txt", "notices.txt").flatMap(t -> RowTable.rows(t).stream()).toList();

  private Headers() {}

  /** All rows, most specific first. */
  static List<Row> rows() {
    return ROWS;
  }
}
