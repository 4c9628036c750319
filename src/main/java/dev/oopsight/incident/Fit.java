package dev.oopsight.incident;

import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.MemInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an incident fit its bounds: first every list of the trace to its length, then, while the
 * whole is too large, shorter and shorter; then what was consulted and found, and the raw text
 * last. What was left out is told with its count.
 *
 * <p>Fingerprints are those of the whole trace, and so is the diagnosis, unless config comes late
 * and what was kept is judged anew.
 */
final class Fit {

  private final IncidentBounds bounds;
  private final Map<String, Integer> lengths = new LinkedHashMap<>();

  private Fit(IncidentBounds bounds, KernelIncident incident) {
    this.bounds = bounds;
    incident.cuts().forEach(cut -> lengths.put(cut.list(), cut.length()));
  }

  /** The incident, or as much of it as the bounds allow. */
  static KernelIncident within(IncidentBounds bounds, KernelIncident incident) {
    return new Fit(bounds, incident).cut(incident);
  }

  private KernelIncident cut(KernelIncident whole) {
    KernelIncident fit = with(whole, cut(whole.trace(), bounds.listLength()), whole.text());
    int most = bounds.listLength();
    while (isTooLarge(fit) && most > 0) {
      most /= 2;
      fit = with(fit, cut(fit.trace(), most), fit.text());
    }
    if (isTooLarge(fit)) fit = with(fit, bare(fit.trace()), fit.text());
    if (isTooLarge(fit)) fit = withFindings(fit, 1);
    if (isTooLarge(fit)) fit = withFindings(fit, 0);
    int textBytes = bounds.textBytes();
    while (isTooLarge(fit) && textBytes > 0) {
      textBytes /= 2;
      fit = with(fit, fit.trace(), fit.text().cutTo(textBytes));
    }
    return fit;
  }

  private boolean isTooLarge(KernelIncident incident) {
    return SerialisedSize.of(incident) > bounds.bytes();
  }

  private KernelIncident with(KernelIncident incident, KernelTrace trace, RawText text) {
    return incident.cutTo(trace, text, incident.config(), incident.diagnosis(), cuts());
  }

  private KernelIncident withFindings(KernelIncident incident, int most) {
    Diagnosis all = incident.diagnosis();
    Diagnosis kept =
        new Diagnosis(shortened("findings", all.findings(), most), all.consulted(), all.ruleSet());
    List<Setting> config = shortened("config", incident.config(), 0);
    return incident.cutTo(incident.trace(), incident.text(), config, kept, cuts());
  }

  private List<Cut> cuts() {
    return lengths.entrySet().stream().map(e -> new Cut(e.getKey(), e.getValue())).toList();
  }

  private KernelTrace cut(KernelTrace trace, int most) {
    return trace.withLists(
        frames(shortened("call_traces", trace.callTraces(), most), most),
        shortened("registers", trace.registers(), most),
        shortened("modules", trace.modules(), most),
        detail(trace.detail(), most));
  }

  /** Frames count together: it does not matter on how many stacks they lie. */
  private List<CallTrace> frames(List<CallTrace> callTraces, int most) {
    int all = callTraces.stream().mapToInt(c -> c.frames().size()).sum();
    if (all <= most) return callTraces;
    lengths.putIfAbsent("frames", all);
    List<CallTrace> kept = new ArrayList<>();
    int left = most;
    for (CallTrace callTrace : callTraces) {
      List<Frame> frames = callTrace.frames();
      int taken = Math.min(left, frames.size());
      kept.add(new CallTrace(callTrace.role(), frames.subList(0, taken)));
      left -= taken;
    }
    return kept;
  }

  private Detail detail(Detail detail, int most) {
    if (detail instanceof Detail.AllocationFailure failure) {
      return failure.with(failure.memInfo().map(info -> cut(info, most)));
    }
    if (detail instanceof Detail.OomKill kill) {
      return kill.with(kill.memInfo().map(info -> cut(info, most)));
    }
    return detail;
  }

  private MemInfo cut(MemInfo info, int most) {
    return new MemInfo(
        info.pages(),
        shortened("zones", info.zones(), most),
        shortened("buddy_lists", info.buddyLists(), most),
        info.totals());
  }

  /** Without what no kernel prints at such length. */
  private KernelTrace bare(KernelTrace trace) {
    Detail detail = trace.detail();
    if (detail instanceof Detail.AllocationFailure failure) {
      detail = failure.with(without(failure.memInfo()));
    } else if (detail instanceof Detail.OomKill kill) {
      detail = kill.with(without(kill.memInfo()));
    }
    return trace.withLists(trace.callTraces(), trace.registers(), trace.modules(), detail);
  }

  private Optional<MemInfo> without(Optional<MemInfo> info) {
    info.ifPresent(i -> lengths.putIfAbsent("mem_info", 1 + i.pages().size() + i.totals().size()));
    return Optional.empty();
  }

  private <T> List<T> shortened(String name, List<T> list, int most) {
    if (list.size() <= most) return list;
    lengths.putIfAbsent(name, list.size());
    return list.subList(0, most);
  }
}
