package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes compact JSON field by field, so that an output changes only where its writer does. An
 * empty optional leaves its field out; moments are RFC 3339 in UTC.
 */
public final class JsonText {

  private static final JsonFactory JSON = new JsonFactory();

  /** Writes one field, or one element, of a structure. */
  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  private final JsonGenerator generator;

  private JsonText(JsonGenerator generator) {
    this.generator = generator;
  }

  /** One object in UTF-8. */
  public static byte[] object(Consumer<JsonText> fields) {
    // By way of characters: half a surrogate pair becomes a question mark there, an exception in
    // bytes.
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartObject();
      fields.accept(new JsonText(generator));
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(UTF_8);
  }

  /** An array of objects in UTF-8. */
  static <T> byte[] array(Iterable<T> values, BiConsumer<JsonText, T> fields) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      JsonText json = new JsonText(generator);
      generator.writeStartArray();
      for (T value : values) {
        generator.writeStartObject();
        fields.accept(json, value);
        generator.writeEndObject();
      }
      generator.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(UTF_8);
  }

  public JsonText text(String name, String value) {
    return write(() -> generator.writeStringField(name, value));
  }

  public JsonText text(String name, Optional<String> value) {
    value.ifPresent(v -> text(name, v));
    return this;
  }

  /** Null where there is none. */
  public JsonText textOrNull(String name, Optional<String> value) {
    return write(() -> generator.writeStringField(name, value.orElse(null)));
  }

  public JsonText moment(String name, Instant value) {
    return text(name, value.toString());
  }

  public JsonText moment(String name, Optional<Instant> value) {
    value.ifPresent(v -> moment(name, v));
    return this;
  }

  public JsonText number(String name, long value) {
    return write(() -> generator.writeNumberField(name, value));
  }

  public JsonText number(String name, OptionalInt value) {
    value.ifPresent(v -> number(name, v));
    return this;
  }

  public JsonText number(String name, OptionalLong value) {
    value.ifPresent(v -> number(name, v));
    return this;
  }

  /** Rounded to three places behind the point. */
  public JsonText ratio(String name, double value) {
    return write(() -> generator.writeNumberField(name, Math.round(value * 1000) / 1000.0));
  }

  /** With all its places: of what may be very small. */
  public JsonText fraction(String name, double value) {
    return write(() -> generator.writeNumberField(name, value));
  }

  public JsonText flag(String name, boolean value) {
    return write(() -> generator.writeBooleanField(name, value));
  }

  public JsonText texts(String name, Collection<String> values) {
    return write(
        () -> {
          generator.writeArrayFieldStart(name);
          for (String value : values) generator.writeString(value);
          generator.writeEndArray();
        });
  }

  public JsonText numbers(String name, Collection<? extends Number> values) {
    return write(
        () -> {
          generator.writeArrayFieldStart(name);
          for (Number value : values) generator.writeNumber(value.longValue());
          generator.writeEndArray();
        });
  }

  public JsonText object(String name, Consumer<JsonText> fields) {
    return write(
        () -> {
          generator.writeObjectFieldStart(name);
          fields.accept(this);
          generator.writeEndObject();
        });
  }

  /** An array of objects. */
  public <T> JsonText objects(String name, Iterable<T> values, BiConsumer<JsonText, T> fields) {
    return write(
        () -> {
          generator.writeArrayFieldStart(name);
          for (T value : values) {
            generator.writeStartObject();
            fields.accept(this, value);
            generator.writeEndObject();
          }
          generator.writeEndArray();
        });
  }

  private JsonText write(Write step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
