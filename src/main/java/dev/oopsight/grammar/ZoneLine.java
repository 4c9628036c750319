package dev.oopsight.grammar;

import dev.oopsight.trace.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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

  private static final int MOST_DIGITS = 18;
  private static final String UNRECLAIMABLE = "all_unreclaimable? ";
  private static final String RESERVE = "lowmem_reserve[]:";

  private ZoneLine() {}

  static Optional<Zone> read(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    Optional<ZoneName> zone = ZoneName.take(cursor);
    if (zone.isEmpty() || !cursor.take(" free:") || !Cursor.isDigit(cursor.next())) {
      return Optional.empty();
    }
    cursor.back(cursor.at() - "free:".length());
    Map<String, Long> values = new LinkedHashMap<>();
    while (!cursor.isAtEnd()) addValue(cursor, values);
    return Optional.of(
        new Zone(zone.get().node(), zone.get().name(), values, List.of(), unreclaimable(line)));
  }

  /** Goes over a value, {@code free:960kB}, or over what is none. */
  private static void addValue(Cursor line, Map<String, Long> values) {
    int from = line.at();
    while (line.small() > 0 || line.take('_')) {}
    int end = line.at();
    if (end == from) {
      line.skip();
      return;
    }
    if (!line.take('(') || line.small() == 0 || !line.take(')')) line.back(end);
    String name = line.nameSince(from);
    if (line.take(':')) {
      line.take(' ');
      int digits = line.at();
      if (line.digits(MOST_DIGITS) > 0) {
        long value = line.decimalSince(digits);
        boolean isAmount = (line.take("kB") || line.take("KB")) && line.isAtBlankOrEnd();
        if (isAmount) {
          values.putIfAbsent(name, value);
          return;
        }
      }
    }
    line.back(end);
  }

  private static Optional<Boolean> unreclaimable(String line) {
    int at = line.indexOf(UNRECLAIMABLE);
    if (at < 0) return Optional.empty();
    Cursor answer = new Cursor(line, at + UNRECLAIMABLE.length());
    if (answer.take("yes")) return Optional.of(true);
    return answer.take("no") ? Optional.of(false) : Optional.empty();
  }

  /** The pages of lowmem_reserve; empty where the line is another. */
  static Optional<List<Long>> readReserve(String line) {
    if (!line.contains(RESERVE)) return Optional.empty();
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
