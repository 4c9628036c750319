package dev.oopsight.siem;

import dev.oopsight.log.Source;
import dev.oopsight.parse.Reason;
import java.time.Instant;
import java.util.List;

/**
 * A piece of input that was refused, as one document of the Elastic Common Schema.
 *
 * <p>Shape: one JSON object on one line. {@code event.id} is where the piece lies, so that input
 * read again gives the same; its bytes are in the dead letters.
 *
 * <p>Source: Elastic Common Schema 9.4.0, {@code event.kind} {@code pipeline_error}.
 *
 * @param reason why
 * @param excerpt of the piece, for a human
 * @param position the record it came in
 * @param from index of its first byte in that record
 * @param bytes of the piece
 * @param at when it was read, by our clock
 */
public record EcsRefusal(
    Reason reason, String excerpt, Source.Position position, int from, long bytes, Instant at) {

  /** {@code kernel.log-3-4711-0}: topic, partition, offset, byte. */
  public String id() {
    return "%s-%d-%d-%d".formatted(position.topic(), position.partition(), position.offset(), from);
  }

  /** The document, without a newline. */
  public String toJson() {
    return JsonFields.object(this::write);
  }

  private void write(JsonFields json) {
    json.moment("@timestamp", at);
    json.object("ecs", j -> j.text("version", EcsIncident.ECS_VERSION));
    json.text("message", "refused: " + reason.advice());
    json.object("event", this::event);
    json.object(
        "error",
        e -> {
          e.text("type", reason.label());
          e.text("message", reason.advice());
        });
    json.object("observer", o -> EcsIncident.observer(o, "kernel-incidents"));
    json.object("kernel", k -> k.object("source", this::source));
  }

  private void event(JsonFields json) {
    json.text("id", id());
    json.text("kind", "pipeline_error");
    json.texts("type", List.of("error"));
    json.text("action", "input-refused");
    json.text("code", "oopsight.refusal." + reason.label());
    json.text("module", "oopsight");
    json.text("dataset", "oopsight.refusal");
    json.text("outcome", "failure");
    json.text("reason", reason.advice());
    json.text("original", excerpt);
  }

  private void source(JsonFields json) {
    json.text("topic", position.topic());
    json.number("partition", position.partition());
    json.number("offset", position.offset());
    json.number("position", from);
    json.number("bytes", bytes);
  }
}
