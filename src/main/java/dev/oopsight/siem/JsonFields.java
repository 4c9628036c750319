package dev.oopsight.siem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Writes a JSON object field by field; what is absent is left out. Escaping is Jackson's, here and
 * nowhere else.
 */
final class JsonFields {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  private JsonFields(JsonGenerator json) {
    this.json = json;
  }

  /** One object on one line. */
  static String object(Consumer<JsonFields> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.accept(new JsonFields(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  void text(String name, String value) {
    write(() -> json.writeStringField(name, value));
  }

  void text(String name, Optional<String> value) {
    value.ifPresent(v -> text(name, v));
  }

  void number(String name, long value) {
    write(() -> json.writeNumberField(name, value));
  }

  void number(String name, OptionalLong value) {
    value.ifPresent(v -> number(name, v));
  }

  void number(String name, OptionalInt value) {
    value.ifPresent(v -> number(name, v));
  }

  void fraction(String name, double value) {
    write(() -> json.writeNumberField(name, value));
  }

  void truth(String name, boolean value) {
    write(() -> json.writeBooleanField(name, value));
  }

  /** ISO 8601 in UTC, to the microsecond at best. */
  void moment(String name, Instant value) {
    text(name, value.toString());
  }

  /** Left out where empty. */
  void texts(String name, Collection<String> values) {
    if (values.isEmpty()) return;
    write(
        () -> {
          json.writeArrayFieldStart(name);
          for (String value : values) json.writeString(value);
          json.writeEndArray();
        });
  }

  void object(String name, Consumer<JsonFields> fields) {
    write(
        () -> {
          json.writeObjectFieldStart(name);
          fields.accept(this);
          json.writeEndObject();
        });
  }

  /** An array of objects; left out where empty. */
  <T> void objects(String name, Collection<T> values, Consumer<T> fields) {
    if (values.isEmpty()) return;
    write(
        () -> {
          json.writeArrayFieldStart(name);
          for (T value : values) {
            json.writeStartObject();
            fields.accept(value);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void write(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
