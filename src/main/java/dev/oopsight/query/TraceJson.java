package dev.oopsight.query;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Taint;
import java.util.List;
import java.util.Locale;

/** The JSON of a kernel trace. Units as in {@link IncidentJson}. */
public final class TraceJson {

  private TraceJson() {}

  /** What a table shows of it, flat. */
  static void writeHead(JsonText json, KernelTrace trace) {
    json.text("kind", trace.kind().id())
        .text("class", trace.kind().incidentClass().id())
        .text("title", trace.title())
        .text("function", trace.guilty().map(Frame::function))
        .text("module", trace.guilty().flatMap(Frame::module));
    writeCircumstances(json, trace);
  }

  /** Order, mask, task, CPU, kernel and taint: the facts that most kinds print, flat. */
  public static void writeCircumstances(JsonText json, KernelTrace trace) {
    if (trace.detail() instanceof Detail.AllocationFailure failure) {
      json.number("order", failure.order()).text("mode", failure.gfp().map(TraceJson::mode));
    } else if (trace.detail() instanceof Detail.OomKill kill) {
      json.number("order", kill.order()).text("mode", kill.gfp().map(TraceJson::mode));
    }
    trace.task().ifPresent(task -> json.text("comm", task.comm()).number("pid", task.pid()));
    json.number("cpu", trace.cpu())
        .text("kernel", trace.kernel().map(KernelRelease::text))
        .text("taint", trace.taint().map(Taint::letters));
  }

  /** What only the trace's kind prints; left out where it prints nothing of its own. */
  public static void writeDetail(JsonText json, KernelTrace trace) {
    if (trace.detail() instanceof Detail.None) return;
    json.object("detail", detail -> DetailJson.write(detail, trace.detail()));
  }

  /** All of it. */
  static void write(JsonText json, KernelTrace trace) {
    writeHead(json, trace);
    json.text("header", trace.header())
        .text("hardware", trace.hardware())
        .texts("taint_flags", taintFlags(trace));
    writeDetail(json, trace);
    trace.instruction().ifPresent(at -> json.object("instruction", f -> writeFrame(f, at)));
    json.objects("call_traces", trace.callTraces(), TraceJson::writeCallTrace)
        .objects(
            "registers",
            trace.registers(),
            (row, register) -> row.text("name", register.name()).text("value", register.value()))
        .texts("modules", trace.modules())
        .text("code", trace.code())
        .texts("defects", trace.defects().stream().map(Defect::id).toList());
  }

  private static void writeCallTrace(JsonText json, CallTrace trace) {
    json.text("role", trace.role().name().toLowerCase(Locale.ROOT))
        .objects("frames", trace.frames(), TraceJson::writeFrame);
  }

  private static void writeFrame(JsonText json, Frame frame) {
    json.text("symbol", frame.symbol())
        .number("offset", frame.offset())
        .number("size", frame.size())
        .text("module", frame.module())
        .flag("reliable", frame.reliable())
        .text("stack", frame.stack().name().toLowerCase(Locale.ROOT));
    frame.address().ifPresent(address -> json.text("address", hex(address)));
  }

  private static List<String> taintFlags(KernelTrace trace) {
    return trace.taint().stream()
        .flatMap(t -> t.flags(trace.kernel()).stream())
        .map(Taint.Flag::id)
        .toList();
  }

  private static String mode(GfpMask gfp) {
    return hex(gfp.bits());
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
