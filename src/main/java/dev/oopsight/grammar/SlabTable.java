package dev.oopsight.grammar;

import dev.oopsight.trace.SlabCaches;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Collects the table of slab caches that cannot be reclaimed.
 *
 * <pre>{@code
 * Unreclaimable slab info:
 * Name                      Used          Total
 * kmalloc-64               1204KB       1216KB
 * task_struct(97:user)      388KB        512KB
 * }</pre>
 *
 * <p>Shape: after the heading, one row a cache. Units: kB. Errors: none are thrown; a row that was
 * cut is left out. Source: Linux mm/slab_common.c, {@code dump_unreclaimable_slab}; since 4.15.
 */
final class SlabTable {

  /** Rows kept, those that take most memory. */
  static final int MOST = 32;

  private static final String HEADING = "Unreclaimable slab info:";
  private static final String UNIT = "KB";
  private static final Comparator<SlabCaches.Cache> BY_SIZE =
      Comparator.comparingLong(SlabCaches.Cache::totalKb)
          .thenComparing(SlabCaches.Cache::name, Comparator.reverseOrder());

  private final Largest<SlabCaches.Cache> largest = new Largest<>(MOST, BY_SIZE);
  private boolean begun;
  private int printed;

  /** Takes a line, where it belongs to the table. */
  boolean add(String line) {
    if (!begun) {
      begun = line.startsWith(HEADING);
      return begun;
    }
    Optional<SlabCaches.Cache> row = row(line.strip());
    row.ifPresent(this::keep);
    return row.isPresent();
  }

  private void keep(SlabCaches.Cache cache) {
    printed++;
    largest.add(cache);
  }

  /** Read from its end, since names of caches may hold blanks. */
  private static Optional<SlabCaches.Cache> row(String line) {
    int second = line.lastIndexOf(' ');
    if (second <= 0 || !line.endsWith(UNIT)) return Optional.empty();
    String before = line.substring(0, second).stripTrailing();
    int first = before.lastIndexOf(' ');
    if (first <= 0) return Optional.empty();
    OptionalLong used = kb(before.substring(first + 1));
    OptionalLong total = kb(line.substring(second + 1));
    if (used.isEmpty() || total.isEmpty()) return Optional.empty();
    String name = before.substring(0, first).stripTrailing();
    return Optional.of(new SlabCaches.Cache(name, used.getAsLong(), total.getAsLong()));
  }

  private static OptionalLong kb(String amount) {
    if (!amount.endsWith(UNIT)) return OptionalLong.empty();
    return Numbers.decimalLong(amount.substring(0, amount.length() - UNIT.length()));
  }

  /** What was collected; empty where no row was. */
  Optional<SlabCaches> caches() {
    if (printed == 0) return Optional.empty();
    return Optional.of(new SlabCaches(printed, largest.rows()));
  }
}
