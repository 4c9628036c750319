package dev.oopsight.grammar;

import java.util.List;

/** The kernel messages that begin a trace or join one: the table {@code headers.txt}. */
final class Headers {

  private static final List<Row> ROWS = RowTable.rows("headers.txt");

  private Headers() {}

  /** All rows, most specific first. */
  static List<Row> rows() {
    return ROWS;
  }
}
