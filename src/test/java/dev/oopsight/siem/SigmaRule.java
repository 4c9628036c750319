package dev.oopsight.siem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A Sigma rule, evaluated on one document.
 *
 * <p>Of the specification (2.0) it knows what our rules use: maps of fields, all of which must
 * match, lists of values, one of which must; the modifiers {@code contains} and {@code gte};
 * conditions of names with {@code and}, {@code or} and {@code not}, from left to right. Texts are
 * equal whatever their case.
 */
record SigmaRule(String name, Map<String, Object> rule) {

  private static final Path FOLDER = Path.of("deploy/sigma");

  static List<SigmaRule> shipped() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(f -> f.toString().endsWith(".yml"))
          .sorted()
          .map(SigmaRule::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // what YAML gives
  private static SigmaRule read(Path file) {
    try {
      Object loaded =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      String name = file.getFileName().toString().replace(".yml", "");
      return new SigmaRule(name, (Map<String, Object>) loaded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // what YAML gives
  private Map<String, Object> map(Object of, String key) {
    return (Map<String, Object>) ((Map<String, Object>) of).get(key);
  }

  String text(String key) {
    return String.valueOf(rule.get(key));
  }

  String service() {
    return String.valueOf(map(rule, "logsource").get("service"));
  }

  /** Every field that it asks for. */
  Collection<String> fields() {
    Collection<String> fields = new TreeSet<>();
    Map<String, Object> detection = map(rule, "detection");
    for (String name : detection.keySet()) {
      if (name.equals("condition")) continue;
      map(detection, name).keySet().forEach(field -> fields.add(field.split("\\|")[0]));
    }
    return fields;
  }

  boolean matches(JsonNode document) {
    Map<String, Object> detection = map(rule, "detection");
    boolean matches = false;
    boolean and = false;
    boolean not = false;
    for (String word : String.valueOf(detection.get("condition")).split(" ")) {
      switch (word) {
        case "and" -> and = true;
        case "or" -> and = false;
        case "not" -> not = true;
        default -> {
          boolean one = selects(map(detection, word), document) != not;
          matches = and ? matches && one : matches || one;
          not = false;
        }
      }
    }
    return matches;
  }

  private static boolean selects(Map<String, Object> selection, JsonNode document) {
    return selection.entrySet().stream()
        .allMatch(
            asked -> {
              String[] field = asked.getKey().split("\\|");
              List<JsonNode> found = new ArrayList<>();
              collect(document.at("/" + field[0].replace(".", "/")), found);
              Collection<?> wanted =
                  asked.getValue() instanceof Collection<?> several
                      ? several
                      : List.of(asked.getValue());
              String modifier = field.length > 1 ? field[1] : "";
              return found.stream()
                  .anyMatch(f -> wanted.stream().anyMatch(w -> holds(modifier, f, w)));
            });
  }

  private static void collect(JsonNode value, List<JsonNode> found) {
    if (value.isArray()) value.forEach(found::add);
    else if (!value.isMissingNode()) found.add(value);
  }

  private static boolean holds(String modifier, JsonNode found, Object wanted) {
    String text = found.asText().toLowerCase(Locale.ROOT);
    String other = String.valueOf(wanted).toLowerCase(Locale.ROOT);
    return switch (modifier) {
      case "" -> text.equals(other);
      case "contains" -> text.contains(other);
      case "gte" -> found.isNumber() && found.asLong() >= Long.parseLong(other);
      default -> throw new AssertionError("teach this test the modifier " + modifier);
    };
  }
}
