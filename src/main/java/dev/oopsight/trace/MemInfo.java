package dev.oopsight.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The block after "Mem-Info:".
 *
 * <p>Source: Linux mm/show_mem.c (before 6.5 mm/page_alloc.c), {@code show_free_areas}.
 *
 * @param pages the fleet-wide counters, {@code active_anon}, {@code free}, {@code
 *     slab_unreclaimable} …, in pages, in printed order
 * @param zones in printed order
 * @param buddyLists in printed order
 * @param totals the closing lines: {@code ram}, {@code reserved}, {@code highmem}, {@code
 *     pagecache}, {@code swap cache}, {@code hwpoisoned} … in pages; {@code free swap} and {@code
 *     total swap} in kB
 */
public record MemInfo(
    Map<String, Long> pages,
    List<Zone> zones,
    List<BuddyList> buddyLists,
    Map<String, Long> totals) {

  public MemInfo {
    pages = Collections.unmodifiableMap(new LinkedHashMap<>(pages));
    zones = List.copyOf(zones);
    buddyLists = List.copyOf(buddyLists);
    totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
  }

  /** The zone of that node and name. */
  public Optional<Zone> zone(int node, String name) {
    return zones.stream().filter(z -> z.node() == node && z.name().equals(name)).findFirst();
  }

  /** The buddy list of that node and zone. */
  public Optional<BuddyList> buddyList(int node, String zone) {
    return buddyLists.stream().filter(b -> b.node() == node && b.zone().equals(zone)).findFirst();
  }
}
