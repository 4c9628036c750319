package dev.oopsight.trace;

import java.util.List;

/**
 * The table "Unreclaimable slab info".
 *
 * <p>Source: Linux mm/slab_common.c, {@code dump_unreclaimable_slab}; since 4.15.
 *
 * @param printed how many caches it had
 * @param largest those that take most memory, largest first
 */
public record SlabCaches(int printed, List<Cache> largest) {

  /**
   * One cache.
   *
   * @param name as printed, {@code kmalloc-64}
   * @param usedKb memory of its objects in use, in kB
   * @param totalKb memory of all its objects, in kB
   */
  public record Cache(String name, long usedKb, long totalKb) {}

  public SlabCaches {
    largest = List.copyOf(largest);
  }
}
