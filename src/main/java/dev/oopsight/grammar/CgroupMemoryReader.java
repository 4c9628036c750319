package dev.oopsight.grammar;

import dev.oopsight.trace.CgroupMemory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Collects what the kernel tells of the memory of a control group.
 *
 * <pre>{@code
 * memory: usage 24576kB, limit 24576kB, failcnt 71
 * swap: usage 0kB, limit 9007199254740988kB, failcnt 0             version 2
 * memory+swap: usage 24576kB, limit 9007199254740988kB, failcnt 0  version 1
 * kmem: usage 0kB, limit 9007199254740988kB, failcnt 0
 * Memory cgroup stats for /a: cache:0KB rss:24576KB mapped_file:0KB ...        3.5 to 5.1, a group
 * Memory cgroup stats for /a:                                      5.2, a line each:
 * anon 25059328
 * file 0
 * }</pre>
 *
 * <p>Before 5.2 every group below the limit has a line, of itself alone: they are added. Since then
 * the amounts are those of the whole tree; in version 1 those of the tree are called {@code
 * total_rss} and so on, and count.
 *
 * <p>Shape: one line to what it tells. Units: kB, in lines of their own bytes. Errors: none are
 * thrown; what was cut is left out. Source: Linux mm/memcontrol.c, {@code
 * mem_cgroup_print_oom_meminfo} and before 5.0 {@code mem_cgroup_print_oom_info}; {@code
 * memory_stat_format}.
 */
final class CgroupMemoryReader {

  /** A counter without a limit: the most pages that a long counts, in kB. */
  private static final long UNLIMITED_KB = 9_007_199_254_740_000L;

  /** The same where a long has 32 bits and a page 4 KiB. */
  private static final long UNLIMITED_32_KB = 8_589_934_588L;

  private static final String MEMORY = "memory: usage ";
  private static final String SWAP = "swap: usage ";
  private static final String BOTH = "memory+swap: usage ";
  private static final String KMEM = "kmem: usage ";
  private static final List<String> RESOURCES = List.of(MEMORY, SWAP, BOTH, KMEM);
  private static final String STATISTICS = "Memory cgroup stats";
  private static final String TREE = "total_";
  private static final int MOST_DIGITS = 18;

  /** Those that are amounts; others are counts of events. */
  private static final Set<String> AMOUNTS =
      Set.of(
          "anon",
          "file",
          "kernel",
          "kernel_stack",
          "pagetables",
          "sec_pagetables",
          "percpu",
          "sock",
          "vmalloc",
          "shmem",
          "zswap",
          "zswapped",
          "file_mapped",
          "file_dirty",
          "file_writeback",
          "swapcached",
          "anon_thp",
          "file_thp",
          "shmem_thp",
          "inactive_anon",
          "active_anon",
          "inactive_file",
          "active_file",
          "unevictable",
          "slab_reclaimable",
          "slab_unreclaimable",
          "slab",
          "hugetlb",
          "cache",
          "rss",
          "rss_huge",
          "mapped_file",
          "dirty",
          "writeback",
          "swap");

  private final Map<String, CgroupMemory.Use> uses = new HashMap<>();
  private final Map<String, Long> kilobytes = new LinkedHashMap<>();
  private boolean inStatistics;

  /** Takes a line, where it belongs to this. */
  boolean add(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    return switch (cursor.next()) {
      case 'M' -> addStatistics(line, cursor);
      case 'm', 's', 'k' -> addUse(cursor) || addAmount(cursor);
      default -> addAmount(cursor);
    };
  }

  private boolean addUse(Cursor line) {
    int from = line.at();
    for (String resource : RESOURCES) {
      if (!line.take(resource)) continue;
      use(line).ifPresent(use -> uses.putIfAbsent(resource, use));
      return true;
    }
    line.back(from);
    return false;
  }

  private static Optional<CgroupMemory.Use> use(Cursor line) {
    OptionalLong usage = number(line);
    if (usage.isEmpty() || !line.take("kB, limit ")) return Optional.empty();
    OptionalLong limit = number(line);
    if (limit.isEmpty() || !line.take("kB, failcnt ")) return Optional.empty();
    OptionalLong failcnt = number(line);
    if (failcnt.isEmpty()) return Optional.empty();
    long kb = limit.getAsLong();
    boolean none = kb >= UNLIMITED_KB || kb == UNLIMITED_32_KB;
    return Optional.of(
        new CgroupMemory.Use(
            usage.getAsLong(), none ? OptionalLong.empty() : limit, failcnt.getAsLong()));
  }

  private static OptionalLong number(Cursor line) {
    int from = line.at();
    if (line.digits(MOST_DIGITS) == 0 || Cursor.isDigit(line.next())) return OptionalLong.empty();
    return OptionalLong.of(line.decimalSince(from));
  }

  private boolean addStatistics(String line, Cursor cursor) {
    if (!cursor.take(STATISTICS)) return false;
    inStatistics = true;
    // Before 5.2 the amounts stand behind the name of the group, in one line.
    int at = line.indexOf(": ", cursor.at());
    if (at < 0) return true;
    Cursor amounts = new Cursor(line, at + 2);
    for (; !amounts.isAtEnd(); amounts.skipSpace()) {
      int from = amounts.at();
      amounts.wordWithoutDigits(MOST_DIGITS * 2);
      String name = amounts.nameSince(from);
      OptionalLong kb = amounts.take(':') ? number(amounts) : OptionalLong.empty();
      boolean isAmount = kb.isPresent() && amounts.take("KB") && AMOUNTS.contains(name);
      if (isAmount) kilobytes.merge(name, kb.getAsLong(), Long::sum);
      amounts.skipToSpace();
    }
    return true;
  }

  private boolean addAmount(Cursor line) {
    if (!inStatistics) return false;
    boolean ofTree = line.take(TREE);
    int from = line.at();
    if (line.wordWithoutDigits(MOST_DIGITS * 2) == 0) return false;
    String name = line.nameSince(from);
    if (!line.take(' ')) return false;
    OptionalLong bytes = number(line);
    if (bytes.isEmpty() || !line.isAtBlankOrEnd()) return false;
    if (!AMOUNTS.contains(name)) return true;
    if (ofTree) kilobytes.put(name, bytes.getAsLong() >> 10);
    else kilobytes.putIfAbsent(name, bytes.getAsLong() >> 10);
    return true;
  }

  /** What was collected; empty where nothing was. */
  Optional<CgroupMemory> memory() {
    if (uses.isEmpty() && kilobytes.isEmpty()) return Optional.empty();
    return Optional.of(new CgroupMemory(use(MEMORY), use(SWAP), use(BOTH), use(KMEM), kilobytes));
  }

  private Optional<CgroupMemory.Use> use(String resource) {
    return Optional.ofNullable(uses.get(resource));
  }
}
