package dev.oopsight.siem;

import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.Severity;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.IncidentClass;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.OomVictim;
import dev.oopsight.trace.Task;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An incident as one document of the Elastic Common Schema.
 *
 * <p>Shape: one JSON object on one line, the same for the same incident. {@code event.id} is the
 * incident's id and {@code event.sequence} its revision, so that an index keeps the newest. What
 * ECS has no field for stands under {@code kernel}.
 *
 * <p>Units: times are ISO 8601 in UTC, {@code host.uptime} is in seconds, other numbers carry their
 * unit in the name.
 *
 * <p>Source: Elastic Common Schema 9.4.0, field reference and the allowed values of {@code
 * event.kind}, {@code event.category} and {@code event.type}; what is written here is the same in
 * 8.11. There is no category for kernels, and {@code host} does not take the type {@code error}:
 * hence {@code host} and {@code info}.
 */
public final class EcsIncident {

  /** Longer keywords are kept by an index, and found by no search. */
  static final int LONGEST_KEYWORD = 1024;

  static final String ECS_VERSION = "9.4.0";

  private static final Set<Kind> OF_THE_NETWORK =
      EnumSet.of(
          Kind.NETDEV_WATCHDOG,
          Kind.UNREGISTER_NETDEVICE,
          Kind.TX_HANG,
          Kind.CONNTRACK_FULL,
          Kind.NEIGHBOUR_TABLE_OVERFLOW,
          Kind.SYN_FLOOD,
          Kind.TCP_MEMORY,
          Kind.LINK_DOWN,
          Kind.LINK_UP,
          Kind.MARTIAN_SOURCE,
          Kind.PROMISCUOUS_MODE);

  private static final Pattern BOOT_ID =
      Pattern.compile("([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})");

  private final KernelIncident incident;
  private final KernelTrace trace;
  private final Optional<Finding> likeliest;
  private final JsonFields json;

  private EcsIncident(KernelIncident incident, JsonFields json) {
    this.incident = incident;
    this.trace = incident.trace();
    this.likeliest = incident.diagnosis().findings().stream().findFirst();
    this.json = json;
  }

  /** The document, without a newline. */
  public static String toJson(KernelIncident incident) {
    return JsonFields.object(json -> new EcsIncident(incident, json).write());
  }

  private void write() {
    json.moment("@timestamp", incident.firstAt().at());
    json.object("ecs", j -> j.text("version", ECS_VERSION));
    json.text("message", incident.host() + ": " + trace.title());
    json.object("event", j -> event());
    json.object("host", j -> host());
    json.object("log", j -> log());
    json.object("error", j -> error());
    process().ifPresent(task -> json.object("process", j -> task(j, task)));
    likeliest.ifPresent(f -> json.object("rule", j -> rule(f)));
    json.object("related", j -> j.texts("hosts", List.of(incident.host().value())));
    json.object("observer", j -> observer());
    json.object("kernel", j -> new KernelFields(incident, j).write());
  }

  private void event() {
    json.text("id", incident.id().toString());
    json.number("sequence", incident.revision());
    json.text("kind", trace.kind().incidentClass() == IncidentClass.FAULT ? "alert" : "event");
    json.texts("category", categories());
    json.texts("type", List.of("info"));
    json.text(
        "action",
        incident.change() == KernelIncident.Change.OPENED
            ? "kernel-incident-opened"
            : "kernel-incident-updated");
    json.text("code", likeliest.map(Finding::classId).orElse(trace.kind().id()));
    json.text("provider", "kernel");
    json.text("module", "oopsight");
    json.text("dataset", "kernel.incident");
    json.moment("start", incident.firstAt().at());
    json.moment("end", incident.lastAt().at());
    severity(incident.severity());
    json.text("reason", Clipped.to(LONGEST_KEYWORD, reason()));
    json.text("reference", link());
    json.text("original", incident.text().text());
  }

  private String reason() {
    return likeliest.map(Finding::explanation).orElse(trace.title());
  }

  private List<String> categories() {
    List<String> categories = new ArrayList<>(List.of("host"));
    if (trace.guilty().flatMap(Frame::module).isPresent()) categories.add("driver");
    boolean ofTheNetwork =
        OF_THE_NETWORK.contains(trace.kind())
            || likeliest.filter(f -> f.classId().startsWith("net.")).isPresent();
    if (ofTheNetwork) categories.add("network");
    return categories;
  }

  /** 1 to 100: low, medium, high and critical as in Elastic's own detection rules. */
  private void severity(Severity severity) {
    int risk =
        switch (severity) {
          case INFO -> 1;
          case LOW -> 21;
          case MEDIUM -> 47;
          case HIGH -> 73;
          case CRITICAL -> 99;
        };
    json.number("severity", risk);
    json.fraction("risk_score", risk);
  }

  /** ECS wants a URL here; other references stand with their finding. */
  private Optional<String> link() {
    return likeliest.stream()
        .flatMap(f -> f.references().stream())
        .filter(r -> r.startsWith("https://") || r.startsWith("http://"))
        .findFirst();
  }

  private void host() {
    String host = incident.host().value();
    json.text("id", host);
    json.text("name", host);
    json.text("hostname", host);
    bootId().ifPresent(id -> json.object("boot", j -> j.text("id", id)));
    incident.firstKernelTime().ifPresent(t -> json.number("uptime", t.micros() / 1_000_000));
    json.object(
        "os",
        j -> {
          j.text("type", "linux");
          j.text("kernel", trace.kernel().map(KernelRelease::text));
        });
  }

  /** As the kernel prints it, with dashes; a boot known by its beginning alone has none. */
  private Optional<String> bootId() {
    var id = BOOT_ID.matcher(incident.boot().value());
    return id.matches() ? Optional.of(id.replaceFirst("$1-$2-$3-$4-$5")) : Optional.empty();
  }

  private void log() {
    json.object(
        "syslog",
        s ->
            s.object(
                "facility",
                f -> {
                  f.number("code", 0);
                  f.text("name", "kern");
                }));
    Optional<Detail.Assertion> check =
        trace.detail() instanceof Detail.Assertion a ? Optional.of(a) : Optional.empty();
    Optional<String> file = check.flatMap(Detail.Assertion::file);
    if (trace.guilty().isEmpty() && file.isEmpty()) return;
    json.object(
        "origin",
        o -> {
          o.text("function", trace.guilty().map(Frame::function));
          if (file.isEmpty()) return;
          o.object(
              "file",
              f -> {
                f.text("name", file);
                f.number("line", check.get().line());
              });
        });
  }

  private void error() {
    json.text("type", trace.kind().id());
    json.text("message", trace.header());
    if (trace.detail() instanceof Detail.Fault fault && fault.errorCode().isPresent()) {
      json.text("code", "%04x".formatted(fault.errorCode().get().bits()));
    }
    if (!trace.frames().isEmpty()) {
      json.text(
          "stack_trace",
          trace.frames().stream().map(EcsIncident::line).collect(Collectors.joining("\n")));
    }
  }

  private static String line(Frame frame) {
    return (frame.reliable() ? "" : "? ") + StackText.location(frame);
  }

  /** Whom it struck; the task that an interrupt ran on top of is named under {@code kernel}. */
  private Optional<Task> process() {
    if (trace.detail() instanceof Detail.OomKill kill) return kill.victim().map(OomVictim::task);
    return Facts.interrupted(trace) ? Optional.empty() : trace.task();
  }

  private static void task(JsonFields json, Task task) {
    json.text("name", task.comm());
    json.number("pid", task.pid());
  }

  private void rule(Finding finding) {
    json.text("id", finding.rule());
    json.text("name", finding.title());
    json.text("category", finding.classId());
    json.text("ruleset", incident.diagnosis().ruleSet());
    json.text("reference", link());
  }

  private void observer() {
    json.text("vendor", "Oopsight");
    json.text("product", "Oopsight");
    json.text("type", "kernel-incidents");
  }
}
