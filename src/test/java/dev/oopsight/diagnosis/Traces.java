package dev.oopsight.diagnosis;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Builds traces and configs for tests. */
final class Traces {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Kind kind;
  private final int order;
  private final List<String> flags;
  private final List<Zone> zones = new ArrayList<>();
  private final List<BuddyList> buddyLists = new ArrayList<>();
  private Optional<KernelRelease> kernel = Optional.empty();
  private Optional<Task> task = Optional.empty();
  private List<Frame> frames = List.of();
  private String header;

  private Traces(Kind kind, int order, List<String> flags) {
    this.kind = kind;
    this.order = order;
    this.flags = flags;
    header = kind.words();
  }

  static Traces allocationFailure(int order, String... flags) {
    return new Traces(Kind.PAGE_ALLOCATION_FAILURE, order, List.of(flags));
  }

  static Traces of(Kind kind) {
    return new Traces(kind, -1, List.of());
  }

  static ConfigView config(Map<String, String> values) {
    TreeMap<String, Setting> settings = new TreeMap<>();
    values.forEach((k, v) -> settings.put(k, new Setting(k, v, NOON, NOON, false)));
    return new ConfigView(settings);
  }

  Traces kernel(String release) {
    kernel = KernelRelease.of(release);
    return this;
  }

  Traces header(String line) {
    header = line;
    return this;
  }

  Traces comm(String comm) {
    task = Optional.of(new Task(comm, OptionalInt.empty()));
    return this;
  }

  Traces frames(String... functions) {
    frames = Stream.of(functions).map(f -> frame(f, true)).toList();
    return this;
  }

  Traces doubtfulThenReliable(String doubtful, String reliable) {
    frames = List.of(frame(doubtful, false), frame(reliable, true));
    return this;
  }

  /** Counts of free blocks of 4, 8, 16 … kB. */
  Traces zone(String name, long freeKb, long minKb, List<Long> reservePages, long... counts) {
    zones.add(
        new Zone(0, name, Map.of("free", freeKb, "min", minKb), reservePages, Optional.empty()));
    List<BuddyList.Blocks> blocks = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      blocks.add(new BuddyList.Blocks(counts[i], 4L << i, ""));
    }
    if (counts.length > 0) buddyLists.add(new BuddyList(0, name, blocks, freeKb));
    return this;
  }

  KernelTrace build() {
    return new KernelTrace(
        kind,
        kind.words(),
        header,
        task,
        OptionalInt.empty(),
        kernel,
        Optional.empty(),
        Optional.empty(),
        frames.isEmpty() ? List.of() : List.of(new CallTrace(CallTrace.Role.MAIN, frames)),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        detail(),
        Set.of());
  }

  Detail.AllocationFailure failure() {
    return build().allocationFailure().orElseThrow();
  }

  private Detail detail() {
    if (order < 0) return new Detail.None();
    Optional<MemInfo> memInfo =
        zones.isEmpty()
            ? Optional.empty()
            : Optional.of(new MemInfo(Map.of(), zones, buddyLists, Map.of()));
    GfpMask gfp = new GfpMask(0, flags, Optional.empty(), "4.19", GfpMask.Basis.PRINTED_FLAGS);
    return new Detail.AllocationFailure(
        order, Optional.of(gfp), Optional.empty(), Optional.empty(), Optional.empty(), memInfo);
  }

  private static Frame frame(String function, boolean reliable) {
    return new Frame(
        function,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        reliable,
        Frame.Stack.TASK,
        OptionalLong.empty());
  }
}
