package dev.oopsight.grammar;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.CgroupMemory;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.MemoryShares;
import dev.oopsight.trace.MemoryShares.Holder;
import dev.oopsight.trace.MemoryShares.Share;
import dev.oopsight.trace.OomTask;
import dev.oopsight.trace.OomTasks;
import dev.oopsight.trace.OomVictim;
import dev.oopsight.trace.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Computes who held the memory when it ran out.
 *
 * <p>The counters of Mem-Info and of the table of tasks are in pages; how large a page is, no line
 * says. It is told by the victim, whose address space is printed in kB and in pages, or by the
 * smallest block of the buddy lists.
 */
final class MemoryAccount {

  private static final int MOST_SHARES = 12;
  private static final int MOST_TASKS = 4;
  private static final int LARGEST_PAGE_KB = 1024;

  /** Below this the counters that newer kernels have and older have not explain the rest. */
  private static final int LEAST_UNACCOUNTED_PERCENT = 10;

  /** Counters that are none of the shares, or small. */
  private static final List<String> MORE =
      List.of(
          "free",
          "free_pcp",
          "pagetables",
          "sec_pagetables",
          "unevictable",
          "isolated_anon",
          "isolated_file",
          "bounce",
          "kernel_misc_reclaimable");

  private final Optional<MemInfo> memInfo;
  private final NodeMemory nodes;
  private final Optional<CgroupMemory> cgroup;
  private final Optional<OomVictim> victim;
  private final Optional<OomTasks> tasks;
  private final OptionalInt pageKb;
  private final List<Share> shares = new ArrayList<>();
  private long capacityKb;

  MemoryAccount(
      Optional<MemInfo> memInfo,
      NodeMemory nodes,
      Optional<CgroupMemory> cgroup,
      Optional<OomVictim> victim,
      Optional<OomTasks> tasks) {
    this.memInfo = memInfo;
    this.nodes = nodes;
    this.cgroup = cgroup;
    this.victim = victim;
    this.tasks = tasks;
    this.pageKb = pageOf(victim, tasks).or(() -> pageOf(memInfo)).orElse(OptionalInt.empty());
  }

  /** Size of a page in kB; empty where nothing tells it. */
  OptionalInt pageKb() {
    return pageKb;
  }

  private static Optional<OptionalInt> pageOf(
      Optional<OomVictim> victim, Optional<OomTasks> tasks) {
    if (victim.isEmpty() || victim.get().totalVmKb().isEmpty()) return Optional.empty();
    long kb = victim.get().totalVmKb().getAsLong();
    return row(victim.get(), tasks)
        .map(OomTask::totalVmPages)
        .filter(pages -> pages > 0 && kb % pages == 0 && isPage(kb / pages))
        .map(pages -> OptionalInt.of((int) (kb / pages)));
  }

  private static Optional<OptionalInt> pageOf(Optional<MemInfo> memInfo) {
    return memInfo.stream()
        .flatMap(m -> m.buddyLists().stream())
        .flatMap(list -> list.blocks().stream().limit(1))
        .map(BuddyList.Blocks::kb)
        .filter(MemoryAccount::isPage)
        .findFirst()
        .map(kb -> OptionalInt.of(kb.intValue()));
  }

  private static boolean isPage(long kb) {
    return kb >= 4 && kb <= LARGEST_PAGE_KB && Long.bitCount(kb) == 1;
  }

  /** The victim's row of the table, where it was printed and kept. */
  static Optional<OomTask> row(OomVictim victim, Optional<OomTasks> tasks) {
    return tasks.stream()
        .flatMap(t -> t.largest().stream())
        .filter(t -> t.task().pid().equals(victim.task().pid()))
        .findFirst();
  }

  /** Who held it; empty where the trace does not tell how much there was. */
  Optional<MemoryShares> shares() {
    OptionalLong limit = limitKb();
    OptionalLong capacity = limit.isPresent() ? limit : ramKb();
    if (capacity.isEmpty() || capacity.getAsLong() <= 0) return Optional.empty();
    capacityKb = capacity.getAsLong();
    addTasks();
    if (limit.isPresent()) addCgroup();
    else addHost();
    List<Share> largest =
        shares.stream()
            .sorted(Comparator.comparingLong(Share::kb).reversed())
            .limit(MOST_SHARES)
            .toList();
    return Optional.of(new MemoryShares(capacityKb, limit.isPresent(), largest));
  }

  private OptionalLong limitKb() {
    return cgroup
        .flatMap(CgroupMemory::memory)
        .map(CgroupMemory.Use::limitKb)
        .orElse(OptionalLong.empty());
  }

  /** What the page allocator manages. */
  private OptionalLong ramKb() {
    if (pageKb.isEmpty() || memInfo.isEmpty()) return OptionalLong.empty();
    Map<String, Long> totals = memInfo.get().totals();
    Long ram = totals.get("ram");
    if (ram == null) return OptionalLong.empty();
    return OptionalLong.of((ram - totals.getOrDefault("reserved", 0L)) * pageKb.getAsInt());
  }

  private void addTasks() {
    victim.ifPresent(v -> add(Holder.VICTIM, Optional.of(v.task()), rssKb(v)));
    if (tasks.isEmpty() || pageKb.isEmpty()) return;
    Optional<OptionalInt> killed = victim.map(v -> v.task().pid());
    tasks.get().largest().stream()
        .filter(t -> !Optional.of(t.task().pid()).equals(killed))
        .limit(MOST_TASKS)
        .forEach(t -> add(Holder.TASK, Optional.of(t.task()), t.rssPages() * pageKb.getAsInt()));
  }

  private long rssKb(OomVictim killed) {
    if (killed.rssKb().isPresent() || pageKb.isEmpty()) return killed.rssKb().orElse(0);
    return row(killed, tasks).map(t -> t.rssPages() * pageKb.getAsInt()).orElse(0L);
  }

  private void addCgroup() {
    Map<String, Long> kb = cgroup.orElseThrow().kilobytes();
    long shared = kb.getOrDefault("shmem", 0L);
    add(Holder.ANONYMOUS, kb.getOrDefault("anon", kb.getOrDefault("rss", 0L)));
    add(Holder.PAGE_CACHE, kb.getOrDefault("file", kb.getOrDefault("cache", 0L)) - shared);
    add(Holder.SHARED_MEMORY, shared);
    add(Holder.UNRECLAIMABLE_SLAB, kb.getOrDefault("slab_unreclaimable", 0L));
    add(Holder.RECLAIMABLE_SLAB, kb.getOrDefault("slab_reclaimable", 0L));
    add(Holder.PAGE_TABLES, kb.getOrDefault("pagetables", 0L));
    add(Holder.KERNEL_STACKS, kb.getOrDefault("kernel_stack", 0L));
    add(Holder.SOCKETS, kb.getOrDefault("sock", 0L));
    add(Holder.PER_CPU, kb.getOrDefault("percpu", 0L));
    add(Holder.VMALLOC, kb.getOrDefault("vmalloc", 0L));
  }

  private void addHost() {
    long shared = kb("shmem");
    long anonymous = Math.max(0, kb("active_anon") + kb("inactive_anon") - shared);
    long cache = kb("active_file") + kb("inactive_file");
    long unreclaimable = kb("slab_unreclaimable") + kb("slab");
    long reclaimable = kb("slab_reclaimable");
    add(Holder.ANONYMOUS, anonymous);
    add(Holder.PAGE_CACHE, cache);
    add(Holder.SHARED_MEMORY, shared);
    add(Holder.UNRECLAIMABLE_SLAB, unreclaimable);
    add(Holder.RECLAIMABLE_SLAB, reclaimable);
    add(Holder.PAGE_TABLES, kb("pagetables"));
    add(Holder.KERNEL_STACKS, kernelStackKb());
    add(Holder.HUGE_PAGES, nodes.hugePagesKb());
    add(Holder.FREE, kb("free"));
    if (!countsAll()) return;
    long rest =
        capacityKb
            - anonymous
            - shared
            - cache
            - unreclaimable
            - reclaimable
            - kernelStackKb()
            - nodes.hugePagesKb();
    for (String name : MORE) rest -= kb(name);
    if (rest * 100 / capacityKb >= LEAST_UNACCOUNTED_PERCENT) add(Holder.UNACCOUNTED, rest);
  }

  /** Whether the counters are those of which the rest can be told: those of 2.6.28 and later. */
  private boolean countsAll() {
    Map<String, Long> pages = memInfo.orElseThrow().pages();
    return pages
        .keySet()
        .containsAll(
            List.of(
                "active_anon",
                "inactive_anon",
                "active_file",
                "inactive_file",
                "unevictable",
                "slab_reclaimable",
                "slab_unreclaimable",
                "pagetables",
                "shmem",
                "free"));
  }

  private long kb(String counter) {
    return memInfo.orElseThrow().pages().getOrDefault(counter, 0L) * pageKb.orElse(0);
  }

  /** Until 4.7 the zones tell it, since then the nodes. */
  private long kernelStackKb() {
    long ofZones =
        memInfo.orElseThrow().zones().stream()
            .mapToLong(zone -> zone.kb("kernel_stack").orElse(0))
            .sum();
    return nodes.kernelStackKb() + ofZones;
  }

  private void add(Holder holder, long kb) {
    add(holder, Optional.empty(), kb);
  }

  private void add(Holder holder, Optional<Task> task, long kb) {
    long percent = Math.round(kb * 100.0 / capacityKb);
    if (percent >= 1) shares.add(new Share(holder, task, kb, (int) Math.min(percent, 1_000)));
  }
}
