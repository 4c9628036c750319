package dev.oopsight.siem;

import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.Remedy;
import dev.oopsight.diagnosis.Severity;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.IncidentClass;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An incident as a Detection Finding of the Open Cybersecurity Schema Framework.
 *
 * <p>Shape: one JSON object on one line, the same for the same incident. {@code finding_info.uid}
 * is the incident's id, {@code metadata.uid} that of the revision. Findings are mutable: the first
 * revision creates one, later ones update it. No class of OCSF means that a kernel failed, hence
 * {@code finding_info.types}; what no attribute holds stands under {@code unmapped}.
 *
 * <p>Units: times are milliseconds since 1970; sizes are bytes.
 *
 * <p>Source: OCSF 1.6.0, class detection_finding (2004) and its objects. Its {@code status} is set
 * by who works on the finding, so it is not written.
 */
final class OcsfFinding {

  static final String OCSF_VERSION = "1.6.0";

  private static final int CATEGORY_FINDINGS = 2;
  private static final int CLASS_DETECTION_FINDING = 2004;
  private static final int CREATE = 1;
  private static final int UPDATE = 2;
  private static final int ANALYTIC_RULE = 1;
  private static final int DEVICE_UNKNOWN = 0;
  private static final int OS_LINUX = 200;
  private static final int OBSERVABLE_HOSTNAME = 1;
  private static final int ROLE_AFFECTED = 3;

  private final KernelIncident incident;
  private final KernelTrace trace;
  private final List<Finding> findings;
  private final Optional<Finding> likeliest;
  private final JsonFields json;

  private OcsfFinding(KernelIncident incident, JsonFields json) {
    this.incident = incident;
    this.trace = incident.trace();
    this.findings = incident.diagnosis().findings();
    this.likeliest = findings.stream().findFirst();
    this.json = json;
  }

  /** The event, without a newline. */
  static String toJson(KernelIncident incident) {
    return JsonFields.object(json -> new OcsfFinding(incident, json).write());
  }

  private void write() {
    classification();
    json.number("time", Siem.millis(incident.firstAt()));
    json.number("start_time", Siem.millis(incident.firstAt()));
    json.number("end_time", Siem.millis(incident.lastAt()));
    json.number("count", Siem.count(incident));
    json.text("message", incident.host() + ": " + trace.title());
    severity(incident.severity());
    confidence();
    boolean fault = trace.kind().incidentClass() == IncidentClass.FAULT;
    json.truth("is_alert", fault);
    json.object("metadata", j -> metadata());
    json.object("finding_info", j -> info());
    json.object("device", j -> device());
    json.objects("resources", List.of(incident), i -> resource());
    json.objects("evidences", List.of(incident), i -> evidence());
    remediation();
    json.objects("observables", List.of(incident), i -> observable());
    json.text("raw_data", incident.text().text());
    json.number("raw_data_size", incident.text().bytes());
    json.object("unmapped", u -> u.object("kernel", k -> new KernelFields(incident, k).write()));
  }

  private void classification() {
    boolean created = incident.change() == KernelIncident.Change.OPENED;
    int activity = created ? CREATE : UPDATE;
    String name = created ? "Create" : "Update";
    json.number("activity_id", activity);
    json.text("activity_name", name);
    json.number("category_uid", CATEGORY_FINDINGS);
    json.text("category_name", "Findings");
    json.number("class_uid", CLASS_DETECTION_FINDING);
    json.text("class_name", "Detection Finding");
    json.number("type_uid", CLASS_DETECTION_FINDING * 100L + activity);
    json.text("type_name", "Detection Finding: " + name);
  }

  private void severity(Severity severity) {
    int id =
        switch (severity) {
          case INFO -> 1;
          case LOW -> 2;
          case MEDIUM -> 3;
          case HIGH -> 4;
          case CRITICAL -> 5;
        };
    String caption = captionOf(severity);
    json.number("severity_id", id);
    json.text("severity", severity == Severity.INFO ? "Informational" : caption);
    // Levels of risk begin one lower: there is none for what is unknown.
    json.number("risk_level_id", id - 1);
    json.text("risk_level", caption);
    json.number("risk_score", Siem.risk(severity));
  }

  private static String captionOf(Severity severity) {
    String id = severity.id();
    return Character.toUpperCase(id.charAt(0)) + id.substring(1);
  }

  /** How sure the likeliest explanation is, by its odds; unknown where no rule applies. */
  private void confidence() {
    double odds = likeliest.map(Finding::score).orElse(0.0);
    int id = odds >= 10 ? 3 : odds >= 3 ? 2 : odds > 0 ? 1 : 0;
    json.number("confidence_id", id);
    json.text("confidence", List.of("Unknown", "Low", "Medium", "High").get(id));
    if (odds > 0) json.number("confidence_score", Math.round(100 * odds / (1 + odds)));
  }

  private void metadata() {
    json.text("version", OCSF_VERSION);
    json.object(
        "product",
        p -> {
          p.text("name", Siem.PRODUCT);
          p.text("vendor_name", Siem.VENDOR);
        });
    json.text("uid", incident.id() + ":" + incident.revision());
    json.text("correlation_uid", incident.id().toString());
    json.number("sequence", incident.revision());
    json.text("event_code", Siem.code(incident));
    json.text("log_name", "kernel");
    json.text("log_provider", incident.source().format());
  }

  private void info() {
    json.text("uid", incident.id().toString());
    json.text("title", trace.title());
    json.text("desc", likeliest.map(Finding::explanation));
    json.texts("types", List.of("kernel_" + trace.kind().incidentClass().id(), trace.kind().id()));
    json.number("first_seen_time", Siem.millis(incident.firstAt()));
    json.number("last_seen_time", Siem.millis(incident.lastAt()));
    likeliest.ifPresent(f -> json.object("analytic", a -> analytic(f)));
    json.objects(
        "related_analytics",
        findings.subList(Math.min(1, findings.size()), findings.size()),
        this::analytic);
  }

  private void analytic(Finding finding) {
    json.number("type_id", ANALYTIC_RULE);
    json.text("type", "Rule");
    json.text("uid", finding.rule());
    json.text("name", finding.title());
    json.text("category", finding.classId());
    json.text("version", incident.diagnosis().ruleSet());
  }

  private void device() {
    String host = incident.host().value();
    json.number("type_id", DEVICE_UNKNOWN);
    json.text("type", "Unknown");
    json.text("hostname", host);
    json.text("uid", host);
    json.text("boot_uid", Siem.bootId(incident));
    json.object(
        "os",
        os -> {
          os.text("name", "Linux");
          os.number("type_id", OS_LINUX);
          os.text("type", "Linux");
          os.text("kernel_release", trace.kernel().map(KernelRelease::text));
        });
  }

  private void resource() {
    String host = incident.host().value();
    json.text("uid", host);
    json.text("name", host);
    json.text("hostname", host);
    json.text("type", "host");
    json.number("role_id", ROLE_AFFECTED);
    json.text("role", "Affected");
  }

  /** A process without its pid is none in OCSF; then it is told under {@code data} alone. */
  private void evidence() {
    json.text("name", "kernel trace");
    json.text("uid", incident.fingerprints().site().toString());
    Siem.struck(trace)
        .filter(task -> task.pid().isPresent())
        .ifPresent(
            task ->
                json.object(
                    "process",
                    p -> {
                      p.text("name", task.comm());
                      p.number("pid", task.pid());
                    }));
    json.object(
        "data",
        d -> {
          d.text("header", trace.header());
          d.text("function", trace.guilty().map(Frame::function));
          d.text("module", trace.guilty().flatMap(Frame::module));
          d.text("stack_trace", Siem.stackTrace(trace));
        });
  }

  /** None is advised where the evidence speaks against the likeliest explanation. */
  private void remediation() {
    Optional<Finding> advised = likeliest.filter(f -> f.score() >= 1 && !f.remedies().isEmpty());
    if (advised.isEmpty()) return;
    List<Remedy> remedies = advised.get().remedies();
    json.object(
        "remediation",
        r -> {
          r.text("desc", remedies.stream().map(Remedy::run).collect(Collectors.joining("\n")));
          r.texts("references", advised.get().references());
        });
  }

  private void observable() {
    json.text("name", "device.hostname");
    json.number("type_id", OBSERVABLE_HOSTNAME);
    json.text("type", "Hostname");
    json.text("value", incident.host().value());
  }
}
