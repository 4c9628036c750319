package dev.oopsight.incident;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelTime;
import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.Taint;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes domain records out of their components, every value another one, so that a mapper that
 * forgets or confuses a component is found out. It asks the classes themselves: a component that is
 * added tomorrow is filled tomorrow.
 *
 * <p>{@code full} fills every optional and gives two elements to every collection; {@code bare}
 * leaves both empty.
 */
public final class RecordFiller {

  private final boolean full;
  private final Class<? extends Detail> detail;
  private final String textBegins;
  private long counter = 1;

  private RecordFiller(boolean full, Class<? extends Detail> detail, String textBegins) {
    this.full = full;
    this.detail = detail;
    this.textBegins = textBegins;
  }

  /** Everything filled; a trace has that detail. */
  public static RecordFiller full(Class<? extends Detail> detail) {
    return new RecordFiller(true, detail, "text ");
  }

  /** Everything optional left out; a trace has that detail, itself as bare. */
  public static RecordFiller bare(Class<? extends Detail> detail) {
    return new RecordFiller(false, detail, "text ");
  }

  /** The same with every free text beginning so. */
  public RecordFiller withText(String beginning) {
    return new RecordFiller(full, detail, beginning);
  }

  /** Every sort of detail there is. */
  public static List<Class<? extends Detail>> details() {
    List<Class<? extends Detail>> all = new ArrayList<>();
    for (Class<?> one : Detail.class.getPermittedSubclasses())
      all.add(one.asSubclass(Detail.class));
    return all;
  }

  /** A record of that type, unlike any that this filler made before. */
  public <T extends Record> T make(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) return container(generic);
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) return constant(plain);
    if (plain == Detail.class) return value(detail);
    Object leaf = leaf(plain);
    return leaf != null ? leaf : ofComponents(plain);
  }

  private Object constant(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    return constants[full ? (int) (counter++ % constants.length) : 0];
  }

  /** What is not made of free components: its text has a form. Null for all others. */
  private Object leaf(Class<?> type) {
    long n = counter++;
    if (type == String.class) return textBegins + n;
    if (type == int.class || type == Integer.class) return (int) (n % 60) + 1;
    if (type == long.class || type == Long.class) return n;
    if (type == double.class) return n + 0.5;
    if (type == boolean.class || type == Boolean.class) return full;
    if (type == OptionalInt.class) return full ? OptionalInt.of((int) n) : OptionalInt.empty();
    if (type == OptionalLong.class) return full ? OptionalLong.of(-n) : OptionalLong.empty();
    if (type == UUID.class) return new UUID(n, n);
    if (type == Instant.class)
      return Instant.EPOCH.plus(1_245_000_000_000_000L + n, ChronoUnit.MICROS);
    if (type == HostId.class) return new HostId("web" + n);
    if (type == BootKey.class) return new BootKey("at-" + n);
    if (type == KernelTime.class) return new KernelTime(n);
    if (type == Taint.class) return new Taint("GW");
    if (type == KernelRelease.class) return KernelRelease.of("2.6." + n % 40 + "-r8").orElseThrow();
    if (type == Fingerprint.class) {
      return new Fingerprint(
          (Fingerprint.Level) constant(Fingerprint.Level.class), (int) n, "%016x".formatted(n));
    }
    if (type == BuddyList.Blocks.class) return new BuddyList.Blocks(n, n + 1, "UME");
    counter--;
    return null;
  }

  private Object container(ParameterizedType type) {
    Type[] of = type.getActualTypeArguments();
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == Optional.class) return full ? Optional.of(value(of[0])) : Optional.empty();
    if (raw == List.class) return full ? List.of(value(of[0]), value(of[0])) : List.of();
    if (raw == Set.class) {
      return full ? new LinkedHashSet<>(Arrays.asList(value(of[0]), value(of[0]))) : Set.of();
    }
    if (raw == Map.class || raw == SortedMap.class) {
      Map<Object, Object> map = raw == Map.class ? new LinkedHashMap<>() : new TreeMap<>();
      if (full) {
        map.put(value(of[0]), value(of[1]));
        map.put(value(of[0]), value(of[1]));
      }
      return map;
    }
    throw new AssertionError("teach " + RecordFiller.class.getSimpleName() + " to fill " + type);
  }

  private Object ofComponents(Class<?> type) {
    if (!type.isRecord()) {
      throw new AssertionError("teach " + RecordFiller.class.getSimpleName() + " to fill " + type);
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType());
    }
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot fill " + type, e);
    }
  }
}
