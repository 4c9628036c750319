package dev.oopsight.query;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Zone;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

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

  /** All of it. */
  static void write(JsonText json, KernelTrace trace) {
    writeHead(json, trace);
    json.text("header", trace.header())
        .text("hardware", trace.hardware())
        .object("detail", detail -> writeDetail(detail, trace.detail()));
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

  private static void writeDetail(JsonText json, Detail detail) {
    if (detail instanceof Detail.AllocationFailure failure) {
      json.number("order", failure.order()).number("bytes", failure.bytes());
      failure.gfp().ifPresent(gfp -> json.object("gfp", g -> writeGfp(g, gfp)));
      json.text("nodemask", failure.nodemask())
          .text("cpuset", failure.cpuset())
          .text("mems_allowed", failure.memsAllowed());
      failure.memInfo().ifPresent(info -> json.object("mem_info", m -> writeMemInfo(m, info)));
    } else if (detail instanceof Detail.OomKill kill) {
      writeOomKill(json, kill);
    } else if (detail instanceof Detail.Fault fault) {
      fault.address().ifPresent(address -> json.text("address", hex(address)));
      fault
          .errorCode()
          .ifPresent(code -> json.text("error_code", hex(Integer.toUnsignedLong(code))));
      json.number("count", fault.count());
    } else if (detail instanceof Detail.Assertion assertion) {
      json.text("file", assertion.file())
          .number("line", assertion.line())
          .text("message", assertion.message());
    }
  }

  private static void writeOomKill(JsonText json, Detail.OomKill kill) {
    json.number("order", kill.order());
    kill.gfp().ifPresent(gfp -> json.object("gfp", g -> writeGfp(g, gfp)));
    json.text("constraint", kill.constraint()).text("memcg", kill.memcg());
    OptionalInt noPid = OptionalInt.empty();
    json.text("victim", kill.victim().map(victim -> victim.comm()))
        .number("victim_pid", kill.victim().map(victim -> victim.pid()).orElse(noPid))
        .number("victim_rss_kb", kill.victimRssKb());
    kill.memInfo().ifPresent(info -> json.object("mem_info", m -> writeMemInfo(m, info)));
  }

  private static void writeGfp(JsonText json, GfpMask gfp) {
    json.text("bits", mode(gfp))
        .texts("flags", gfp.flags())
        .text("shorthand", gfp.shorthand())
        .text("generation", gfp.generation())
        .text("basis", gfp.basis().name().toLowerCase(Locale.ROOT));
  }

  private static void writeMemInfo(JsonText json, MemInfo info) {
    json.object("pages", pages -> writeNumbers(pages, info.pages()))
        .objects("zones", info.zones(), TraceJson::writeZone)
        .objects("buddy_lists", info.buddyLists(), TraceJson::writeBuddyList)
        .object("totals", totals -> writeNumbers(totals, info.totals()));
  }

  private static void writeZone(JsonText json, Zone zone) {
    json.number("node", zone.node())
        .text("zone", zone.name())
        .object("kb", kb -> writeNumbers(kb, zone.kilobytes()))
        .numbers("lowmem_reserve_pages", zone.lowmemReservePages());
    zone.allUnreclaimable().ifPresent(given -> json.flag("all_unreclaimable", given));
  }

  private static void writeBuddyList(JsonText json, BuddyList list) {
    json.number("node", list.node())
        .text("zone", list.zone())
        .objects(
            "blocks",
            list.blocks(),
            (row, blocks) ->
                row.number("count", blocks.count())
                    .number("kb", blocks.kb())
                    .text("migrate_types", blocks.migrateTypes()))
        .number("total_kb", list.totalKb());
  }

  private static void writeNumbers(JsonText json, Map<String, Long> numbers) {
    numbers.forEach((name, value) -> json.number(name, OptionalLong.of(value)));
  }

  private static String mode(GfpMask gfp) {
    return hex(gfp.bits());
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
