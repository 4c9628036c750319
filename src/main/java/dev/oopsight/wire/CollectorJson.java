package dev.oopsight.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.oopsight.config.Observation;
import dev.oopsight.config.Section;
import dev.oopsight.parse.Parsed;
import dev.oopsight.parse.Reason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The collector's snapshot, one JSON object.
 *
 * <pre>{@code
 * {"host":"web1","collected_at":"2026-11-23T00:00:00Z","sections":[
 *   {"name":"sysctl","full":true,"values":{"vm.min_free_kbytes":"11495"}},
 *   {"name":"nic:eth0:feature","full":true,"values":{"tcp-segmentation-offload":"on"}}]}
 * }</pre>
 *
 * <p>Shape: a value's whole key is the section's name, a colon ({@code sysctl}) or, where the name
 * has one already, a dot ({@code nic:eth0:feature}), and its name. {@code full} is false unless
 * said; {@code host} and {@code collected_at} (RFC 3339) may be missing, other members are passed
 * over. Errors: none are thrown; broken JSON, JSON beyond any collector's size, an object without
 * sections and sections of another shape are each refused by name.
 */
final class CollectorJson {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNameLength(1024)
                  .maxNumberLength(128)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  /** What one object says. */
  record Document(
      Optional<String> host, Optional<Instant> collectedAt, List<Observation> observations) {}

  private final ConfigBounds bounds;
  private int keys;
  private Optional<String> host = Optional.empty();
  private Optional<Instant> collectedAt = Optional.empty();
  private Optional<List<Observation>> observations = Optional.empty();

  private CollectorJson(ConfigBounds bounds) {
    this.bounds = bounds;
  }

  /** What a document says; of one beyond the bounds, that it is. */
  static Parsed<Document> read(byte[] value, ConfigBounds bounds) {
    try (JsonParser json = JSON.createParser(value)) {
      return new CollectorJson(bounds).document(json, value);
    } catch (StreamConstraintsException e) {
      return refused(Reason.JSON_OVER_BOUNDS, 0, value);
    } catch (IOException e) {
      return refused(Reason.MALFORMED_JSON, 0, value);
    }
  }

  private Parsed<Document> document(JsonParser json, byte[] value) throws IOException {
    json.nextToken();
    boolean understood = true;
    while (understood && json.nextToken() == JsonToken.FIELD_NAME) understood = member(json);
    if (!understood) {
      int at = (int) json.currentTokenLocation().getByteOffset();
      return refused(Reason.MALFORMED_CONFIG, Math.max(0, at), value);
    }
    if (observations.isEmpty()) return refused(Reason.UNKNOWN_CONFIG, 0, value);
    if (json.nextToken() != null) return refused(Reason.MALFORMED_CONFIG, 0, value);
    return Parsed.accepted(new Document(host, collectedAt, observations.get()));
  }

  private boolean member(JsonParser json) throws IOException {
    String name = json.currentName();
    JsonToken value = json.nextToken();
    return switch (name) {
      case "host" -> {
        host = Optional.ofNullable(json.getValueAsString());
        yield value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL;
      }
      case "collected_at" -> {
        collectedAt = time(json.getValueAsString(""));
        yield collectedAt.isPresent();
      }
      case "sections" -> value == JsonToken.START_ARRAY && sections(json);
      default -> {
        json.skipChildren();
        yield true;
      }
    };
  }

  private static Optional<Instant> time(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      boolean believable = time.getYear() >= 1970 && time.getYear() <= 9999;
      return believable ? Optional.of(time.toInstant()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private boolean sections(JsonParser json) throws IOException {
    List<Observation> found = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Optional<Observation> section =
          json.currentToken() == JsonToken.START_OBJECT ? section(json) : Optional.empty();
      if (section.isEmpty()) return false;
      found.add(section.get());
    }
    observations = Optional.of(found);
    return !found.isEmpty();
  }

  private Optional<Observation> section(JsonParser json) throws IOException {
    String name = "";
    boolean full = false;
    SortedMap<String, String> values = new TreeMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      JsonToken value = json.nextToken();
      switch (member) {
        case "name" -> name = json.getValueAsString("");
        case "full" -> full = value == JsonToken.VALUE_TRUE;
        case "values" -> {
          if (value != JsonToken.START_OBJECT || !values(json, values)) return Optional.empty();
        }
        default -> json.skipChildren();
      }
    }
    if (name.isEmpty() || name.indexOf('\0') >= 0) return Optional.empty();
    String beginning = name.indexOf(':') < 0 ? name + ":" : name + ".";
    SortedMap<String, String> byWholeKey = new TreeMap<>();
    values.forEach((key, value) -> byWholeKey.put(beginning + key, value));
    return Optional.of(new Observation(new Section(name), full, byWholeKey));
  }

  private boolean values(JsonParser json, SortedMap<String, String> into) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      if (!json.nextToken().isScalarValue()) return false;
      if (json.currentToken() != JsonToken.VALUE_NULL) keep(key, json.getText(), into);
    }
    return true;
  }

  private void keep(String key, String value, SortedMap<String, String> into) {
    if (!into.containsKey(key) && ++keys > bounds.keys() + 1) return;
    into.put(key, value);
  }

  private static <T> Parsed<T> refused(Reason reason, int offset, byte[] value) {
    int from = Math.min(offset, value.length);
    return Parsed.rejected(reason, from, Bytes.excerpt(value, from, value.length));
  }
}
