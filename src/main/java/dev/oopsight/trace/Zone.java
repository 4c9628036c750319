package dev.oopsight.trace;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One memory zone as the kernel printed it.
 *
 * @param node NUMA node; 0 where the kernel printed none
 * @param name {@code DMA}, {@code DMA32}, {@code Normal}, {@code HighMem}, {@code Movable} …
 * @param kilobytes every printed value by its printed name, {@code free}, {@code min}, {@code low},
 *     {@code high}, {@code reserved_highatomic} … in kB; in printed order
 * @param lowmemReservePages {@code lowmem_reserve[]}, in pages, empty where not printed
 * @param allUnreclaimable whether the kernel had given up on reclaim there, where printed
 */
public record Zone(
    int node,
    String name,
    Map<String, Long> kilobytes,
    List<Long> lowmemReservePages,
    java.util.Optional<Boolean> allUnreclaimable) {

  public Zone {
    if (name.isEmpty()) throw new IllegalArgumentException("a zone without a name");
    kilobytes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(kilobytes));
    lowmemReservePages = List.copyOf(lowmemReservePages);
    java.util.Objects.requireNonNull(allUnreclaimable);
  }

  /** One of the printed values, in kB. */
  public OptionalLong kb(String value) {
    Long found = kilobytes.get(value);
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }
}
