package dev.oopsight.siem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What OCSF says of the attributes that we write, and what breaks it. */
final class OcsfSchema {

  private static final Path LIST = Path.of("src/test/resources/siem/ocsf-1.6.0.tsv");

  private record Attribute(String type, boolean required, Map<Integer, String> values) {}

  private static final Map<String, Map<String, Attribute>> OBJECTS = new LinkedHashMap<>();
  private static final Map<String, List<String>> AT_LEAST_ONE = new LinkedHashMap<>();

  static {
    load();
  }

  private OcsfSchema() {}

  /** Every way in which an event is no Detection Finding. */
  static List<String> faults(JsonNode event) {
    List<String> faults = new ArrayList<>();
    hold("detection_finding", event, faults);
    return faults;
  }

  private static void hold(String type, JsonNode object, List<String> faults) {
    Map<String, Attribute> known = OBJECTS.get(type);
    known.forEach(
        (name, attribute) -> {
          if (attribute.required() && !object.has(name)) faults.add(type + " lacks " + name);
        });
    List<String> oneOf = AT_LEAST_ONE.getOrDefault(type, List.of());
    if (!oneOf.isEmpty() && oneOf.stream().noneMatch(object::has)) {
      faults.add(type + " has none of " + oneOf);
    }
    for (var field : object.properties()) {
      Attribute attribute = known.get(field.getKey());
      if (attribute == null) faults.add(type + " knows no " + field.getKey());
      else hold(type + "." + field.getKey(), attribute, field.getValue(), faults);
    }
    captions(type, object, faults);
  }

  private static void hold(String path, Attribute attribute, JsonNode value, List<String> faults) {
    String type = attribute.type();
    if (type.endsWith("[]")) {
      if (!value.isArray()) faults.add(path + " is no array: " + value);
      Attribute one =
          new Attribute(type.substring(0, type.length() - 2), false, attribute.values());
      value.forEach(element -> hold(path, one, element, faults));
    } else if (OBJECTS.containsKey(type)) {
      hold(type, value, faults);
    } else if (!isOf(type, value)) {
      faults.add(path + " is no " + type + ": " + value);
    } else if (!attribute.values().isEmpty() && !attribute.values().containsKey(value.asInt())) {
      faults.add(path + " may not be " + value);
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "string_t" -> value.isTextual();
      case "integer_t" -> value.isIntegralNumber() && value.canConvertToInt();
      case "long_t", "timestamp_t" -> value.isIntegralNumber() && value.canConvertToLong();
      case "boolean_t" -> value.isBoolean();
      case "json_t" -> value.isObject();
      default -> throw new AssertionError("teach this test " + type);
    };
  }

  /** Beside each id stands its caption, where it is written at all. */
  private static void captions(String type, JsonNode object, List<String> faults) {
    OBJECTS
        .get(type)
        .forEach(
            (name, attribute) -> {
              JsonNode caption = object.path(captionOf(name));
              if (attribute.values().isEmpty() || caption.isMissingNode()) return;
              String expected = attribute.values().get(object.path(name).asInt());
              if (!caption.asText().equals(expected)) {
                faults.add("%s.%s is not %s".formatted(type, captionOf(name), expected));
              }
            });
  }

  private static String captionOf(String name) {
    if (name.equals("activity_id")) return "activity_name";
    return name.endsWith("_uid") ? name.replace("_uid", "_name") : name.replace("_id", "");
  }

  private static void load() {
    try (Stream<String> lines = Files.lines(LIST, UTF_8)) {
      lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .forEach(OcsfSchema::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(String[] row) {
    if (row[1].equals("at_least_one")) {
      AT_LEAST_ONE.put(row[0], List.of(row[2].split(",")));
      return;
    }
    Map<Integer, String> values = new LinkedHashMap<>();
    if (!row[4].equals("-")) {
      for (String value : row[4].split(";")) {
        int equals = value.indexOf('=');
        values.put(Integer.valueOf(value.substring(0, equals)), value.substring(equals + 1));
      }
    }
    OBJECTS
        .computeIfAbsent(row[0], object -> new LinkedHashMap<>())
        .put(row[1], new Attribute(row[2], row[3].equals("required"), values));
  }
}
