package dev.oopsight.avro;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/**
 * How Avro makes our generated classes. A schema names the class that is made of its data, and it
 * may come from outside, so Avro refuses classes that nobody declared to be safe; here exactly the
 * generated ones are, without a setting for the whole process.
 */
final class GeneratedData extends SpecificData {

  static final GeneratedData INSTANCE = new GeneratedData();

  private static final String PACKAGE =
      dev.oopsight.avro.generated.KernelTrace.class.getPackageName();

  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

  private GeneratedData() {
    super(GeneratedData.class.getClassLoader());
    addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
  }

  @Override
  public Class<?> getClass(Schema schema) {
    boolean named = schema.getType() == Schema.Type.RECORD || schema.getType() == Schema.Type.ENUM;
    return named
        ? classes.computeIfAbsent(schema.getFullName(), this::ours)
        : super.getClass(schema);
  }

  private Class<?> ours(String name) {
    if (!name.startsWith(PACKAGE + ".")) {
      throw new IllegalArgumentException("not one of our records: " + name);
    }
    try {
      return Class.forName(name, true, getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("not one of our records: " + name, e);
    }
  }

  /** A map keeps the order in which it was written: the kernel's. */
  @Override
  public Object newMap(Object old, int size) {
    return new LinkedHashMap<>(size * 2);
  }
}
