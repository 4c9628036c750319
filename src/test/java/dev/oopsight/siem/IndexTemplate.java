package dev.oopsight.siem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The index template that we ship, as an index would apply it. */
final class IndexTemplate {

  private static final Path FILE = Path.of("deploy/elasticsearch/index-template.json");

  private final JsonNode template;

  private IndexTemplate(JsonNode template) {
    this.template = template;
  }

  static IndexTemplate shipped() {
    try {
      return new IndexTemplate(new ObjectMapper().readTree(Files.readString(FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode patterns() {
    return template.path("index_patterns");
  }

  JsonNode settings() {
    return template.at("/template/settings");
  }

  JsonNode mappings() {
    return template.at("/template/mappings");
  }

  /** The mapping of each field that holds a value, by its path. */
  Map<String, JsonNode> fields() {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    collect("", mappings().path("properties"), fields);
    return fields;
  }

  private static void collect(String before, JsonNode properties, Map<String, JsonNode> fields) {
    properties
        .properties()
        .forEach(
            p -> {
              String path = before + p.getKey();
              if (p.getValue().has("properties")) {
                collect(path + ".", p.getValue().path("properties"), fields);
              } else {
                fields.put(path, p.getValue());
              }
            });
  }

  /**
   * Everything for which an index of this template would refuse a document, or take it and find
   * nothing by it: a field without a mapping, a value of another type, an object for a value. An
   * index turns "1" into 1 without a word; here it is a fault.
   */
  List<String> faults(JsonNode document) {
    List<String> faults = new ArrayList<>();
    hold("", mappings().path("properties"), document, faults);
    return faults;
  }

  private static void hold(
      String before, JsonNode properties, JsonNode object, List<String> faults) {
    for (var field : object.properties()) {
      String path = before + field.getKey();
      JsonNode mapping = properties.path(field.getKey());
      if (mapping.isMissingNode()) {
        faults.add(path + " has no mapping in " + FILE);
        continue;
      }
      Iterable<JsonNode> values =
          field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
      for (JsonNode value : values) holdValue(path, mapping, value, faults);
    }
  }

  private static void holdValue(
      String path, JsonNode mapping, JsonNode value, List<String> faults) {
    boolean isObject = mapping.has("properties");
    if (isObject && value.isObject()) {
      hold(path + ".", mapping.path("properties"), value, faults);
    } else if (isObject || !EcsFields.isOf(mapping.path("type").asText(), value)) {
      faults.add(path + " is mapped as " + mapping.path("type") + " and is " + value);
    }
  }
}
