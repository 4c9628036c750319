package dev.oopsight.grammar;

import static java.util.stream.Collectors.joining;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Zone;
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
    if (detail instanceof Detail.AllocationFailure failure) allocation(failure);
    else if (detail instanceof Detail.OomKill oom) oomKill(oom);
    else if (detail instanceof Detail.Fault fault) fault(fault);
    else if (detail instanceof Detail.Assertion assertion) assertion(assertion);
  }

  private void allocation(Detail.AllocationFailure failure) {
    line("order", failure.order() + " (" + failure.bytes() + " bytes)");
    failure.gfp().ifPresent(this::gfp);
    failure.nodemask().ifPresent(nodemask -> line("nodemask", nodemask));
    failure.cpuset().ifPresent(cpuset -> line("cpuset", cpuset));
    failure.memsAllowed().ifPresent(mems -> line("mems_allowed", mems));
    failure.memInfo().ifPresent(this::memInfo);
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

  private void oomKill(Detail.OomKill oom) {
    number("order", oom.order());
    oom.gfp().ifPresent(this::gfp);
    oom.constraint().ifPresent(constraint -> line("constraint", constraint));
    oom.memcg().ifPresent(memcg -> line("memcg", memcg));
    oom.victim().ifPresent(victim -> line("victim", task(victim)));
    if (oom.victimRssKb().isPresent()) {
      line("victim's rss", oom.victimRssKb().getAsLong() + " kB");
    }
    oom.memInfo().ifPresent(this::memInfo);
  }

  private void fault(Detail.Fault fault) {
    if (fault.address().isPresent()) line("address", hex("", fault.address()));
    if (fault.errorCode().isPresent()) {
      line("error code", "0x" + Integer.toHexString(fault.errorCode().getAsInt()));
    }
    number("count", fault.count());
  }

  private void assertion(Detail.Assertion assertion) {
    Optional<String> file = assertion.file();
    file.ifPresent(f -> line("file", f));
    number("line", assertion.line());
    assertion.message().ifPresent(message -> line("message", message.replace("\n", " / ")));
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
