package dev.oopsight.siem;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Mem-Info in a few lines, within {@link PlainText}: what was free, where, and in what pieces. */
final class MemoryText {

  private static final int MOST_ZONES = 8;
  private static final List<String> WATERMARKS = List.of("free", "min", "low", "high");
  private static final List<String> TELLING =
      List.of("slab_unreclaimable", "dirty", "writeback", "free_cma");

  private final MemInfo memInfo;
  private final int order;
  private final Page page;

  MemoryText(MemInfo memInfo, int order, Page page) {
    this.memInfo = memInfo;
    this.order = order;
    this.page = page;
  }

  void write() {
    String label = "memory";
    for (Zone zone : memInfo.zones().subList(0, Math.min(MOST_ZONES, memInfo.zones().size()))) {
      page.fact(label, zone(zone));
      label = "";
    }
    if (memInfo.zones().size() > MOST_ZONES) {
      page.more("and " + Words.count(memInfo.zones().size() - MOST_ZONES, "more zone"));
    }
    List<String> counters = new ArrayList<>();
    for (String name : TELLING) counter(counters, memInfo.pages(), name, "pages");
    counter(counters, memInfo.totals(), "free swap", "kB");
    counter(counters, memInfo.totals(), "total swap", "kB");
    if (!counters.isEmpty()) page.fact(label, String.join(", ", counters));
    else if (memInfo.zones().isEmpty()) page.fact(label, "a Mem-Info without zones");
  }

  private static void counter(List<String> to, Map<String, Long> from, String name, String unit) {
    Long value = from.get(name);
    if (value != null) to.add(name + " " + value + " " + unit);
  }

  private String zone(Zone zone) {
    List<String> values = new ArrayList<>();
    for (String name : WATERMARKS) {
      zone.kb(name).ifPresent(kb -> values.add(name + " " + kb));
    }
    StringBuilder text = new StringBuilder("node " + zone.node() + " " + zone.name());
    if (!values.isEmpty()) text.append(": ").append(String.join(", ", values)).append(" kB");
    OptionalLong free = zone.kb("free");
    OptionalLong min = zone.kb("min");
    if (free.isPresent() && min.isPresent() && free.getAsLong() < min.getAsLong()) {
      text.append("; below min");
    }
    memInfo.buddyList(zone.node(), zone.name()).ifPresent(b -> text.append(pieces(b)));
    if (zone.allUnreclaimable().orElse(false)) text.append("; nothing left to reclaim");
    return text.toString();
  }

  /** How much of what is free would have met the request. */
  private String pieces(BuddyList list) {
    if (order == 0) return "";
    long kb = list.kbInBlocksOf(4L << order);
    return "; %d of %d kB in blocks of %s or more"
        .formatted(kb, list.totalKb(), Words.bytes(4096L << order));
  }
}
