package dev.oopsight.siem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Elastic Common Schema says of the fields that we write, and what breaks it. */
final class EcsFields {

  private static final Path LIST = Path.of("src/test/resources/siem/ecs-9.4.0.tsv");

  /** Everything else at the top is ECS's. */
  private static final String OURS = "kernel";

  /**
   * A field.
   *
   * @param array whether its value must be an array, even of one
   * @param ignoreAbove characters of the longest value that an index finds; 0 where any is found
   * @param allowed values; empty where any is
   */
  record Field(
      String name,
      String type,
      boolean array,
      int ignoreAbove,
      Set<String> allowed,
      String types) {}

  private static final Map<String, Field> BY_NAME = load();

  private EcsFields() {}

  static Map<String, Field> byName() {
    return BY_NAME;
  }

  /** Every way in which a document is no ECS; those under {@code kernel} are ours to name. */
  static List<String> faults(JsonNode document) {
    List<String> faults = new ArrayList<>();
    document
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals(OURS)) look(field.getKey(), field.getValue(), faults);
            });
    eventTypes(document, faults);
    return faults;
  }

  private static void look(String name, JsonNode value, List<String> faults) {
    if (value.isObject()) {
      value.properties().forEach(f -> look(name + "." + f.getKey(), f.getValue(), faults));
      return;
    }
    Field field = BY_NAME.get(name);
    if (field == null) {
      faults.add(name + " is not in the list of ECS's fields");
      return;
    }
    if (field.array() != value.isArray())
      faults.add(name + " has to be an array, or not: " + value);
    Iterable<JsonNode> all = value.isArray() ? value : List.of(value);
    for (JsonNode one : all) look(field, one, faults);
  }

  private static void look(Field field, JsonNode value, List<String> faults) {
    if (!isOf(field.type(), value))
      faults.add(field.name() + " is no " + field.type() + ": " + value);
    if (field.ignoreAbove() > 0 && value.asText().length() > field.ignoreAbove()) {
      faults.add(field.name() + " is longer than " + field.ignoreAbove() + ": " + value);
    }
    if (!field.allowed().isEmpty() && !field.allowed().contains(value.asText())) {
      faults.add(field.name() + " may not be " + value);
    }
  }

  /** Whether a strict index takes a value for that type. */
  static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "keyword", "text", "match_only_text", "wildcard" -> value.isTextual();
      case "long" -> value.isIntegralNumber() && value.canConvertToLong();
      case "float", "double" -> value.isNumber() && Double.isFinite(value.asDouble());
      case "boolean" -> value.isBoolean();
      case "date" -> value.isTextual() && isMoment(value.asText());
      default -> false;
    };
  }

  private static boolean isMoment(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** A category that names its types takes no others, in one document at least one of each. */
  private static void eventTypes(JsonNode document, List<String> faults) {
    Map<String, Set<String>> expected = expectedTypes();
    JsonNode types = document.at("/event/type");
    for (JsonNode category : document.at("/event/category")) {
      Set<String> may = expected.getOrDefault(category.asText(), Set.of());
      if (types.valueStream().noneMatch(t -> may.contains(t.asText()))) {
        faults.add("category " + category + " is not expected with types " + types);
      }
    }
  }

  private static Map<String, Set<String>> expectedTypes() {
    Map<String, Set<String>> expected = new HashMap<>();
    for (String one : BY_NAME.get("event.category").types().split(" ")) {
      String[] parts = one.split("=");
      expected.put(parts[0], Set.of(parts[1].split(",")));
    }
    return expected;
  }

  private static Map<String, Field> load() {
    try (Stream<String> lines = Files.lines(LIST, UTF_8)) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .map(
              c ->
                  new Field(
                      c[0],
                      c[1],
                      c[2].equals("array"),
                      c[3].equals("-") ? 0 : Integer.parseInt(c[3]),
                      c[4].equals("-") ? Set.of() : Set.of(c[4].split(",")),
                      c[5]))
          .collect(
              Collectors.toMap(Field::name, f -> f, (first, second) -> first, LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
