package dev.oopsight.incident;

import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
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

  /** A new kernel changes hundreds of settings at once. */
  private static final int MOST_CHANGES = 50;

  /** What a trace takes besides what its text says: names, times, what is told to be missing. */
  static final long BYTES_OF_NO_TEXT = 8 << 10;

  /** A digit and a blank may become a number of 18 bytes, a short frame 100. */
  static final long BYTES_PER_BYTE_OF_TEXT = 32;

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
    return !isSurelySmall(incident) && SerialisedSize.of(incident) > bounds.bytes();
  }

  /** Nearly all are: what a trace holds was read from its text. */
  private boolean isSurelySmall(KernelIncident incident) {
    long small = BYTES_OF_NO_TEXT + BYTES_PER_BYTE_OF_TEXT * incident.text().bytes();
    return small <= bounds.bytes()
        && small
                + SerialisedSize.atMost(incident.config())
                + SerialisedSize.atMost(incident.changedBefore())
                + SerialisedSize.atMost(incident.diagnosis())
            <= bounds.bytes();
  }

  private KernelIncident with(KernelIncident incident, KernelTrace trace, RawText text) {
    List<SettingChange> changes =
        shortened(
            KernelIncident.CHANGED_BEFORE,
            incident.changedBefore(),
            Math.min(MOST_CHANGES, bounds.listLength()));
    return incident.cutTo(trace, text, incident.config(), changes, incident.diagnosis(), cuts());
  }

  private KernelIncident withFindings(KernelIncident incident, int most) {
    Diagnosis all = incident.diagnosis();
    Diagnosis kept =
        new Diagnosis(shortened("findings", all.findings(), most), all.consulted(), all.ruleSet());
    List<Setting> config = shortened("config", incident.config(), 0);
    List<SettingChange> changes =
        shortened(KernelIncident.CHANGED_BEFORE, incident.changedBefore(), 0);
    return incident.cutTo(incident.trace(), incident.text(), config, changes, kept, cuts());
  }

  private List<Cut> cuts() {
    return lengths.entrySet().stream().map(e -> new Cut(e.getKey(), e.getValue())).toList();
  }

  private KernelTrace cut(KernelTrace trace, int most) {
    return trace.withLists(
        frames(shortened("call_traces", trace.callTraces(), most), most),
        shortened("registers", trace.registers(), most),
        shortened("modules", trace.modules(), most),
        (Detail) facts((Record) trace.detail(), most));
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

  /**
   * Facts with what is left of their lists and maps, and of those of the records in them; the same
   * object where nothing was left out.
   */
  private <T extends Record> T facts(T facts, int most) {
    List<Components.Component> components = Components.of(facts.getClass());
    Object[] values = new Object[components.size()];
    boolean cut = false;
    for (int i = 0; i < values.length; i++) {
      Object whole = components.get(i).of(facts);
      values[i] = value(components.get(i).name(), whole, most);
      cut |= values[i] != whole;
    }
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) facts.getClass();
    return cut ? Components.make(type, values) : facts;
  }

  @SuppressWarnings("ReferenceEquality") // see facts
  private Object value(String name, Object value, int most) {
    if (value instanceof Record inner) return facts(inner, most);
    if (value instanceof Optional<?> maybe) {
      if (!(maybe.orElse(null) instanceof Record inner)) return maybe;
      Record kept = facts(inner, most);
      return kept == inner ? maybe : Optional.of(kept);
    }
    if (value instanceof Map<?, ?> map && map.size() > most) {
      lengths.putIfAbsent(name, map.size());
      Map<Object, Object> kept = new LinkedHashMap<>();
      map.entrySet().stream().limit(most).forEach(e -> kept.put(e.getKey(), e.getValue()));
      return kept;
    }
    return value instanceof List<?> list ? elements(shortened(name, list, most), most) : value;
  }

  @SuppressWarnings("ReferenceEquality") // see facts
  private List<?> elements(List<?> list, int most) {
    if (list.isEmpty() || !(list.get(0) instanceof Record)) return list;
    List<Record> kept = new ArrayList<>();
    boolean cut = false;
    for (Object element : list) {
      Record whole = (Record) element;
      Record inner = facts(whole, most);
      kept.add(inner);
      cut |= inner != whole;
    }
    return cut ? kept : list;
  }

  private <T> List<T> shortened(String name, List<T> list, int most) {
    if (list.size() <= most) return list;
    lengths.putIfAbsent(name, list.size());
    return list.subList(0, most);
  }
}
