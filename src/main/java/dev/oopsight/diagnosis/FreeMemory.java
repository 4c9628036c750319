package dev.oopsight.diagnosis;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.BuddyList.Blocks;
import dev.oopsight.trace.Detail.AllocationFailure;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Whether memory was short or only in pieces, worked out from the Mem-Info of a failed request by
 * the kernel's own rules.
 *
 * <p>Shape: one verdict on each zone that the request could have used; empty where the trace holds
 * no zone, no flags or no block lists that would decide. Units: kB.
 *
 * <p>Source: Linux mm/page_alloc.c, {@code __zone_watermark_ok}: before 4.4 larger blocks had
 * watermarks of their own, since then one free block suffices (commit 97a16fc82a7c).
 *
 * @param verdict on the whole
 * @param arithmetic one sentence a zone, with its numbers
 */
record FreeMemory(Verdict verdict, List<String> arithmetic) {

  private static final int MOST_ZONES_TOLD = 8;
  private static final int LARGEST_ORDER = 30;

  /** Letters of page blocks that an ordinary request cannot use: CMA and isolated ones. */
  private static final String UNUSABLE_TYPES = "CI";

  /** In order of what the whole is taken to be when zones differ. */
  enum Verdict {
    /** A zone had what was asked for: it was freed since, or the request was bound elsewhere. */
    ENOUGH,
    /** Memory was free, but not in blocks as large as asked for. */
    FRAGMENTED,
    /** Less was free than the request had to leave. */
    EXHAUSTED
  }

  FreeMemory {
    arithmetic = List.copyOf(arithmetic);
  }

  static Optional<FreeMemory> of(AllocationFailure failure, Optional<KernelRelease> kernel) {
    if (failure.gfp().isEmpty() || failure.memInfo().isEmpty()) return Optional.empty();
    GfpMask gfp = failure.gfp().get();
    MemInfo memInfo = failure.memInfo().get();
    List<String> classes = zoneClasses(memInfo);
    int highest = classes.indexOf(highestZone(gfp, classes));
    List<Verdict> verdicts = new ArrayList<>();
    List<String> arithmetic = new ArrayList<>();
    for (Zone zone : memInfo.zones()) {
      int zoneClass = classes.indexOf(zone.name());
      if (zoneClass < 0 || zoneClass > highest) continue;
      Optional<BuddyList> blocks =
          memInfo.buddyList(zone.node(), zone.name()).filter(b -> !b.blocks().isEmpty());
      Optional<Check> check =
          Check.of(Math.min(failure.order(), LARGEST_ORDER), gfp, kernel, zone, highest, blocks);
      check.ifPresent(
          c -> {
            verdicts.add(c.verdict);
            if (arithmetic.size() < MOST_ZONES_TOLD) arithmetic.add(c.says);
          });
    }
    return verdicts.stream().sorted().findFirst().map(v -> new FreeMemory(v, arithmetic));
  }

  String says() {
    return String.join("; ", arithmetic);
  }

  /** The zones of this kernel, lowest first: the order of {@code lowmem_reserve[]}. */
  private static List<String> zoneClasses(MemInfo memInfo) {
    boolean highMem = memInfo.zones().stream().anyMatch(z -> z.name().equals("HighMem"));
    return highMem
        ? List.of("DMA", "Normal", "HighMem", "Movable")
        : List.of("DMA", "DMA32", "Normal", "Movable");
  }

  private static String highestZone(GfpMask gfp, List<String> classes) {
    if (gfp.has("__GFP_DMA")) return "DMA";
    if (gfp.has("__GFP_DMA32") && classes.contains("DMA32")) return "DMA32";
    if (!gfp.has("__GFP_HIGHMEM")) return "Normal";
    if (gfp.has("__GFP_MOVABLE")) return "Movable";
    return classes.contains("HighMem") ? "HighMem" : "Normal";
  }

  /** One zone held against one request. */
  private record Check(Verdict verdict, String says) {

    static Optional<Check> of(
        int order,
        GfpMask gfp,
        Optional<KernelRelease> kernel,
        Zone zone,
        int highest,
        Optional<BuddyList> buddyList) {
      OptionalLong free = zone.kb("free");
      OptionalLong min = zone.kb("min");
      if (free.isEmpty() || min.isEmpty() || (order > 0 && buddyList.isEmpty())) {
        return Optional.empty();
      }
      long pageKb = buddyList.map(b -> b.blocks().get(0).kb()).orElse(4L);
      long bar = barKb(min.getAsLong(), pageKb, gfp);
      long reserve = pageKb * reservePages(zone, highest);
      long usable = free.getAsLong();
      if (!gfp.has("__GFP_MOVABLE")) usable -= zone.kb("free_cma").orElse(0);
      String name = "node " + zone.node() + " " + zone.name();
      String freeAndBar = usable + " kB usable, " + bar + " kB had to stay" + plusReserve(reserve);
      if (usable - (pageKb << order) + pageKb <= bar + reserve) {
        return Optional.of(
            new Check(Verdict.EXHAUSTED, name + ": " + freeAndBar + ": too little free"));
      }
      if (order == 0) {
        return Optional.of(new Check(Verdict.ENOUGH, name + ": " + freeAndBar + ": enough"));
      }
      return Optional.of(blocks(order, kernel, buddyList.get(), pageKb, bar, name, freeAndBar));
    }

    private static Check blocks(
        int order,
        Optional<KernelRelease> kernel,
        BuddyList list,
        long pageKb,
        long bar,
        String name,
        String freeAndBar) {
      long needKb = pageKb << order;
      long inBlocks = kbInBlocksOf(list, needKb);
      boolean ownBars = kernel.isPresent() && !kernel.get().isAtLeast(4, 4, 0);
      long need = ownBars ? bar >> order : 0;
      boolean enough =
          inBlocks > 0
              && (!ownBars
                  || IntStream.rangeClosed(1, order)
                      .allMatch(o -> kbInBlocksOf(list, pageKb << o) - needKb + pageKb > bar >> o));
      String held = inBlocks + " kB of it in blocks of " + needKb + " kB or more";
      String of = need > 0 ? ", of which " + need + " kB had to stay" : "";
      return new Check(
          enough ? Verdict.ENOUGH : Verdict.FRAGMENTED,
          name + ": " + freeAndBar + ", " + held + of + (enough ? ": enough" : ": in pieces"));
    }

    private static long kbInBlocksOf(BuddyList list, long leastKb) {
      return list.blocks().stream()
          .filter(b -> b.kb() >= leastKb && isUsable(b))
          .mapToLong(b -> b.count() * b.kb())
          .sum();
    }

    private static long barKb(long minKb, long pageKb, GfpMask gfp) {
      long pages = minKb / pageKb;
      if (gfp.has("__GFP_HIGH")) pages -= pages / 2;
      if (!gfp.canSleep()) pages -= pages / 4;
      return pages * pageKb;
    }

    private static long reservePages(Zone zone, int highest) {
      return highest < zone.lowmemReservePages().size()
          ? zone.lowmemReservePages().get(highest)
          : 0;
    }

    private static String plusReserve(long reserve) {
      return reserve == 0
          ? ""
          : " and " + reserve + " kB are kept from requests that can use a higher zone";
    }

    private static boolean isUsable(Blocks blocks) {
      return blocks.migrateTypes().isEmpty()
          || blocks.migrateTypes().chars().anyMatch(c -> UNUSABLE_TYPES.indexOf(c) < 0);
    }
  }

  /** Lower case: the name in rules. */
  String verdictId() {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
