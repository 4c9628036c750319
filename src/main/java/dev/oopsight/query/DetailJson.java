package dev.oopsight.query;

import dev.oopsight.trace.Components;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The JSON of what only some kinds print: every fact by the name that it has in the published
 * schema. Masks and addresses are texts, {@code 0x4020}, since JSON numbers lose bits.
 */
final class DetailJson {

  private DetailJson() {}

  static void write(JsonText json, Detail detail) {
    if (detail instanceof Detail.AllocationFailure failure) json.number("bytes", failure.bytes());
    facts(json, (Record) detail);
  }

  private static void facts(JsonText json, Record facts) {
    for (Components.Component component : Components.of(facts.getClass())) {
      Object value = component.of(facts);
      if (facts instanceof GfpMask mask && component.name().equals("bits")) {
        value = new Word(mask.bits());
      }
      fact(json, component.name(), value);
    }
  }

  private static void fact(JsonText json, String name, Object value) {
    if (value instanceof Optional<?> maybe) maybe.ifPresent(v -> fact(json, name, v));
    else if (value instanceof OptionalInt maybe) json.number(name, maybe);
    else if (value instanceof OptionalLong maybe) json.number(name, maybe);
    else if (value instanceof Number number) json.number(name, number.longValue());
    else if (value instanceof Boolean truth) json.flag(name, truth);
    else if (value instanceof Word word) json.text(name, word.toString());
    else if (value instanceof Record inner) json.object(name, j -> facts(j, inner));
    else if (value instanceof List<?> list) elements(json, name, list);
    else if (value instanceof Map<?, ?> map) {
      json.object(name, j -> map.forEach((key, v) -> fact(j, (String) key, v)));
    } else json.text(name, text(value));
  }

  private static void elements(JsonText json, String name, List<?> list) {
    if (list.isEmpty()) return;
    Object first = list.get(0);
    if (first instanceof Record) {
      json.objects(name, list, (row, element) -> facts(row, (Record) element));
    } else if (first instanceof Number) {
      json.numbers(name, list.stream().map(Number.class::cast).toList());
    } else {
      json.texts(name, list.stream().map(DetailJson::text).toList());
    }
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant ? Components.nameOf(constant) : (String) value;
  }
}
