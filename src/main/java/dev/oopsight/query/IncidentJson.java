package dev.oopsight.query;

import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.diagnosis.Evidence;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.Remedy;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.EventTime;
import java.time.Instant;
import java.util.Optional;

/**
 * The JSON of an incident: in a list as one flat row, alone as a whole.
 *
 * <p>Units: {@code …_kb} are kB, {@code …_us} microseconds since boot, moments RFC 3339 in UTC;
 * masks and addresses are texts, {@code 0x4020}, since JSON numbers lose bits. What is not known is
 * left out.
 */
public final class IncidentJson {

  private IncidentJson() {}

  /** One flat row, for tables. */
  public static void writeRow(JsonText json, KernelIncident incident) {
    writeRow(json, incident, Instant.MAX);
  }

  /** The same of what had happened by then. */
  static void writeRow(JsonText json, KernelIncident incident, Instant asOf) {
    writeHead(json, incident, asOf);
    TraceJson.writeHead(json, incident.trace());
    Optional<Finding> likeliest = incident.diagnosis().findings().stream().findFirst();
    likeliest.ifPresent(
        finding -> json.text("finding", finding.rule()).text("finding_title", finding.title()));
    json.text("severity", incident.severity().id());
    likeliest.ifPresent(finding -> json.ratio("score", finding.score()));
    json.text("href", "/api/v1/incidents/" + incident.id());
  }

  /** All of it. */
  public static void write(JsonText json, KernelIncident incident) {
    write(json, incident, Instant.MAX);
  }

  /** All of it that had happened by then. */
  static void write(JsonText json, KernelIncident incident, Instant asOf) {
    writeHead(json, incident, asOf);
    json.text("change", incident.change().id());
    incident.firstKernelTime().ifPresent(t -> json.number("first_kernel_time_us", t.micros()));
    json.text("config_basis", incident.configBasis().id())
        .object(
            "fingerprints",
            prints ->
                prints
                    .text("mechanism", incident.fingerprints().mechanism().toString())
                    .text("site", incident.fingerprints().site().toString()))
        .object("trace", trace -> TraceJson.write(trace, incident.trace()))
        .objects("config", incident.config(), IncidentJson::writeSetting);
    writeChanges(json, incident);
    writeDiagnosis(json, incident.diagnosis());
    json.object("source", source -> writeSource(source, incident));
    json.text("text", incident.text().text()).flag("text_cut", incident.text().isCut());
  }

  /** How often it had occurred is not known of a moment between its first time and its last. */
  private static void writeHead(JsonText json, KernelIncident incident, Instant asOf) {
    boolean counted = !incident.lastAt().at().isAfter(asOf);
    json.text("id", incident.id().toString())
        .number("revision", incident.revision())
        .text("host", incident.host().value())
        .text("boot", incident.boot().value())
        .moment("first_at", incident.firstAt().at());
    if (counted) json.moment("last_at", incident.lastAt().at());
    json.text("time_quality", quality(incident.firstAt()));
    if (counted) {
      json.number("printed", incident.printed()).number("suppressed", incident.suppressed());
    }
  }

  private static String quality(EventTime time) {
    return time.quality().name().toLowerCase(java.util.Locale.ROOT);
  }

  /** One setting as a flat row. */
  static void writeSetting(JsonText json, Setting setting) {
    json.text("key", setting.key())
        .text("value", setting.value())
        .moment("since", setting.since())
        .moment("confirmed_at", setting.confirmedAt())
        .flag("stale", setting.stale());
  }

  /** What changed on the host shortly before. */
  public static void writeChanges(JsonText json, KernelIncident incident) {
    if (!incident.changedBefore().isEmpty()) {
      json.objects("changed_before", incident.changedBefore(), IncidentJson::writeChange);
    }
    json.moment("booted_at", incident.bootedLately());
  }

  static void writeChange(JsonText json, SettingChange change) {
    json.text("key", change.key())
        .text("before", change.before())
        .text("after", change.after())
        .moment("last_before", change.lastBefore())
        .moment("first_after", change.firstAfter());
  }

  static void writeDiagnosis(JsonText json, Diagnosis diagnosis) {
    json.objects("findings", diagnosis.findings(), IncidentJson::writeFinding)
        .texts("consulted", diagnosis.consulted())
        .text("rule_set", diagnosis.ruleSet());
  }

  private static void writeFinding(JsonText json, Finding finding) {
    json.text("rule", finding.rule())
        .text("class", finding.classId())
        .text("title", finding.title())
        .text("severity", finding.severity().id())
        .ratio("score", finding.score())
        .text("explanation", finding.explanation())
        .objects("for", finding.evidenceFor(), IncidentJson::writeEvidence)
        .objects("against", finding.evidenceAgainst(), IncidentJson::writeEvidence)
        .objects(
            "missing",
            finding.missing(),
            (row, missing) -> row.text("what", missing.what()).text("command", missing.command()))
        .objects("remedies", finding.remedies(), IncidentJson::writeRemedy)
        .texts("references", finding.references());
  }

  static void writeRemedy(JsonText json, Remedy remedy) {
    json.text("run", remedy.run()).text("cost", remedy.cost()).text("undo", remedy.undo());
  }

  private static void writeEvidence(JsonText json, Evidence evidence) {
    json.text("weight", evidence.weight().id()).text("says", evidence.says());
  }

  private static void writeSource(JsonText json, KernelIncident incident) {
    json.text("format", incident.source().format());
    incident
        .source()
        .position()
        .ifPresent(
            at ->
                json.text("topic", at.topic())
                    .number("partition", at.partition())
                    .number("offset", at.offset()));
  }
}
