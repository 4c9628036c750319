package dev.oopsight.grammar;

import dev.oopsight.trace.BuddyList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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

  private static final int MOST_COUNT_DIGITS = 11;
  private static final int MOST_SIZE_DIGITS = 7;
  private static final int MOST_TYPES = 8;
  private static final int MOST_SUM_DIGITS = 15;

  private BuddyLine() {}

  static Optional<BuddyList> read(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    Optional<ZoneName> zone = ZoneName.take(cursor);
    if (zone.isEmpty() || !cursor.take(": ") || !Cursor.isDigit(cursor.next())) {
      return Optional.empty();
    }
    List<BuddyList.Blocks> blocks = new ArrayList<>();
    while (addBlocks(cursor, blocks)) cursor.take(' ');
    if (blocks.isEmpty()) return Optional.empty();
    OptionalLong sum = sum(cursor);
    long total = sum.isPresent() ? sum.getAsLong() : added(blocks);
    return Optional.of(new BuddyList(zone.get().node(), zone.get().name(), blocks, total));
  }

  /** {@code 1*64kB (U)}. */
  private static boolean addBlocks(Cursor line, List<BuddyList.Blocks> blocks) {
    int from = line.at();
    int digits = line.digits(MOST_COUNT_DIGITS);
    long count = line.decimalSince(from);
    if (digits > 0 && line.take('*') && line.next() != '0') {
      int size = line.at();
      digits = line.digits(MOST_SIZE_DIGITS);
      long kb = line.decimalSince(size);
      if (digits > 0 && line.take("kB")) {
        blocks.add(new BuddyList.Blocks(count, kb, types(line)));
        return true;
      }
    }
    line.back(from);
    return false;
  }

  private static String types(Cursor line) {
    int from = line.at();
    if (line.take(" (")) {
      int capitals = line.at();
      if (line.capitals(MOST_TYPES) > 0) {
        String types = line.nameSince(capitals);
        if (line.take(')')) return types;
      }
    }
    line.back(from);
    return "";
  }

  private static OptionalLong sum(Cursor line) {
    if (!line.take("= ")) return OptionalLong.empty();
    int from = line.at();
    if (line.digits(MOST_SUM_DIGITS) == 0) return OptionalLong.empty();
    long sum = line.decimalSince(from);
    return line.take("kB") ? OptionalLong.of(sum) : OptionalLong.empty();
  }

  private static long added(List<BuddyList.Blocks> blocks) {
    return blocks.stream().mapToLong(b -> b.count() * b.kb()).sum();
  }
}
