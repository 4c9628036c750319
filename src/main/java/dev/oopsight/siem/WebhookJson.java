package dev.oopsight.siem;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Alertmanager sends to webhooks, version 4: a group of one alert.
 *
 * <p>Shape: {@code groupKey} and {@code groupLabels} are those of the alert but its severity, which
 * may change while it goes on.
 *
 * <p>Source: Prometheus documentation, alerting/configuration, {@code webhook_config};
 * Alertmanager's notify/webhook/webhook.go and template/template.go.
 */
public final class WebhookJson {

  /** Go's zero time: Alertmanager says so of what has not ended. */
  private static final String NOT_ENDED = "0001-01-01T00:00:00Z";

  private static final List<String> GROUP = List.of("alertname", "fingerprint", "host");

  private WebhookJson() {}

  /** On one line. */
  public static String of(AlertMessage alert, Optional<String> publicUrl) {
    SortedMap<String, String> group = new TreeMap<>(alert.labels());
    group.keySet().retainAll(GROUP);
    return JsonFields.object(
        json -> {
          json.text("version", "4");
          json.text("groupKey", "{}:" + key(group));
          json.number("truncatedAlerts", 0);
          json.text("status", alert.status());
          json.text("receiver", "oopsight");
          json.object("groupLabels", set -> group.forEach(set::text));
          json.object("commonLabels", set -> alert.labels().forEach(set::text));
          json.object("commonAnnotations", set -> alert.annotations().forEach(set::text));
          json.text("externalURL", publicUrl.orElse(""));
          json.objects("alerts", List.of(alert), one -> write(json, one));
        });
  }

  private static void write(JsonFields json, AlertMessage alert) {
    json.text("status", alert.status());
    json.object("labels", set -> alert.labels().forEach(set::text));
    json.object("annotations", set -> alert.annotations().forEach(set::text));
    json.moment("startsAt", alert.startsAt());
    json.text("endsAt", alert.firing() ? NOT_ENDED : alert.endsAt().toString());
    json.text("generatorURL", alert.link().orElse(""));
    json.text("fingerprint", alert.fingerprint());
  }

  /** {@code {alertname="KernelPanic", host="web1"}}. */
  private static String key(SortedMap<String, String> labels) {
    StringBuilder key = new StringBuilder("{");
    labels.forEach(
        (name, value) -> {
          if (key.length() > 1) key.append(", ");
          key.append(name).append("=\"");
          key.append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        });
    return key.append('}').toString();
  }
}
