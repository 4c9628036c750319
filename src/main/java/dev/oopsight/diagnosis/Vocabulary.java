package dev.oopsight.diagnosis;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.oopsight.trace.Detail.AllocationFailure;
import dev.oopsight.trace.Detail.Assertion;
import dev.oopsight.trace.Detail.OomKill;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts that a rule's expressions may name, as one table. A fact that a trace does not carry is
 * unknown, which is neither true nor false.
 */
final class Vocabulary {

  /** Compared with {@code .before("2.6.26")}. */
  static final CelType RELEASE = OpaqueType.create("release");

  /** Asked with {@code config["sysctl:vm.swappiness"]} and its functions. */
  static final CelType CONFIG = OpaqueType.create("config");

  static final ListType TEXTS = ListType.create(SimpleType.STRING);

  private static final int MOST_FRAMES = 256;

  /** Of a header; as much as a kernel prints at once. What is longer would spend a rule's steps. */
  private static final int MOST_HEADER_CHARS = 1_024;

  private static final int MOST_MODULES = 512;
  private static final int PAGE_KB = 4;
  private static final long LARGEST_FUNCTION = 1 << 20;

  private static final Source HEADER = new Source("the header line of the trace", "dmesg");
  private static final Source REQUEST = new Source("the order and flags of the request", "dmesg");
  private static final Source STACK = new Source("the call trace", "dmesg");
  private static final Source RELEASE_LINE = new Source("the kernel release", "uname -r");
  private static final Source TAINT_LINE =
      new Source("the taint flags", "cat /proc/sys/kernel/tainted");
  private static final Source MEM_INFO =
      new Source(
          "Mem-Info: how much each memory zone had free, and in blocks of which size",
          "cat /proc/buddyinfo /proc/zoneinfo");

  /**
   * Where an unknown fact would come from.
   *
   * @param what in plain words
   * @param command what would supply it
   */
  record Source(String what, String command) {}

  /**
   * One fact.
   *
   * @param name as rules write it
   * @param type as CEL checks it
   * @param says what it is, for the reference in docs/rules.md
   * @param source where it would come from
   * @param value of one incident; empty: unknown
   */
  record Fact(
      String name, CelType type, String says, Source source, Function<Facts, Optional<?>> value) {

    /** A value as an example writes it; empty where the fact is of another type. */
    Optional<Object> read(String text) {
      if (type.equals(SimpleType.STRING)) return Optional.of(text);
      if (type.equals(SimpleType.INT)) return Facts.wholeNumber(text).map(Object.class::cast);
      if (type.equals(TEXTS)) return Optional.of(List.of(text.split(", ")));
      return Optional.empty();
    }
  }

  private static final List<Fact> OF_ANY_KIND =
      List.of(
          trace("trace.kind", SimpleType.STRING, "kind of trace", HEADER, t -> of(t.kind().id())),
          trace(
              "trace.header",
              SimpleType.STRING,
              "the line that begins the trace, and what a WARN said; at most 1024 characters",
              HEADER,
              t -> of(header(t))),
          trace("trace.title", SimpleType.STRING, "one-line title", HEADER, t -> of(t.title())),
          trace(
              "trace.isOops",
              SimpleType.BOOL,
              "whether the CPU faulted in the kernel",
              HEADER,
              t -> of(t.kind().isOops())),
          trace(
              "trace.kernel",
              RELEASE,
              "kernel release; compare with before",
              RELEASE_LINE,
              KernelTrace::kernel),
          trace(
              "trace.comm", SimpleType.STRING, "task name", HEADER, t -> t.task().map(Task::comm)),
          trace(
              "trace.pid",
              SimpleType.INT,
              "process id; 0 is the idle task",
              HEADER,
              t -> t.task().flatMap(k -> k.pid().stream().mapToObj(Long::valueOf).findFirst())),
          trace(
              "trace.cpu",
              SimpleType.INT,
              "processor, from 0",
              HEADER,
              t -> t.cpu().stream().mapToObj(Long::valueOf).findFirst()),
          trace(
              "trace.taint",
              SimpleType.STRING,
              "taint letters, empty for none",
              TAINT_LINE,
              t -> t.taint().map(Taint::letters)),
          trace(
              "trace.hardware",
              SimpleType.STRING,
              "machine and firmware",
              new Source("the hardware name", "cat /sys/class/dmi/id/product_name"),
              KernelTrace::hardware),
          trace(
              "trace.frames",
              TEXTS,
              "functions of the main call trace, innermost first, each once",
              STACK,
              Vocabulary::functions),
          trace(
              "trace.functions",
              TEXTS,
              "the same; none where no call trace is printed",
              STACK,
              t -> of(functions(t).orElse(List.of()))),
          trace(
              "trace.path",
              SimpleType.STRING,
              "rx, tx, accept, storage, fs or other",
              STACK,
              t -> CallPath.of(t).map(CallPath::id)),
          trace(
              "trace.guilty",
              SimpleType.STRING,
              "function most likely to hold the cause",
              STACK,
              t -> t.guilty().map(Frame::function)),
          trace(
              "trace.culprit",
              SimpleType.STRING,
              "the same for a sentence: the kernel, where the function is not known",
              STACK,
              t -> of(t.guilty().map(Frame::function).orElse("the kernel"))),
          trace(
              "trace.place",
              SimpleType.STRING,
              "trace.guilty with offset and size, as faddr2line takes it: foo+0x1f/0x40",
              STACK,
              t -> t.guilty().flatMap(Vocabulary::place)),
          trace(
              "trace.module",
              SimpleType.STRING,
              "module of the guilty function; empty for the kernel itself",
              STACK,
              t -> t.guilty().map(f -> f.module().orElse(""))),
          trace(
              "trace.modules",
              TEXTS,
              "loaded modules",
              new Source("the loaded modules", "lsmod"),
              t ->
                  t.modules().isEmpty()
                      ? Optional.empty()
                      : of(t.modules().stream().limit(MOST_MODULES).toList())),
          request("alloc.order", SimpleType.INT, "2^order pages were asked for", Request::order),
          request(
              "alloc.kb",
              SimpleType.INT,
              "size of the request in kB, with pages of 4 KiB",
              r -> r.order().map(o -> PAGE_KB * (1L << o))),
          gfp(
              "alloc.atomic",
              SimpleType.BOOL,
              "may use the reserve, cannot wait",
              GfpMask::isAtomic),
          gfp("alloc.canSleep", SimpleType.BOOL, "may wait for memory", GfpMask::canSleep),
          gfp("alloc.flags", TEXTS, "names of the set flags", GfpMask::flags),
          fact(
              "mem.verdict",
              SimpleType.STRING,
              "enough, fragmented or exhausted, by the zones the request could use",
              MEM_INFO,
              f -> f.freeMemory().map(FreeMemory::verdictId)),
          fact(
              "mem.says",
              SimpleType.STRING,
              "the arithmetic behind mem.verdict, zone by zone",
              MEM_INFO,
              f -> f.freeMemory().map(FreeMemory::says)),
          fact(
              "host.ramKb",
              SimpleType.INT,
              "memory in kB: config, else Mem-Info, else implied by an untouched reserve",
              new Source("how much memory the host has", "grep MemTotal /proc/meminfo"),
              Facts::ramKb));

  private static final List<Fact> TABLE =
      Stream.of(OF_ANY_KIND, KindFacts.TABLE, SilenceFacts.TABLE).flatMap(List::stream).toList();

  /** By name. */
  static final Map<String, Fact> FACTS =
      TABLE.stream().collect(Collectors.toUnmodifiableMap(Fact::name, Function.identity()));

  /** In the order of the reference. */
  static List<Fact> table() {
    return TABLE;
  }

  private static final Set<String> ROOTS =
      Stream.concat(TABLE.stream().map(f -> f.name().split("\\.")[0]), Stream.of("config"))
          .collect(Collectors.toUnmodifiableSet());

  private Vocabulary() {}

  /** Whether a rule cannot give its own value this name. */
  static boolean isTaken(String name) {
    return ROOTS.contains(name) || RuleFunctions.NAMES.contains(name);
  }

  /** The facts whose name begins alike, for a hint. */
  static String alike(String name) {
    String root = name.contains(".") ? name.substring(0, name.indexOf('.') + 1) : "";
    String known =
        TABLE.stream()
            .map(Fact::name)
            .filter(n -> n.startsWith(root))
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? String.join(", ", ROOTS.stream().sorted().toList()) : known;
  }

  /** The memory lists that a trace carries, whatever its kind. */
  static Optional<MemInfo> memInfo(KernelTrace trace) {
    if (trace.detail() instanceof AllocationFailure failure) return failure.memInfo();
    if (trace.detail() instanceof OomKill kill) return kill.memInfo();
    return Optional.empty();
  }

  /** Memory of the host by the closing lines of Mem-Info, in kB. */
  static OptionalLong ramKb(MemInfo memInfo) {
    Long pages = memInfo.totals().get("ram");
    return pages == null ? OptionalLong.empty() : OptionalLong.of(pages * PAGE_KB);
  }

  /** What was asked for, be it a failure or the reason for an OOM kill. */
  private record Request(Optional<Long> order, Optional<GfpMask> gfp) {
    static Optional<Request> of(KernelTrace trace) {
      if (trace.detail() instanceof AllocationFailure failure) {
        return Optional.of(new Request(Optional.of((long) failure.order()), failure.gfp()));
      }
      if (trace.detail() instanceof OomKill kill) {
        Stream<Long> order = kill.order().stream().filter(o -> o >= 0).mapToObj(Long::valueOf);
        return Optional.of(new Request(order.findFirst(), kill.gfp()));
      }
      return Optional.empty();
    }
  }

  /** Both in one, because some kernels say in a WARN what others begin with. */
  private static String header(KernelTrace trace) {
    String header =
        trace.detail() instanceof Assertion assertion
            ? trace.header() + assertion.message().map(m -> "\n" + m).orElse("")
            : trace.header();
    return header.substring(0, Math.min(header.length(), MOST_HEADER_CHARS));
  }

  private static Optional<List<String>> functions(KernelTrace trace) {
    List<String> functions =
        trace.frames().stream().map(Frame::function).distinct().limit(MOST_FRAMES).toList();
    return functions.isEmpty() ? Optional.empty() : Optional.of(functions);
  }

  private static Optional<String> place(Frame frame) {
    if (frame.offset().isEmpty() || frame.size().isEmpty()) return Optional.empty();
    // Where data is taken for code, the kernel prints a size that no function has.
    if (Long.compareUnsigned(frame.size().getAsLong(), LARGEST_FUNCTION) > 0)
      return Optional.empty();
    return Optional.of(
        frame.symbol()
            + "+0x"
            + Long.toHexString(frame.offset().getAsLong())
            + "/0x"
            + Long.toHexString(frame.size().getAsLong()));
  }

  private static Fact fact(
      String name, CelType type, String says, Source source, Function<Facts, Optional<?>> value) {
    return new Fact(name, type, says, source, value);
  }

  private static Fact trace(
      String name,
      CelType type,
      String says,
      Source source,
      Function<KernelTrace, Optional<?>> value) {
    return fact(name, type, says, source, f -> value.apply(f.trace()));
  }

  private static Fact request(
      String name, CelType type, String says, Function<Request, Optional<?>> value) {
    return trace(name, type, says, REQUEST, t -> Request.of(t).flatMap(value));
  }

  private static Fact gfp(String name, CelType type, String says, Function<GfpMask, ?> value) {
    return request(name, type, says, r -> r.gfp().map(value));
  }

  private static <T> Optional<T> of(T value) {
    return Optional.of(value);
  }
}
