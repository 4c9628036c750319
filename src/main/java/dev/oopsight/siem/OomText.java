package dev.oopsight.siem;

import dev.oopsight.trace.CgroupMemory;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.MemoryShares;
import dev.oopsight.trace.OomTask;
import dev.oopsight.trace.OomTasks;
import dev.oopsight.trace.OomVictim;
import dev.oopsight.trace.SlabCaches;
import dev.oopsight.trace.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Whom the OOM killer chose and who held the memory, within {@link PlainText}. */
final class OomText {

  private static final int MOST_ROWS = 8;
  private static final int MOST_KILLED = 8;

  private final Detail.OomKill kill;
  private final Page page;

  OomText(Detail.OomKill kill, Page page) {
    this.kill = kill;
    this.page = page;
  }

  void write() {
    kill.constraint().ifPresent(c -> page.fact("limit", c + (isAskedFor() ? "" : meaning(c))));
    kill.nodemask().ifPresent(n -> page.fact("nodes", "nodemask " + n));
    kill.cpuset().ifPresent(c -> page.fact("cpuset", c));
    kill.memsAllowed().ifPresent(m -> page.more("mems_allowed " + m));
    cgroup();
    kill.victim().ifPresent(this::victim);
    alsoKilled();
    kill.held().ifPresent(this::held);
    kill.tasks().ifPresent(this::tasks);
    kill.slabs().ifPresent(this::slabs);
  }

  /** By sysrq, with memory to spare. */
  private boolean isAskedFor() {
    return kill.order().orElse(0) < 0;
  }

  private static String meaning(String constraint) {
    return switch (constraint) {
      case "CONSTRAINT_NONE" -> ": the whole host was out of memory";
      case "CONSTRAINT_MEMCG" -> ": a control group was at its limit, not the host";
      case "CONSTRAINT_CPUSET" -> ": the memory nodes of a cpuset were out of memory";
      case "CONSTRAINT_MEMORY_POLICY" -> ": the memory nodes of a policy were out of memory";
      default -> "";
    };
  }

  private void cgroup() {
    kill.memcg().ifPresent(m -> page.fact("cgroup", m));
    kill.taskMemcg()
        .filter(t -> !kill.memcg().equals(java.util.Optional.of(t)))
        .ifPresent(t -> page.fact(kill.memcg().isPresent() ? "" : "cgroup", "the victim's: " + t));
    if (kill.memcgUse().isEmpty()) return;
    CgroupMemory use = kill.memcgUse().get();
    use.memory().ifPresent(u -> page.more("memory " + use(u)));
    use.swap().ifPresent(u -> page.more("swap " + use(u)));
    use.memoryAndSwap().ifPresent(u -> page.more("memory and swap " + use(u)));
    use.kmem().filter(u -> u.usageKb() > 0).ifPresent(u -> page.more("kernel memory " + use(u)));
  }

  /** {@code 24 MiB of at most 24 MiB; the limit was hit 71 times}. */
  private static String use(CgroupMemory.Use use) {
    String limit =
        use.limitKb().isPresent()
            ? " of at most " + Words.size(use.limitKb().getAsLong())
            : ", without a limit";
    String hits =
        use.failcnt() > 0 ? "; the limit was hit " + Words.count(use.failcnt(), "time") : "";
    return Words.size(use.usageKb()) + limit + hits;
  }

  private void victim(OomVictim victim) {
    List<String> who = new ArrayList<>(List.of(Facts.named(victim.task())));
    victim.uid().ifPresent(u -> who.add("uid " + u));
    victim.score().ifPresent(s -> who.add("score " + s));
    victim.oomScoreAdj().ifPresent(a -> who.add("oom_score_adj " + a));
    page.fact("victim", String.join(", ", who));
    if (victim.rssKb().isPresent()) {
      List<String> sorts = new ArrayList<>();
      add(sorts, "anonymous", victim.anonRssKb());
      add(sorts, "of files", victim.fileRssKb());
      add(sorts, "shared", victim.shmemRssKb());
      page.more(Words.size(victim.rssKb().getAsLong()) + " resident: " + String.join(", ", sorts));
    }
    List<String> more = new ArrayList<>();
    add(more, "address space", victim.totalVmKb());
    add(more, "page tables", victim.pgtablesKb());
    if (!more.isEmpty()) page.more(String.join(", ", more));
  }

  private static void add(List<String> to, String what, OptionalLong kb) {
    if (kb.isPresent()) to.add(Words.size(kb.getAsLong()) + " " + what);
  }

  private void alsoKilled() {
    List<Task> others = kill.alsoKilled();
    if (others.isEmpty()) return;
    String names =
        others.stream().limit(MOST_KILLED).map(Facts::named).collect(Collectors.joining(", "));
    int left = others.size() - MOST_KILLED;
    page.more("killed with it: " + names + (left > 0 ? ", and " + left + " more" : ""));
  }

  private void held(MemoryShares held) {
    String of =
        Words.size(held.capacityKb()) + (held.ofCgroup() ? ", the group's limit" : " of RAM");
    if (held.shares().isEmpty()) return;
    String shares =
        held.shares().stream()
            .map(s -> s.percent() + "% " + words(s) + " (" + Words.size(s.kb()) + ")")
            .collect(Collectors.joining(", "));
    page.fact("held by", "of " + of + ": " + shares);
    page.more("shares overlap: what a task holds is counted by its sort again");
  }

  private static String words(MemoryShares.Share share) {
    String task = share.task().map(Facts::named).orElse("a task");
    return switch (share.holder()) {
      case VICTIM -> "the victim " + task;
      case TASK -> task;
      case ANONYMOUS -> "anonymous memory of all tasks";
      case PAGE_CACHE -> "page cache";
      case SHARED_MEMORY -> "shared memory and tmpfs";
      case UNRECLAIMABLE_SLAB -> "unreclaimable slab";
      case RECLAIMABLE_SLAB -> "reclaimable slab";
      case PAGE_TABLES -> "page tables";
      case KERNEL_STACKS -> "kernel stacks";
      case HUGE_PAGES -> "huge pages set apart";
      case SOCKETS -> "socket buffers";
      case PER_CPU -> "per-CPU memory";
      case VMALLOC -> "vmalloc";
      case FREE -> "free";
      case UNACCOUNTED -> "in no counter: taken by drivers or the kernel itself";
    };
  }

  private void tasks(OomTasks tasks) {
    page.fact("tasks", Words.count(tasks.printed(), "task") + " in the table; by resident memory");
    tasks.largest().stream().limit(MOST_ROWS).forEach(t -> page.more(row(t)));
    int left = tasks.printed() - Math.min(MOST_ROWS, tasks.largest().size());
    if (left > 0) page.more("and " + left + " smaller");
  }

  private String row(OomTask row) {
    String swap =
        row.swapPages().orElse(0) > 0 ? ", " + pages(row.swapPages().getAsLong()) + " in swap" : "";
    String adj =
        row.oomScoreAdj().orElse(0) == 0 ? "" : ", oom_score_adj " + row.oomScoreAdj().getAsInt();
    return pages(row.rssPages()) + " " + Facts.named(row.task()) + swap + adj;
  }

  private String pages(long pages) {
    return kill.pageKb().isPresent()
        ? Words.size(pages * kill.pageKb().getAsInt())
        : Words.count(pages, "page");
  }

  private void slabs(SlabCaches slabs) {
    String table = Words.count(slabs.printed(), "cache") + " that cannot be reclaimed; by size";
    page.fact("slab", table);
    slabs.largest().stream()
        .limit(MOST_ROWS)
        .forEach(
            c ->
                page.more(
                    "%s %s, of it %s in use"
                        .formatted(Words.size(c.totalKb()), c.name(), Words.size(c.usedKb()))));
    int left = slabs.printed() - Math.min(MOST_ROWS, slabs.largest().size());
    if (left > 0) page.more("and " + left + " smaller");
  }
}
