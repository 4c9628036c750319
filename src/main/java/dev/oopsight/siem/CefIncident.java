package dev.oopsight.siem;

import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import java.util.stream.Collectors;

/**
 * An incident in ArcSight's Common Event Format.
 *
 * <pre>{@code
 * CEF:0|Oopsight|Oopsight|1|mem.alloc.atomic.highorder|page allocation failure|5|start=1245938588822 … dvchost=web1
 * }</pre>
 *
 * <p>Shape: one line without a syslog header, the same for the same incident; {@code externalId} is
 * the incident's id, {@code cn1} the revision. Keys are those of the dictionary for producers.
 *
 * <p>Units: times are milliseconds since 1970; severity is 0 to 10, 4 to 6 medium, 7 and 8 high.
 *
 * <p>Errors: what is longer than the dictionary allows is cut, and ends with an ellipsis. Line ends
 * are escaped; other control characters become blanks.
 *
 * <p>Source: ArcSight Common Event Format, implementation standard, document version 27, for CEF
 * 0.1: header fields, character encoding, extension dictionary.
 */
final class CefIncident {

  /** Of the mapping, so that whoever parses it hears of a change; not of the program. */
  static final String MAPPING = "1";

  private final KernelIncident incident;
  private final KernelTrace trace;
  private final CefLine line;

  private CefIncident(KernelIncident incident) {
    this.incident = incident;
    this.trace = incident.trace();
    this.line =
        new CefLine(
            Siem.VENDOR,
            Siem.PRODUCT,
            MAPPING,
            Siem.code(incident),
            trace.kind().words(),
            Siem.severityOfTen(incident));
  }

  /** The line, without its end. */
  static String line(KernelIncident incident) {
    return new CefIncident(incident).write();
  }

  private String write() {
    line.number("start", Siem.millis(incident.firstAt()));
    line.number("end", Siem.millis(incident.lastAt()));
    line.number("rt", Siem.millis(incident.lastAt()));
    line.text("dvchost", 100, incident.host().value());
    line.text("deviceExternalId", 255, incident.host().value());
    line.text("deviceFacility", 1023, "kern");
    line.text("externalId", 40, incident.id().toString());
    line.text("act", 63, Siem.action(incident));
    line.text("cat", 1023, "kernel/" + trace.kind().incidentClass().id());
    line.number("cnt", Siem.count(incident));
    Siem.struck(trace)
        .ifPresent(
            task -> {
              line.text("dproc", 1023, task.comm());
              task.pid().ifPresent(pid -> line.number("dpid", pid));
            });
    line.text("msg", 1023, trace.title());
    line.text("reason", 1023, Siem.reason(incident));
    line.custom("cn1", "revision", incident.revision());
    line.custom("cn2", "suppressed", incident.suppressed());
    line.custom("cn3", "riskScore", Siem.risk(incident.severity()));
    line.custom("cs1", "fingerprint", incident.fingerprints().site().toString());
    trace.guilty().ifPresent(f -> line.custom("cs2", "function", guilty(f)));
    Siem.likeliest(incident).map(Finding::rule).ifPresent(r -> line.custom("cs3", "rule", r));
    line.custom("cs4", "config", config());
    trace.kernel().map(KernelRelease::text).ifPresent(k -> line.custom("cs5", "kernel", k));
    Siem.stackTrace(trace).ifPresent(s -> line.custom("cs6", "stackTrace", s));
    return line.toString();
  }

  private static String guilty(Frame frame) {
    return frame.module().map(m -> frame.function() + " [" + m + "]").orElse(frame.function());
  }

  private String config() {
    return incident.config().stream().map(CefIncident::said).collect(Collectors.joining("\n"));
  }

  private static String said(Setting setting) {
    return setting.key() + " = " + setting.value() + (setting.stale() ? " (stale)" : "");
  }
}
