package dev.oopsight.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The part of JSON Schema that {@code docs/rule.schema.json} uses; anything else is refused. */
final class SchemaCheck {

  private final JsonNode root;

  SchemaCheck(JsonNode root) {
    this.root = root;
  }

  /** What does not fit, each with its place. */
  List<String> faults(JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(root, value, "", faults);
    return faults;
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
    schema
        .properties()
        .forEach(word -> word(word.getKey(), word.getValue(), schema, value, at, faults));
  }

  private void word(
      String word, JsonNode says, JsonNode schema, JsonNode value, String at, List<String> faults) {
    switch (word) {
      case "$schema", "$defs", "title", "description" -> {}
      case "$ref" -> check(root.at(says.asText().substring(1)), value, at, faults);
      case "type" -> {
        if (!isOfType(says, value)) faults.add(at + ": is no " + says);
      }
      case "enum" -> {
        if (!contains(says, value)) faults.add(at + ": is none of the known words");
      }
      case "pattern" -> {
        if (!value.asText().matches(says.asText())) faults.add(at + ": is not like " + says);
      }
      case "minItems" -> {
        if (value.isArray() && value.size() < says.asInt()) faults.add(at + ": is too short");
      }
      case "required" ->
          says.forEach(
              name -> {
                if (!value.has(name.asText())) faults.add(at + ": lacks " + name.asText());
              });
      case "properties" -> {
        for (var field : says.properties()) {
          if (value.has(field.getKey())) {
            String place = at + "/" + field.getKey();
            check(field.getValue(), value.get(field.getKey()), place, faults);
          }
        }
      }
      case "additionalProperties" ->
          value
              .fieldNames()
              .forEachRemaining(
                  name -> {
                    if (!schema.get("properties").has(name)) faults.add(at + ": unknown " + name);
                  });
      case "items" -> {
        for (int i = 0; value.isArray() && i < value.size(); i++) {
          check(says, value.get(i), at + "/" + i, faults);
        }
      }
      case "anyOf" -> {
        List<List<String>> tries = new ArrayList<>();
        for (JsonNode one : says) {
          List<String> told = new ArrayList<>();
          check(one, value, at, told);
          tries.add(told);
        }
        if (tries.stream().noneMatch(List::isEmpty)) faults.addAll(tries.get(tries.size() - 1));
      }
      default -> faults.add("the schema says " + word + ", which is not known here");
    }
  }

  private static boolean isOfType(JsonNode types, JsonNode value) {
    if (!types.isArray()) return isOf(types.asText(), value);
    for (JsonNode type : types) {
      if (isOf(type.asText(), value)) return true;
    }
    return false;
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      default -> throw new IllegalStateException("unknown type " + type);
    };
  }

  private static boolean contains(JsonNode words, JsonNode value) {
    for (JsonNode word : words) {
      if (word.equals(value)) return true;
    }
    return false;
  }
}
