package dev.oopsight.incident;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.CgroupMemory;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.FaultAccess;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.MemoryShares;
import dev.oopsight.trace.OomTask;
import dev.oopsight.trace.OomTasks;
import dev.oopsight.trace.OomVictim;
import dev.oopsight.trace.Register;
import dev.oopsight.trace.SlabCaches;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Word;
import dev.oopsight.trace.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The traces of {@link SampleIncidents}. */
final class SampleTraces {

  private static final Pattern FRAME =
      Pattern.compile("(\\w+) (\\? )?([\\w.]+)\\+0x(\\w+)/0x(\\w+)(?: \\[(\\w+)])?");

  private SampleTraces() {}

  /** A stack of lines such as {@code irq ? symbol+0x1/0x2 [module]}. */
  static CallTrace stack(CallTrace.Role role, String lines) {
    return new CallTrace(role, lines.lines().map(SampleTraces::frame).toList());
  }

  private static Frame frame(String line) {
    Matcher m = FRAME.matcher(line);
    if (!m.matches()) throw new AssertionError("not a frame: " + line);
    return new Frame(
        m.group(3),
        OptionalLong.of(Long.parseLong(m.group(4), 16)),
        OptionalLong.of(Long.parseLong(m.group(5), 16)),
        Optional.ofNullable(m.group(6)),
        m.group(2) == null,
        Frame.Stack.valueOf(m.group(1).toUpperCase(java.util.Locale.ROOT)),
        OptionalLong.empty());
  }

  static KernelTrace allocationFailure(List<CallTrace> callTraces, String guilty) {
    return new KernelTrace(
        Kind.PAGE_ALLOCATION_FAILURE,
        "page allocation failure in " + guilty,
        "swapper: page allocation failure. order:1, mode:0x4020",
        Optional.of(new Task("swapper", OptionalInt.of(0))),
        OptionalInt.empty(),
        KernelRelease.of("2.6.24-gentoo-r8_64-08.19.08"),
        Optional.of(Taint.NONE),
        Optional.empty(),
        callTraces,
        Optional.empty(),
        callTraces.get(0).frames().stream().filter(f -> f.symbol().equals(guilty)).findFirst(),
        List.of(),
        List.of(),
        Optional.empty(),
        new Detail.AllocationFailure(
            1,
            Optional.of(
                new GfpMask(
                    0x4020,
                    List.of("__GFP_HIGH", "__GFP_COMP"),
                    Optional.of("GFP_ATOMIC"),
                    "2.6.24",
                    GfpMask.Basis.RELEASE)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Set.of());
  }

  static KernelTrace nullDereference(CallTrace main, Set<Defect> defects) {
    return new KernelTrace(
        Kind.OOPS_NULL_DEREF,
        "NULL pointer dereference in ext4_writepages",
        "BUG: kernel NULL pointer dereference, address: 0000000000000008",
        Optional.of(new Task("kworker/u8:3", OptionalInt.of(214))),
        OptionalInt.of(1),
        KernelRelease.of("5.10.0-8-amd64"),
        Optional.of(new Taint("GOE")),
        Optional.of("QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.14.0-2 04/01/2014"),
        List.of(main),
        Optional.of(main.frames().get(0)),
        Optional.of(main.frames().get(0)),
        List.of(new Register("RAX", "0000000000000000"), new Register("RBX", "ffff888003a4c000")),
        List.of("ext4", "mbcache", "jbd2"),
        Optional.of("48 8b 47 08 <48> 8b 00"),
        new Detail.Fault(
            Optional.of(new Word(8)),
            Optional.of(new Word(0)),
            List.of(FaultAccess.READ, FaultAccess.NOT_PRESENT),
            List.of(),
            Optional.of("PGD 0 P4D 0"),
            OptionalInt.of(1)),
        defects);
  }

  static KernelTrace oomKill() {
    return new KernelTrace(
        Kind.OOM_KILL,
        "out-of-memory kill in a control group",
        "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0",
        Optional.of(new Task("java", OptionalInt.of(4711))),
        OptionalInt.of(3),
        KernelRelease.of("6.1.0-18-amd64"),
        Optional.of(Taint.NONE),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        new Detail.OomKill(
            OptionalInt.of(0),
            Optional.of(
                new GfpMask(
                    0xcc0,
                    List.of("__GFP_IO", "__GFP_FS", "__GFP_DIRECT_RECLAIM", "__GFP_KSWAPD_RECLAIM"),
                    Optional.of("GFP_KERNEL"),
                    "6.1",
                    GfpMask.Basis.PRINTED_FLAGS)),
            Optional.of("CONSTRAINT_MEMCG"),
            Optional.of("(null)"),
            Optional.of("pod7"),
            Optional.of("0"),
            Optional.of("/kubepods/pod7"),
            Optional.of("/kubepods/pod7/java"),
            Optional.of(
                new CgroupMemory(
                    Optional.of(new CgroupMemory.Use(3_145_728, OptionalLong.of(3_145_728), 1_204)),
                    Optional.of(new CgroupMemory.Use(0, OptionalLong.empty(), 0)),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("anon", 2_000_000L))),
            Optional.of(
                new OomVictim(
                    new Task("java", OptionalInt.of(4711)),
                    OptionalLong.of(1000),
                    OptionalLong.empty(),
                    OptionalInt.of(936),
                    OptionalLong.of(9_437_184),
                    OptionalLong.of(2_000_000),
                    OptionalLong.of(1_152),
                    OptionalLong.of(96_000),
                    OptionalLong.of(5_120))),
            List.of(new Task("sh", OptionalInt.of(4700))),
            Optional.of(new OomTasks(9, List.of(row("java", 4711, 524_288), row("sh", 4700, 96)))),
            Optional.of(
                new SlabCaches(40, List.of(new SlabCaches.Cache("kmalloc-64", 1_204, 1_216)))),
            OptionalInt.of(4),
            Optional.of(
                new MemoryShares(
                    3_145_728,
                    true,
                    List.of(
                        new MemoryShares.Share(
                            MemoryShares.Holder.VICTIM,
                            Optional.of(new Task("java", OptionalInt.of(4711))),
                            2_097_152,
                            67),
                        new MemoryShares.Share(
                            MemoryShares.Holder.SHARED_MEMORY, Optional.empty(), 96_000, 3)))),
            Optional.of(memInfo())),
        Set.of());
  }

  private static OomTask row(String comm, int pid, long rssPages) {
    return new OomTask(
        new Task(comm, OptionalInt.of(pid)),
        1000,
        pid,
        rssPages * 4,
        rssPages,
        OptionalLong.of(0),
        OptionalLong.of(65_536),
        OptionalInt.of(936));
  }

  /** A zone below its minimum, with free memory in small pieces only. */
  static MemInfo memInfo() {
    Map<String, Long> pages = new LinkedHashMap<>();
    pages.put("active_anon", 500_000L);
    pages.put("slab_unreclaimable", 20_480L);
    pages.put("free", 2_560L);
    Map<String, Long> kilobytes = new LinkedHashMap<>();
    kilobytes.put("free", 10_240L);
    kilobytes.put("min", 11_495L);
    kilobytes.put("low", 14_368L);
    kilobytes.put("high", 17_241L);
    Map<String, Long> totals = new LinkedHashMap<>();
    totals.put("free swap", 0L);
    totals.put("total swap", 1_048_576L);
    totals.put("ram", 2_097_152L);
    return new MemInfo(
        pages,
        List.of(new Zone(0, "Normal", kilobytes, List.of(0L, 0L), Optional.of(true))),
        List.of(
            new BuddyList(
                0,
                "Normal",
                List.of(new BuddyList.Blocks(2560, 4, "UME"), new BuddyList.Blocks(0, 8, "")),
                10_240)),
        totals);
  }

  /** Roughly as the kernel would print it. */
  static String printed(KernelTrace trace) {
    List<String> lines = new ArrayList<>(List.of(trace.header()));
    if (!trace.frames().isEmpty()) lines.add("Call Trace:");
    lines.addAll(
        trace.frames().stream()
            .map(
                f ->
                    " %s%s+0x%x/0x%x"
                        .formatted(
                            f.reliable() ? "" : "? ",
                            f.symbol(),
                            f.offset().orElse(0),
                            f.size().orElse(0)))
            .toList());
    return lines.stream().collect(Collectors.joining("\n"));
  }
}
