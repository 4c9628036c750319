package dev.oopsight.grammar;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the block after "Mem-Info:", line by line. */
final class MemInfoReader {

  private boolean begun;
  private final Map<String, Long> pages = new LinkedHashMap<>();
  private final List<Zone> zones = new ArrayList<>();
  private final List<BuddyList> buddyLists = new ArrayList<>();
  private final Map<String, Long> totals = new LinkedHashMap<>();

  /** Takes a line, where it belongs to the block. */
  boolean add(String line) {
    if (isHeading(line)) {
      begun = true;
      return true;
    }
    if (!begun) return false;
    return addZone(line) || addBuddyList(line) || addTotal(line) || addCounters(line);
  }

  private static boolean isHeading(String line) {
    char first = Cursor.behindIndent(line).next();
    return (first == 'M' || first == 'm') && line.strip().equalsIgnoreCase("Mem-Info:");
  }

  private boolean addZone(String line) {
    Optional<Zone> zone = ZoneLine.read(line);
    zone.ifPresent(zones::add);
    if (zone.isPresent()) return true;
    Optional<List<Long>> reserve = ZoneLine.readReserve(line);
    if (reserve.isEmpty() || zones.isEmpty()) return false;
    Zone last = zones.remove(zones.size() - 1);
    zones.add(
        new Zone(
            last.node(), last.name(), last.kilobytes(), reserve.get(), last.allUnreclaimable()));
    return true;
  }

  private boolean addBuddyList(String line) {
    Optional<BuddyList> list = BuddyLine.read(line);
    list.ifPresent(buddyLists::add);
    return list.isPresent();
  }

  private boolean addTotal(String line) {
    Optional<TotalLine> total = TotalLine.read(line);
    total.ifPresent(t -> totals.putIfAbsent(t.name(), t.value()));
    return total.isPresent();
  }

  private boolean addCounters(String line) {
    if (!zones.isEmpty()) return false;
    Map<String, Long> counters = CounterLine.read(line);
    counters.forEach(pages::putIfAbsent);
    return !counters.isEmpty();
  }

  /** What was collected; empty where the kernel printed no such block. */
  Optional<MemInfo> memInfo() {
    return begun ? Optional.of(new MemInfo(pages, zones, buddyLists, totals)) : Optional.empty();
  }

  /** Whether the block began and stopped before its closing lines. */
  boolean isCut() {
    return begun && totals.isEmpty();
  }
}
