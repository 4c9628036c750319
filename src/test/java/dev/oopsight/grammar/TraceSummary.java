package dev.oopsight.grammar;

import static java.util.stream.Collectors.joining;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Word;
import dev.oopsight.trace.Zone;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The whole of a trace as text for a person: what stands in the TRACE section of a case. */
public final class TraceSummary {

  private final StringBuilder text = new StringBuilder();

  private TraceSummary() {}

  /** Every field of a trace, absent ones left out; ends with a newline. */
  public static String of(KernelTrace trace) {
    TraceSummary summary = new TraceSummary();
    summary.add(trace);
    return summary.text.toString();
  }

  private void add(KernelTrace trace) {
    line("kind", trace.kind().id());
    line("title", trace.title());
    line("header", trace.header());
    trace.task().ifPresent(task -> line("task", task(task)));
    number("cpu", trace.cpu());
    trace.kernel().ifPresent(kernel -> line("kernel", kernel.text()));
    trace.taint().ifPresent(t -> line("taint", t.letters().isEmpty() ? "none" : t.letters()));
    trace.hardware().ifPresent(hardware -> line("hardware", hardware));
    if (!trace.defects().isEmpty()) {
      line("defects", trace.defects().stream().map(Defect::id).collect(joining(" ")));
    }
    trace.guilty().ifPresent(frame -> line("guilty", frame(frame)));
    trace.instruction().ifPresent(frame -> line("instruction", frame(frame)));
    detail(trace.detail());
    trace.callTraces().forEach(this::callTrace);
    if (!trace.registers().isEmpty()) {
      line(
          "registers",
          trace.registers().stream().map(r -> r.name() + "=" + r.value()).collect(joining(" ")));
    }
    trace.code().ifPresent(code -> line("code", code));
    if (!trace.modules().isEmpty()) line("modules", String.join(" ", trace.modules()));
  }

  private void line(String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private void number(String name, OptionalInt value) {
    if (value.isPresent()) line(name, String.valueOf(value.getAsInt()));
  }

  private static String task(Task task) {
    return task.comm() + (task.pid().isPresent() ? " pid " + task.pid().getAsInt() : "");
  }

  private void callTrace(CallTrace trace) {
    line(
        "call trace " + trace.role().name().toLowerCase(Locale.ROOT),
        trace.frames().size() + " frames");
    for (Frame frame : trace.frames()) {
      text.append("  ").append(frame.stack().name().toLowerCase(Locale.ROOT)).append(' ');
      text.append(frame(frame)).append('\n');
    }
  }

  private static String frame(Frame frame) {
    return (frame.reliable() ? "" : "? ")
        + frame.symbol()
        + hex("+", frame.offset())
        + hex("/", frame.size())
        + frame.module().map(module -> " [" + module + "]").orElse("")
        + hex(" @", frame.address());
  }

  private static String hex(String before, OptionalLong value) {
    return value.isPresent() ? before + "0x" + Long.toHexString(value.getAsLong()) : "";
  }

  private void detail(Detail detail) {
    if (detail instanceof Detail.AllocationFailure failure) {
      line("bytes", String.valueOf(failure.bytes()));
    }
    for (Components.Component component : Components.of(((Record) detail).getClass())) {
      fact(component.name().replace('_', ' '), component.of((Record) detail));
    }
  }

  private void fact(String name, Object value) {
    if (value instanceof Optional<?> maybe) {
      maybe.ifPresent(v -> fact(name, v));
    } else if (value instanceof GfpMask mask) {
      gfp(mask);
    } else if (value instanceof MemInfo info) {
      memInfo(info);
    } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Record) {
      line(name, "");
      list.forEach(v -> text.append("  ").append(words(v)).append('\n'));
    } else if (!words(value).isEmpty()) {
      line(name, words(value).replace("\n", " / "));
    }
  }

  /** A value on one line; nothing where there is none. */
  private static String words(Object value) {
    if (value instanceof Optional<?> maybe) return maybe.map(TraceSummary::words).orElse("");
    if (value instanceof OptionalInt n) return n.isPresent() ? "" + n.getAsInt() : "";
    if (value instanceof OptionalLong n) return n.isPresent() ? "" + n.getAsLong() : "";
    if (value instanceof Task task) return task(task);
    if (value instanceof Frame frame) return frame(frame);
    if (value instanceof Word word) return word.toString();
    if (value instanceof Enum<?> constant) return constant.name().toLowerCase(Locale.ROOT);
    if (value instanceof List<?> list) {
      return list.stream().map(TraceSummary::words).collect(joining("; "));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream().map(String::valueOf).collect(joining(" "));
    }
    if (!(value instanceof Record facts)) return String.valueOf(value);
    return Components.of(facts.getClass()).stream()
        .filter(c -> !words(c.of(facts)).isEmpty())
        .map(c -> c.name() + "=" + words(c.of(facts)))
        .collect(joining(" "));
  }

  private void gfp(GfpMask gfp) {
    line(
        "gfp",
        "0x%x = %s%s, table of %s by %s"
            .formatted(
                gfp.bits(),
                gfp.shorthand().map(name -> name + ": ").orElse(""),
                String.join("|", gfp.flags()),
                gfp.generation(),
                gfp.basis().name().toLowerCase(Locale.ROOT)));
  }

  private void memInfo(MemInfo info) {
    line("memory, pages", values(info.pages()));
    for (Zone zone : info.zones()) {
      line("zone " + zone.node() + " " + zone.name(), values(zone.kilobytes()) + reserve(zone));
    }
    for (BuddyList list : info.buddyLists()) {
      line("buddy list " + list.node() + " " + list.zone(), blocks(list));
    }
    line("totals", values(info.totals()));
  }

  private static String values(Map<String, Long> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(joining(" "));
  }

  private static String reserve(Zone zone) {
    return (zone.lowmemReservePages().isEmpty() ? "" : "; reserve " + zone.lowmemReservePages())
        + zone.allUnreclaimable().map(yes -> "; unreclaimable " + yes).orElse("");
  }

  private static String blocks(BuddyList list) {
    return list.blocks().stream()
            .map(b -> b.count() + "*" + b.kb() + "kB" + b.migrateTypes())
            .collect(joining(" "))
        + " = "
        + list.totalKb()
        + "kB";
  }
}
