package dev.oopsight.grammar;

import dev.oopsight.trace.BuddyList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The free blocks of one zone.
 *
 * <pre>{@code
 * Node 0 DMA: 0*4kB 0*8kB 1*64kB (U) 1*2048kB (UM) = 2112kB
 * DMA: 1*4kB 0*8kB 1*16kB 1*32kB = 52kB
 * }</pre>
 *
 * <p>Shape: one line to one list. Units: kB. Errors: none are thrown; a line without a block is
 * empty, and where the sum was cut off it is added up from the blocks. Source: Linux mm/show_mem.c,
 * {@code show_free_areas}.
 */
final class BuddyLine {

  private static final Pattern ZONE =
      Pattern.compile("\\s*+(?:Node (?<node>\\d{1,5}) )?+(?<zone>[A-Z]\\w{1,15}+): (?=\\d)");
  private static final Pattern BLOCKS =
      Pattern.compile(
          "(?<count>\\d{1,11})\\*(?<kb>[1-9]\\d{0,6})kB(?: \\((?<types>[A-Z]{1,8})\\))?+ ?+");
  private static final Pattern SUM = Pattern.compile("= (?<total>\\d{1,15})kB");

  private BuddyLine() {}

  static Optional<BuddyList> read(String line) {
    Matcher zone = ZONE.matcher(line);
    if (!zone.lookingAt()) return Optional.empty();
    List<BuddyList.Blocks> blocks = new ArrayList<>();
    Matcher m = BLOCKS.matcher(line);
    int at = zone.end();
    while (m.region(at, line.length()).lookingAt()) {
      String types = m.group("types") == null ? "" : m.group("types");
      blocks.add(
          new BuddyList.Blocks(
              Long.parseLong(m.group("count")), Long.parseLong(m.group("kb")), types));
      at = m.end();
    }
    if (blocks.isEmpty()) return Optional.empty();
    Matcher sum = SUM.matcher(line).region(at, line.length());
    long total =
        sum.lookingAt()
            ? Long.parseLong(sum.group("total"))
            : blocks.stream().mapToLong(b -> b.count() * b.kb()).sum();
    int node = zone.group("node") == null ? 0 : Integer.parseInt(zone.group("node"));
    return Optional.of(new BuddyList(node, zone.group("zone"), blocks, total));
  }
}
