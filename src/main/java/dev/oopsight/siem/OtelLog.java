package dev.oopsight.siem;

import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.Severity;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An incident as a log record of OpenTelemetry.
 *
 * <p>Shape: an OTLP request in JSON with one record, on one line, the same for the same incident;
 * {@code log.record.uid} is the incident's id and revision. The resource is the host's kernel.
 *
 * <p>Units: times are nanoseconds since 1970, written as text like all 64-bit integers. There is no
 * observed time: whoever receives a record knows when.
 *
 * <p>Source: OpenTelemetry protocol, logs/v1/logs.proto and its JSON encoding; log data model,
 * severity numbers; semantic conventions for {@code exception}, {@code host}, {@code os}, {@code
 * process}, {@code code} and {@code log.record}.
 */
final class OtelLog {

  /** Beyond it an unsigned 64-bit count of nanoseconds ends: the year 2554. */
  private static final long LAST_SECOND = 18_446_744_072L;

  /** A name and its value, as one of OTLP's typed values. */
  private record Attribute(String key, String type, String value) {}

  private final List<Attribute> attributes = new ArrayList<>();

  private OtelLog() {}

  /** The request, without a newline. */
  static String toJson(KernelIncident incident) {
    List<KernelIncident> one = List.of(incident);
    return JsonFields.object(
        json ->
            json.objects(
                "resourceLogs",
                one,
                i -> {
                  json.object("resource", r -> write(r, resource(incident)));
                  json.objects("scopeLogs", one, scope -> scope(json, incident));
                }));
  }

  private static void scope(JsonFields json, KernelIncident incident) {
    json.object("scope", s -> s.text("name", "oopsight"));
    json.objects("logRecords", List.of(incident), i -> record(json, incident));
  }

  private static void record(JsonFields json, KernelIncident incident) {
    json.text("timeUnixNano", nanos(incident.firstAt().at()));
    json.number("severityNumber", severity(incident.severity()));
    json.text("severityText", incident.severity().id());
    json.text("eventName", "kernel.incident");
    json.object(
        "body", b -> b.text("stringValue", incident.host() + ": " + incident.trace().title()));
    write(json, attributes(incident));
  }

  private static void write(JsonFields json, List<Attribute> attributes) {
    json.objects(
        "attributes",
        attributes,
        a -> {
          json.text("key", a.key());
          json.object("value", v -> v.text(a.type(), a.value()));
        });
  }

  private static List<Attribute> resource(KernelIncident incident) {
    OtelLog log = new OtelLog();
    log.text("service.name", "kernel");
    log.text("host.id", incident.host().value());
    log.text("host.name", incident.host().value());
    log.text("os.type", "linux");
    log.text("os.version", incident.trace().kernel().map(KernelRelease::text));
    return log.attributes;
  }

  private static List<Attribute> attributes(KernelIncident incident) {
    KernelTrace trace = incident.trace();
    OtelLog log = new OtelLog();
    log.text("log.record.uid", incident.id() + ":" + incident.revision());
    log.text("log.record.original", incident.text().text());
    log.text("exception.type", trace.kind().id());
    log.text("exception.message", trace.header());
    log.text("exception.stacktrace", Siem.stackTrace(trace));
    log.text("code.function.name", trace.guilty().map(Frame::function));
    Optional<Task> struck = Siem.struck(trace);
    log.text("process.executable.name", struck.map(Task::comm));
    struck.ifPresent(task -> task.pid().ifPresent(pid -> log.number("process.pid", pid)));
    log.text("kernel.incident.id", incident.id().toString());
    log.number("kernel.incident.revision", incident.revision());
    log.text("kernel.incident.change", incident.change().id());
    log.text("kernel.incident.class", trace.kind().incidentClass().id());
    log.number("kernel.incident.count", Siem.count(incident));
    log.number("kernel.incident.suppressed", incident.suppressed());
    log.number("kernel.incident.risk_score", Siem.risk(incident.severity()));
    log.text("kernel.incident.reason", Siem.reason(incident));
    log.text("kernel.incident.reference", Siem.link(incident));
    log.text("kernel.rule.id", Siem.likeliest(incident).map(Finding::rule));
    log.text("kernel.rule.class", Siem.likeliest(incident).map(Finding::classId));
    log.text("kernel.module", trace.guilty().flatMap(Frame::module));
    log.text("kernel.taint", trace.taint().map(Taint::letters));
    log.text("kernel.fingerprint.mechanism", incident.fingerprints().mechanism().toString());
    log.text("kernel.fingerprint.site", incident.fingerprints().site().toString());
    return log.attributes;
  }

  private void text(String key, String value) {
    attributes.add(new Attribute(key, "stringValue", value));
  }

  private void text(String key, Optional<String> value) {
    value.ifPresent(v -> text(key, v));
  }

  private void number(String key, long value) {
    attributes.add(new Attribute(key, "intValue", Long.toString(value)));
  }

  /** 0 says that the time is not known. */
  private static String nanos(Instant at) {
    long seconds = at.getEpochSecond();
    if (seconds < 0 || seconds > LAST_SECOND) return "0";
    return seconds == 0
        ? Integer.toString(at.getNano())
        : "%d%09d".formatted(seconds, at.getNano());
  }

  private static int severity(Severity severity) {
    return switch (severity) {
      case INFO -> 9; // INFO
      case LOW -> 13; // WARN
      case MEDIUM -> 17; // ERROR
      case HIGH -> 19; // ERROR3
      case CRITICAL -> 21; // FATAL
    };
  }
}
