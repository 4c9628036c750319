package dev.oopsight.siem;

import dev.oopsight.trace.Components;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The facts of a kind as fields of an index, by the names that they have in the published schema.
 *
 * <p>Tables (of tasks, zones, locks) and maps are left out: an index would make a field of every
 * name, and the whole stands in {@code kernel.incidents} and in the raw text. A gfp mask has fields
 * of its own, whatever the kind.
 */
final class FactFields {

  private FactFields() {}

  static void write(JsonFields json, Record facts) {
    for (Components.Component component : Components.of(facts.getClass())) {
      write(json, component.name(), component.of(facts));
    }
  }

  private static void write(JsonFields json, String name, Object value) {
    if (value instanceof Optional<?> maybe) maybe.ifPresent(v -> write(json, name, v));
    else if (value instanceof OptionalInt maybe) json.number(name, maybe);
    else if (value instanceof OptionalLong maybe) json.number(name, maybe);
    else if (value instanceof String text) json.text(name, text);
    else if (value instanceof Word word) json.text(name, word.toString());
    else if (value instanceof Number number) json.number(name, number.longValue());
    else if (value instanceof Boolean truth) json.truth(name, truth);
    else if (value instanceof Enum<?>) json.text(name, text(value));
    else if (value instanceof List<?> list) json.texts(name, texts(list));
    else if (value instanceof Record inner && !isTable(inner))
      json.object(name, j -> write(j, inner));
  }

  private static boolean isTable(Record facts) {
    return facts instanceof MemInfo || facts instanceof GfpMask;
  }

  private static List<String> texts(List<?> list) {
    return list.stream().filter(e -> !(e instanceof Record)).map(FactFields::text).toList();
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant ? Components.nameOf(constant) : String.valueOf(value);
  }
}
