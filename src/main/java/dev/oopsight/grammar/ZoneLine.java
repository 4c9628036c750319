package dev.oopsight.grammar;

import dev.oopsight.trace.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One zone of Mem-Info, and the line below it.
 *
 * <pre>{@code
 * Node 0 DMA free:960kB boost:0kB min:60kB low:72kB high:84kB reserved_highatomic:0KB ...
 * DMA free:8620kB min:20kB low:24kB high:28kB active:0kB ... pages_scanned:0 all_unreclaimable? yes
 * lowmem_reserve[]: 0 227 227 227 227
 * }</pre>
 *
 * <p>Shape: one line to a zone; a value without kB or KB, such as {@code pages_scanned}, is no
 * amount and left out. Units: kB; lowmem_reserve in pages. Errors: none are thrown; a line that
 * does not begin with a zone's name and {@code free:} is empty, and a value that was cut is left
 * out. Source: Linux mm/show_mem.c, {@code show_free_areas}.
 */
final class ZoneLine {

  private static final Pattern ZONE =
      Pattern.compile("\\s*+(?:Node (?<node>\\d{1,5}) )?+(?<zone>[A-Z]\\w{1,15}+) (?=free:\\d)");
  private static final Pattern VALUE =
      Pattern.compile("(?<name>[a-z_]++(?:\\([a-z]++\\))?+): ?+(?<value>\\d{1,18})[kK]B(?= |$)");
  private static final Pattern UNRECLAIMABLE = Pattern.compile("all_unreclaimable\\? (yes|no)");
  private static final String RESERVE = "lowmem_reserve[]:";

  private ZoneLine() {}

  static Optional<Zone> read(String line) {
    Matcher zone = ZONE.matcher(line);
    if (!zone.lookingAt()) return Optional.empty();
    Map<String, Long> values = new LinkedHashMap<>();
    Matcher value = VALUE.matcher(line).region(zone.end(), line.length());
    while (value.find()) {
      values.putIfAbsent(value.group("name"), Long.parseLong(value.group("value")));
    }
    Matcher flag = UNRECLAIMABLE.matcher(line);
    Optional<Boolean> unreclaimable =
        flag.find() ? Optional.of(flag.group(1).equals("yes")) : Optional.empty();
    int node = zone.group("node") == null ? 0 : number(zone.group("node"));
    return Optional.of(new Zone(node, zone.group("zone"), values, List.of(), unreclaimable));
  }

  private static int number(String digits) {
    OptionalInt number = Numbers.decimal(digits);
    return number.orElseThrow();
  }

  /** The pages of lowmem_reserve; empty where the line is another. */
  static Optional<List<Long>> readReserve(String line) {
    String text = line.strip();
    if (!text.startsWith(RESERVE)) return Optional.empty();
    List<Long> pages = new ArrayList<>();
    for (String word : text.substring(RESERVE.length()).strip().split(" +")) {
      OptionalLong value = Numbers.decimalLong(word);
      if (value.isEmpty()) break;
      pages.add(value.getAsLong());
    }
    return Optional.of(pages);
  }
}
