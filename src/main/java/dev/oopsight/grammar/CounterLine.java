package dev.oopsight.grammar;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counters of the whole machine, below "Mem-Info:".
 *
 * <pre>{@code
 * active_anon:14472 inactive_anon:0 isolated_anon:0
 *  free:6961 free_pcp:788 free_cma:0
 * Active:154321 inactive:210123 dirty:12 writeback:0 unstable:0
 * }</pre>
 *
 * <p>Shape: one line to its counters in printed order; any other line has none. Units: pages.
 * Source: Linux mm/show_mem.c, {@code show_free_areas}.
 */
final class CounterLine {

  private static final int LEAST_NAME = 3;
  private static final int LONGEST_NAME = 40;
  private static final int MOST_DIGITS = 18;

  private CounterLine() {}

  static Map<String, Long> read(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    Map<String, Long> counters = Map.of();
    for (; !cursor.isAtEnd(); cursor.skipSpace()) {
      int from = cursor.at();
      if (cursor.wordWithoutDigits(LONGEST_NAME) < LEAST_NAME) return Map.of();
      String name = cursor.nameSince(from);
      if (!cursor.take(':')) return Map.of();
      int digits = cursor.at();
      if (cursor.digits(MOST_DIGITS) == 0) return Map.of();
      long value = cursor.decimalSince(digits);
      if (!cursor.isAtEnd() && !cursor.isAtSpace()) return Map.of();
      if (counters.isEmpty()) counters = new LinkedHashMap<>();
      counters.put(name, value);
    }
    return counters;
  }
}
