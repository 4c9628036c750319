package dev.oopsight.avro;

import dev.oopsight.trace.Components;
import dev.oopsight.trace.Detail;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What only some kinds print: one optional record each in {@code KernelTrace.avsc}, named after the
 * sort of detail, because a column that is there or not is easier to query than a union of records.
 */
final class DetailMapper {

  private static final Map<Class<? extends Record>, Schema.Field> FIELDS = fields();

  private DetailMapper() {}

  private static Map<Class<? extends Record>, Schema.Field> fields() {
    Schema trace = dev.oopsight.avro.generated.KernelTrace.getClassSchema();
    Map<Class<? extends Record>, Schema.Field> fields = new LinkedHashMap<>();
    for (Class<?> detail : Detail.class.getPermittedSubclasses()) {
      if (detail == Detail.None.class) continue;
      Class<? extends Record> facts = detail.asSubclass(Record.class);
      fields.put(facts, trace.getField(Components.nameOf(facts)));
    }
    return fields;
  }

  static void put(Detail detail, dev.oopsight.avro.generated.KernelTrace into) {
    Schema.Field field = FIELDS.get(detail.getClass());
    if (field == null) return;
    Schema facts = field.schema().getTypes().get(1);
    into.put(field.pos(), FactMapper.toAvro(detail, facts));
  }

  static Detail of(dev.oopsight.avro.generated.KernelTrace trace) {
    for (Map.Entry<Class<? extends Record>, Schema.Field> field : FIELDS.entrySet()) {
      Object facts = trace.get(field.getValue().pos());
      if (facts != null) return (Detail) FactMapper.toDomain(facts, field.getKey());
    }
    return new Detail.None();
  }
}
