package dev.oopsight.grammar;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern COUNTER =
      Pattern.compile("\\s*+(?<name>[A-Za-z_]{3,40}+):(?<value>\\d{1,18}+)(?=\\s|$)");

  private CounterLine() {}

  static Map<String, Long> read(String line) {
    Map<String, Long> counters = new LinkedHashMap<>();
    Matcher m = COUNTER.matcher(line);
    int at = 0;
    while (m.region(at, line.length()).lookingAt()) {
      counters.put(m.group("name"), Long.parseLong(m.group("value")));
      at = m.end();
    }
    return line.substring(at).isBlank() ? counters : Map.of();
  }
}
