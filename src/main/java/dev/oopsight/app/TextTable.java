package dev.oopsight.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows of text under a heading: aligned for a person, or parted by tabs for a program. What would
 * break a row or steer a terminal becomes a blank.
 */
final class TextTable {

  private static final String GAP = "  ";
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]++");

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> heading) {
    row(heading);
  }

  /** Adds a row with as many cells as the heading has. */
  TextTable row(List<String> cells) {
    rows.add(cells.stream().map(cell -> INVISIBLE.matcher(cell).replaceAll(" ")).toList());
    return this;
  }

  /** Every column as wide as its widest cell, numbers to the right. */
  void printAligned(PrintWriter out) {
    int[] widths = new int[rows.get(0).size()];
    boolean[] numbers = new boolean[widths.length];
    Arrays.fill(numbers, true);
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], width(row.get(i)));
    }
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < widths.length; i++) numbers[i] &= row.get(i).matches("-?[\\d.]*+");
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        String blanks = " ".repeat(widths[i] - width(cell));
        line.append(i == 0 ? "" : GAP).append(numbers[i] ? blanks + cell : cell + blanks);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** Tab-separated, the heading first. */
  void printTabbed(PrintWriter out) {
    rows.forEach(row -> out.println(String.join("\t", row)));
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
