package dev.oopsight.grammar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

/** A table that ships with the program as a text file: comments begin with {@code #}. */
final class DataTable {

  private DataTable() {}

  /** The lines of a table, without comments and blank lines. */
  static List<String> lines(String name) {
    try (InputStream in = DataTable.class.getResourceAsStream("/grammar/" + name)) {
      if (in == null) throw new IllegalStateException("no table " + name);
      return new BufferedReader(new InputStreamReader(in, UTF_8))
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
