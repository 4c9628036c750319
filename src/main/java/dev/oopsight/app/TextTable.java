package dev.oopsight.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of text under a heading: aligned for a person, or parted by tabs for a program. What would
 * break a row or steer a terminal becomes a blank.
 */
final class TextTable {

  private static final String GAP = "  ";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";

  /** A column is not made narrower than that: less would tell nothing. */
  private static final int NARROWEST = 8;

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> heading) {
    row(heading);
  }

  /** Adds a row with as many cells as the heading has. */
  TextTable row(List<String> cells) {
    rows.add(cells.stream().map(Visible::line).toList());
    return this;
  }

  /** Every column as wide as its widest cell, numbers to the right. */
  void printAligned(PrintWriter out) {
    printAligned(out, Screen.plain());
  }

  /**
   * The same on a screen: where it is too narrow, columns of text are shortened, the last first.
   */
  void printAligned(PrintWriter out, Screen screen) {
    int[] widths = new int[rows.get(0).size()];
    boolean[] numbers = new boolean[widths.length];
    Arrays.fill(numbers, true);
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], width(row.get(i)));
    }
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < widths.length; i++) numbers[i] &= row.get(i).matches("-?[\\d.]*+");
    }
    fit(widths, numbers, screen.columns());
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = shortened(row.get(i), widths[i]);
        String blanks = " ".repeat(widths[i] - width(cell));
        boolean isLast = i == widths.length - 1;
        String shown = screen.colours() ? coloured(cell, row, i) : cell;
        line.append(i == 0 ? "" : GAP)
            .append(numbers[i] ? blanks + shown : isLast ? shown : shown + blanks);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static void fit(int[] widths, boolean[] numbers, int columns) {
    int over = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - columns;
    for (int i = widths.length - 1; i >= 0 && over > 0; i--) {
      if (numbers[i]) continue;
      int less = Math.min(over, Math.max(0, widths[i] - NARROWEST));
      widths[i] -= less;
      over -= less;
    }
  }

  private static String shortened(String cell, int width) {
    if (width(cell) <= width) return cell;
    return cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
  }

  private String coloured(String cell, List<String> row, int column) {
    if (row == rows.get(0)) return BOLD + cell + PLAIN;
    if (!rows.get(0).get(column).equals("severity")) return cell;
    return switch (cell) {
      case "critical", "high" -> RED + cell + PLAIN;
      case "medium" -> YELLOW + cell + PLAIN;
      default -> cell;
    };
  }

  /** Tab-separated, the heading first. */
  void printTabbed(PrintWriter out) {
    rows.forEach(row -> out.println(String.join("\t", row)));
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
