package dev.oopsight.siem;

import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Task;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An incident in QRadar's Log Event Extended Format.
 *
 * <pre>{@code
 * LEEF:2.0|Oopsight|Oopsight|1|mem.alloc.atomic.highorder|x09|devTime=…	sev=5	cat=page_allocation_failure	…
 * }</pre>
 *
 * <p>Shape: one line without a syslog header, attributes parted by tabs, the same for the same
 * incident; {@code incidentId} and {@code revision} name it.
 *
 * <p>Units: {@code sev} is 1 to 10.
 *
 * <p>Errors: LEEF escapes nothing. Control characters, the tab among them, become blanks; a pipe in
 * the header becomes a slash; long texts are cut, and end with an ellipsis.
 *
 * <p>Source: IBM QRadar DSM guide, "LEEF event components", "Predefined LEEF event attributes" and
 * "Custom event date format", for LEEF 2.0. A host's name has no attribute that works without its
 * address, so it is the {@code resource}, and has a key of ours.
 */
final class LeefIncident {

  private static final String TIME_FORMAT = "MMM dd yyyy HH:mm:ss.SSS z";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM dd uuuu HH:mm:ss.SSS 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final int LONGEST_EVENT_ID = 255;
  private static final int LONGEST = 4000;

  private final StringBuilder line = new StringBuilder(1024).append("LEEF:2.0|");

  private LeefIncident() {}

  /** The line, without its end. */
  static String line(KernelIncident incident) {
    LeefIncident leef = new LeefIncident();
    leef.header(Siem.VENDOR);
    leef.header(Siem.PRODUCT);
    leef.header(CefIncident.MAPPING);
    leef.header(Clipped.to(LONGEST_EVENT_ID, Siem.code(incident)));
    leef.line.append("x09|");
    leef.attributes(incident);
    return leef.line.toString();
  }

  private void header(String value) {
    line.append(Controls.blanked(value).replace('|', '/')).append('|');
  }

  private void attributes(KernelIncident incident) {
    KernelTrace trace = incident.trace();
    line.append("devTime=").append(TIME.format(incident.lastAt().at()));
    text("devTimeFormat", TIME_FORMAT);
    number("sev", Siem.severityOfTen(incident));
    text("cat", trace.kind().id());
    text("resource", incident.host().value());
    text("hostName", incident.host().value());
    text("incidentId", incident.id().toString());
    number("revision", incident.revision());
    text("action", Siem.action(incident));
    text("title", trace.title());
    text("reason", Siem.reason(incident));
    number("count", Siem.count(incident));
    number("suppressed", incident.suppressed());
    number("riskScore", Siem.risk(incident.severity()));
    text("began", TIME.format(incident.firstAt().at()));
    Optional<Task> struck = Siem.struck(trace);
    text("process", struck.map(Task::comm));
    struck.ifPresent(task -> task.pid().ifPresent(pid -> number("pid", pid)));
    text("function", trace.guilty().map(Frame::function));
    text("module", trace.guilty().flatMap(Frame::module));
    text("kernel", trace.kernel().map(KernelRelease::text));
    text("fingerprint", incident.fingerprints().site().toString());
    text("rule", Siem.likeliest(incident).map(Finding::rule));
    text("url", Siem.link(incident));
    text("config", config(incident));
    text("stack", Siem.stackTrace(trace));
  }

  private static String config(KernelIncident incident) {
    return incident.config().stream().map(LeefIncident::said).collect(Collectors.joining("; "));
  }

  private static String said(Setting setting) {
    return setting.key() + " = " + setting.value();
  }

  private void text(String key, Optional<String> value) {
    value.ifPresent(v -> text(key, v));
  }

  private void text(String key, String value) {
    String whole = Controls.blanked(value).strip();
    if (whole.isEmpty()) return;
    line.append('\t').append(key).append('=').append(Clipped.to(LONGEST, whole));
  }

  private void number(String key, long value) {
    line.append('\t').append(key).append('=').append(value);
  }
}
