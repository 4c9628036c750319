package dev.oopsight.trace;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The facts of a record by the names under which they are published.
 *
 * <p>Kinds have facts of their own by the dozen, and more with every kernel. Whatever treats them
 * all alike (Avro, JSON, the limits of an incident) asks the records for their components, so that
 * a new fact is a component here, a field in the schema, and nothing else.
 */
public final class Components {

  private static final ClassValue<Components> KNOWN =
      new ClassValue<>() {
        @Override
        protected Components computeValue(Class<?> type) {
          return new Components(type);
        }
      };

  private final List<Component> all;
  private final Constructor<?> constructor;

  /** One component of a record. */
  public static final class Component {
    private final RecordComponent component;
    private final String name;

    private Component(RecordComponent component) {
      this.component = component;
      this.name = snakeCase(component.getName());
      component.getAccessor().setAccessible(true);
    }

    /** Lower case with underscores, {@code score_adj}. */
    public String name() {
      return name;
    }

    /** Its type, with what stands in angle brackets. */
    public Type type() {
      return component.getGenericType();
    }

    /** What that record has here. */
    public Object of(Record whole) {
      try {
        return component.getAccessor().invoke(whole);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the accessors of a record throw nothing", e);
      }
    }
  }

  private Components(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    all = Stream.of(components).map(Component::new).toList();
    Class<?>[] types =
        Stream.of(components).map(RecordComponent::getType).toArray(size -> new Class<?>[size]);
    try {
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor: " + type, e);
    }
    constructor.setAccessible(true);
  }

  /** The components of a record in their order. */
  public static List<Component> of(Class<? extends Record> type) {
    return KNOWN.get(type).all;
  }

  /** A record made of the values of its components, in their order. */
  public static <T extends Record> T make(Class<T> type, Object... values) {
    try {
      return type.cast(KNOWN.get(type).constructor.newInstance(values));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no " + type.getSimpleName() + " of such values", e);
    }
  }

  /** The name under which facts of that sort are published, {@code oom_kill}. */
  public static String nameOf(Class<? extends Record> type) {
    return snakeCase(type.getSimpleName());
  }

  /** The name under which a constant is published, {@code not_present}. */
  public static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
