package dev.oopsight.siem;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.config.ConfigChange;
import java.util.List;
import java.util.UUID;

/**
 * A setting that was seen to change, as one document of the Elastic Common Schema.
 *
 * <p>Shape: one JSON object on one line, the same for the same change. It happened between {@code
 * event.start} and {@code event.end}, when it was last seen as before and first as after; {@code
 * @timestamp} is the latter.
 *
 * <p>Source: Elastic Common Schema 9.4.0, categories {@code configuration} and {@code host}, both of
 * which take the type {@code change}.
 */
public final class EcsChange {

  private final ConfigChange change;
  private final JsonFields json;

  private EcsChange(ConfigChange change, JsonFields json) {
    this.change = change;
    this.json = json;
  }

  /** The document, without a newline. */
  public static String toJson(ConfigChange change) {
    return JsonFields.object(json -> new EcsChange(change, json).write());
  }

  /** A UUID, the same for the same change: {@code event.id}, and the record's key. */
  public static String id(ConfigChange change) {
    String name =
        String.join(
            "\n",
            "host.change",
            change.host().value(),
            change.key(),
            change.firstAfter().toString(),
            change.before().map(b -> "=" + b).orElse(""),
            change.after().map(a -> "=" + a).orElse(""));
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }

  private void write() {
    json.moment("@timestamp", change.firstAfter());
    json.object("ecs", j -> j.text("version", EcsIncident.ECS_VERSION));
    json.text("message", message());
    json.object("event", j -> event());
    json.object("host", j -> host());
    json.object("related", j -> j.texts("hosts", List.of(change.host().value())));
    json.object("observer", j -> EcsIncident.observer(j, "kernel-config"));
    json.object("kernel", j -> j.object("setting", s -> setting()));
  }

  private String message() {
    String before = change.before().map(b -> "was " + b).orElse("was not there");
    String after = change.after().map(a -> "is " + a).orElse("is gone");
    return "%s: %s %s, %s".formatted(change.host(), change.key(), before, after);
  }

  private void event() {
    json.text("id", id(change));
    json.text("kind", "event");
    json.texts("category", List.of("configuration", "host"));
    json.texts("type", List.of("change"));
    json.text("action", action(change.key()));
    json.text("code", "host.change");
    json.text("module", "oopsight");
    json.text("dataset", "host.change");
    json.moment("start", change.lastBefore());
    json.moment("end", change.firstAfter());
  }

  private static String action(String key) {
    if (key.startsWith("sysctl:")) return "sysctl-changed";
    if (key.startsWith("nic:") && key.contains(":feature.")) return "offload-changed";
    if (key.equals("kernel:release")) return "kernel-changed";
    return "config-changed";
  }

  private void host() {
    String host = change.host().value();
    json.text("id", host);
    json.text("name", host);
    json.text("hostname", host);
    json.object("os", os -> os.text("type", "linux"));
  }

  private void setting() {
    json.text("key", change.key());
    json.text("before", change.before());
    json.text("after", change.after());
    json.texts("together", change.together());
    json.number("together_count", change.togetherCount());
  }
}
