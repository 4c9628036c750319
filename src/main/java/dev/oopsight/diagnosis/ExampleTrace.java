package dev.oopsight.diagnosis;

import dev.oopsight.diagnosis.Rule.Text;
import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.BuddyList.Blocks;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A trace written down in a few words, for the examples of a rule.
 *
 * <pre>{@code
 * trace:
 *   kernel: 2.6.24
 *   order: 1
 *   flags: [__GFP_HIGH, __GFP_COMP]
 *   frames: [__alloc_pages, new_slab, tg3_poll]
 *   zones:
 *     - {name: Normal, free: 52000, min: 11440, blocks: {4: 13000, 8: 0}}
 * }</pre>
 *
 * <p>Every field may be missing; then the trace does not carry it. {@code kind} is the rule's first
 * unless it is said. Units: {@code free} and {@code min} in kB, {@code reserve} in pages, {@code
 * blocks} are counts by size in kB.
 */
final class ExampleTrace {

  private final BiConsumer<Integer, String> fault;

  private ExampleTrace(BiConsumer<Integer, String> fault) {
    this.fault = fault;
  }

  static KernelTrace read(YamlFields fields, Kind kind, BiConsumer<Integer, String> fault) {
    return new ExampleTrace(fault).trace(fields, kind);
  }

  private KernelTrace trace(YamlFields fields, Kind ruleKind) {
    fields.allow(
        "kind",
        "header",
        "kernel",
        "comm",
        "taint",
        "module",
        "modules",
        "guilty",
        "frames",
        "order",
        "flags",
        "zones",
        "ramPages");
    Kind kind = fields.textIfAny("kind").flatMap(t -> Kind.ofId(t.value())).orElse(ruleKind);
    List<Frame> frames =
        fields.texts("frames").stream().map(t -> frame(t, Optional.empty())).toList();
    Optional<String> module = fields.textIfAny("module").map(Text::value);
    return new KernelTrace(
        kind,
        kind.words(),
        fields.textIfAny("header").map(Text::value).orElse(kind.words()),
        fields.textIfAny("comm").map(t -> new Task(t.value(), OptionalInt.empty())),
        OptionalInt.empty(),
        fields.textIfAny("kernel").map(this::release),
        fields.textIfAny("taint").map(this::taint),
        Optional.empty(),
        frames.isEmpty() ? List.of() : List.of(new CallTrace(CallTrace.Role.MAIN, frames)),
        Optional.empty(),
        fields.textIfAny("guilty").map(t -> frame(t, module)),
        List.of(),
        fields.texts("modules").stream().map(Text::value).toList(),
        Optional.empty(),
        detail(fields, kind),
        Set.of());
  }

  private Detail detail(YamlFields fields, Kind kind) {
    Optional<GfpMask> gfp = Optional.empty();
    if (fields.has("flags")) {
      List<String> flags = fields.texts("flags").stream().map(Text::value).toList();
      gfp =
          Optional.of(
              new GfpMask(0, flags, Optional.empty(), "example", GfpMask.Basis.PRINTED_FLAGS));
    }
    Optional<Long> order = fields.textIfAny("order").map(this::number);
    Optional<MemInfo> memInfo = memInfo(fields);
    if (kind == Kind.OOM_KILL) {
      return Detail.OomKill.asked(
          order.map(o -> OptionalInt.of(o.intValue())).orElse(OptionalInt.empty()), gfp, memInfo);
    }
    if (order.isEmpty()) return new Detail.None();
    int pages = (int) Math.min(Math.max(order.get(), 0), 20);
    return new Detail.AllocationFailure(
        pages, gfp, Optional.empty(), Optional.empty(), Optional.empty(), memInfo);
  }

  private Optional<MemInfo> memInfo(YamlFields fields) {
    if (!fields.has("zones") && !fields.has("ramPages")) return Optional.empty();
    List<Zone> zones = new ArrayList<>();
    List<BuddyList> buddyLists = new ArrayList<>();
    for (YamlFields zone : fields.each("zones")) {
      zone.allow("node", "name", "free", "min", "free_cma", "reserve", "blocks");
      int node = zone.textIfAny("node").map(this::number).orElse(0L).intValue();
      String name = zone.text("name").value();
      Map<String, Long> kilobytes = new LinkedHashMap<>();
      for (String value : List.of("free", "min", "free_cma")) {
        zone.textIfAny(value).ifPresent(t -> kilobytes.put(value, number(t)));
      }
      List<Long> reserve = zone.texts("reserve").stream().map(this::number).toList();
      zones.add(
          new Zone(node, name.isEmpty() ? "Normal" : name, kilobytes, reserve, Optional.empty()));
      if (zone.has("blocks")) buddyLists.add(blocks(node, name, zone.entries("blocks")));
    }
    Map<String, Long> totals = new LinkedHashMap<>();
    fields.textIfAny("ramPages").ifPresent(t -> totals.put("ram", number(t)));
    return Optional.of(new MemInfo(Map.of(), zones, buddyLists, totals));
  }

  private BuddyList blocks(int node, String zone, Map<String, Text> counts) {
    List<Blocks> blocks = new ArrayList<>();
    counts.forEach(
        (kb, count) ->
            blocks.add(
                new Blocks(
                    Math.max(0, number(count)),
                    Math.max(1, number(new Text(kb, count.line()))),
                    "")));
    long total = blocks.stream().mapToLong(b -> b.count() * b.kb()).sum();
    return new BuddyList(node, zone, blocks, total);
  }

  private Frame frame(Text function, Optional<String> module) {
    return new Frame(
        function.value(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        module,
        true,
        Frame.Stack.TASK,
        OptionalLong.empty());
  }

  private Taint taint(Text text) {
    if (text.value().matches("[A-Z]{1,26}")) return new Taint(text.value());
    fault.accept(text.line(), "taint letters are upper case, like PO");
    return Taint.NONE;
  }

  private KernelRelease release(Text text) {
    return KernelRelease.of(text.value())
        .orElseGet(
            () -> {
              fault.accept(text.line(), "\"" + text.value() + "\" is no kernel release");
              return new KernelRelease(text.value(), 0, 0, 0);
            });
  }

  private long number(Text text) {
    return Facts.wholeNumber(text.value())
        .orElseGet(
            () -> {
              fault.accept(text.line(), "\"" + text.value() + "\" is no whole number");
              return 0L;
            });
  }
}
