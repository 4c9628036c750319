package dev.oopsight.siem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.incident.Alert;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.Kind;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert in Prometheus' words. Labels say what it is, and stay while it goes on, but for the
 * severity; annotations say more of it.
 *
 * <pre>{@code
 * {"id":"…","status":"firing","news":true,"labels":{"alertname":"KernelOomKill","host":"web1",…},
 *  "annotations":{"summary":"…",…},"startsAt":"…","endsAt":"…","updatedAt":"…","generatorURL":"…"}
 * }</pre>
 *
 * <p>Units: moments are RFC 3339 in UTC. Texts are cut to {@value #LONGEST} characters.
 *
 * <p>Errors: {@link #read} is empty for what we did not write.
 *
 * <p>Source: Alertmanager's api/v2/openapi.yaml ({@code postableAlert}); prometheus/common,
 * model/signature.go (fingerprints).
 *
 * @param id of the incident that opened it
 * @param firing or resolved
 * @param news whether people should hear of it
 * @param endsAt when it ends if nothing more occurs, or did end
 * @param link to the page, where a site has named its URL
 */
public record AlertMessage(
    String id,
    boolean firing,
    boolean news,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    Instant startsAt,
    Instant endsAt,
    Instant updatedAt,
    Optional<String> link) {

  static final int LONGEST = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final byte SEPARATOR = (byte) 0xff;

  public AlertMessage {
    requireNonNull(id);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    requireNonNull(startsAt);
    requireNonNull(endsAt);
    requireNonNull(updatedAt);
    requireNonNull(link);
  }

  /**
   * The message of an alert.
   *
   * @param publicUrl of the page, without a slash at its end
   */
  public static AlertMessage of(Alert alert, Optional<String> publicUrl) {
    KernelIncident newest = alert.newest();
    return new AlertMessage(
        alert.id().toString(),
        alert.firing(),
        alert.news(),
        labels(newest),
        annotations(newest),
        alert.since(),
        alert.until(),
        alert.updatedAt(),
        publicUrl.map(url -> url + "/#/incident/" + newest.id()));
  }

  private static SortedMap<String, String> labels(KernelIncident incident) {
    SortedMap<String, String> labels = new TreeMap<>();
    put(labels, "alertname", name(incident.trace().kind()));
    put(labels, "host", incident.host().value());
    put(labels, "kind", incident.trace().kind().id());
    put(labels, "severity", incident.severity().id());
    put(labels, "fingerprint", incident.fingerprints().site().toString());
    Optional<Frame> guilty = incident.trace().guilty();
    guilty.ifPresent(frame -> put(labels, "function", frame.function()));
    guilty.flatMap(Frame::module).ifPresent(module -> put(labels, "module", module));
    return labels;
  }

  private static SortedMap<String, String> annotations(KernelIncident incident) {
    SortedMap<String, String> annotations = new TreeMap<>();
    put(annotations, "summary", incident.trace().title() + " on " + incident.host());
    put(annotations, "description", Siem.reason(incident));
    put(annotations, "incident", incident.id().toString());
    put(annotations, "count", Long.toString(Siem.count(incident)));
    put(annotations, "last_at", incident.lastAt().at().toString());
    incident
        .trace()
        .kernel()
        .map(KernelRelease::text)
        .ifPresent(text -> put(annotations, "kernel", text));
    Siem.likeliest(incident).map(Finding::rule).ifPresent(rule -> put(annotations, "rule", rule));
    Siem.link(incident).ifPresent(url -> put(annotations, "runbook_url", url));
    return annotations;
  }

  private static void put(Map<String, String> all, String name, String value) {
    all.put(name, Clipped.to(LONGEST, value));
  }

  /** {@code KernelOomKill}: as alerts are named. */
  private static String name(Kind kind) {
    StringBuilder name = new StringBuilder("Kernel");
    for (String word : kind.id().split("_")) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString();
  }

  /** Alertmanager's fingerprint of the labels: 16 hexadecimal digits. */
  public String fingerprint() {
    long hash = FNV_OFFSET;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      hash = add(add(hash, label.getKey()), label.getValue());
    }
    return String.format("%016x", hash);
  }

  private static long add(long hash, String text) {
    long sum = hash;
    for (byte b : text.getBytes(UTF_8)) sum = (sum ^ (b & 0xff)) * FNV_PRIME;
    return (sum ^ (SEPARATOR & 0xff)) * FNV_PRIME;
  }

  /** The same, over by then. */
  public AlertMessage resolvedAt(Instant at) {
    return new AlertMessage(id, false, true, labels, annotations, startsAt, at, at, link);
  }

  /** On one line. */
  public String toJson() {
    return JsonFields.object(
        json -> {
          json.text("id", id);
          json.text("status", status());
          json.truth("news", news);
          json.object("labels", set -> labels.forEach(set::text));
          json.object("annotations", set -> annotations.forEach(set::text));
          json.moment("startsAt", startsAt);
          json.moment("endsAt", endsAt);
          json.moment("updatedAt", updatedAt);
          json.text("generatorURL", link);
        });
  }

  /** As Alertmanager's API takes it, on one line. */
  public String toPostable() {
    return JsonFields.object(
        json -> {
          json.object("labels", set -> labels.forEach(set::text));
          json.object("annotations", set -> annotations.forEach(set::text));
          json.moment("startsAt", startsAt);
          json.moment("endsAt", endsAt);
          json.text("generatorURL", link);
        });
  }

  /** {@code firing} or {@code resolved}. */
  public String status() {
    return firing ? "firing" : "resolved";
  }

  /** Reads what {@link #toJson} writes. */
  public static Optional<AlertMessage> read(byte[] json) {
    try {
      JsonNode read = JSON.readTree(json);
      return Optional.of(
          new AlertMessage(
              text(read, "id"),
              text(read, "status").equals("firing"),
              read.path("news").asBoolean(),
              texts(read.path("labels")),
              texts(read.path("annotations")),
              Instant.parse(text(read, "startsAt")),
              Instant.parse(text(read, "endsAt")),
              Instant.parse(text(read, "updatedAt")),
              Optional.ofNullable(read.path("generatorURL").textValue())));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode json, String name) {
    String text = json.path(name).textValue();
    if (text == null) throw new IllegalArgumentException(name + " is missing");
    return text;
  }

  private static SortedMap<String, String> texts(JsonNode object) {
    SortedMap<String, String> all = new TreeMap<>();
    object.properties().forEach(field -> all.put(field.getKey(), field.getValue().asText()));
    return all;
  }
}
