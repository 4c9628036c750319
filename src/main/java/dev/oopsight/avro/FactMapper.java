package dev.oopsight.avro;

import dev.oopsight.trace.Components;
import dev.oopsight.trace.Word;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The facts of a kind and their record in {@code KernelTrace.avsc}, each way: component by
 * component, by name. Schema and model are written by hand, side by side, and the round trip of
 * every sort of facts, filled and bare, is a test; so there is nothing left to say here that could
 * be said wrongly.
 *
 * <p>An optional is a nullable union, a {@link Word} 16 hexadecimal digits, an enum its name in
 * lower case.
 */
final class FactMapper {

  private FactMapper() {}

  static Object toAvro(Object value, Schema schema) {
    if (value instanceof Optional<?> maybe) {
      return maybe.map(v -> toAvro(v, present(schema))).orElse(null);
    }
    if (value instanceof OptionalInt maybe) return Absence.orNull(maybe);
    if (value instanceof OptionalLong maybe) return Absence.orNull(maybe);
    if (value instanceof Word word) return Names.address(word.bits());
    if (value instanceof Enum<?> constant) return Names.of(constant);
    if (value instanceof Collection<?> all) {
      return all.stream().map(v -> toAvro(v, schema.getElementType())).toList();
    }
    return value instanceof Record facts ? record(facts, schema) : value;
  }

  private static IndexedRecord record(Record facts, Schema schema) {
    IndexedRecord avro = (IndexedRecord) GeneratedData.INSTANCE.newRecord(null, schema);
    for (Components.Component component : Components.of(facts.getClass())) {
      Schema.Field field = schema.getField(component.name());
      avro.put(field.pos(), toAvro(component.of(facts), field.schema()));
    }
    return avro;
  }

  private static Schema present(Schema union) {
    return union.getTypes().get(1);
  }

  /** The domain's value of that type. */
  static Object toDomain(Object avro, Type type) {
    if (type instanceof ParameterizedType container) return contents(avro, container);
    Class<?> plain = (Class<?>) type;
    if (plain == OptionalInt.class) return Absence.optional((Integer) avro);
    if (plain == OptionalLong.class) return Absence.optional((Long) avro);
    if (plain == Word.class) return new Word(Names.readAddress((String) avro));
    if (plain.isEnum()) return constant(plain, (String) avro);
    return plain.isRecord() ? facts((IndexedRecord) avro, plain.asSubclass(Record.class)) : avro;
  }

  private static Object contents(Object avro, ParameterizedType type) {
    Type[] of = type.getActualTypeArguments();
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == Optional.class) return Optional.ofNullable(avro).map(a -> toDomain(a, of[0]));
    if (raw == List.class) {
      return ((Collection<?>) avro).stream().map(a -> toDomain(a, of[0])).toList();
    }
    Map<Object, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) avro).forEach((key, value) -> map.put(key, toDomain(value, of[1])));
    return map;
  }

  private static <T extends Record> T facts(IndexedRecord avro, Class<T> type) {
    List<Components.Component> components = Components.of(type);
    Object[] values = new Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      Schema.Field field = avro.getSchema().getField(components.get(i).name());
      values[i] = toDomain(avro.get(field.pos()), components.get(i).type());
    }
    return Components.make(type, values);
  }

  /** As {@link Names#read}, for a class that is known to be an enum at run time alone. */
  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (Names.of((Enum<?>) constant).equals(name)) return constant;
    }
    throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + name);
  }
}
