package dev.oopsight.incident;

import dev.oopsight.trace.Components;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * How large a value is when it is written out, at most. It asks the records for their components,
 * so that none which is added tomorrow is left out of the bill.
 *
 * <p>Units: bytes, by what Avro's binary form takes: a string its UTF-8 and up to five bytes of
 * length, a number up to ten, an address 18 as text. Source: Avro 1.12 specification, Binary
 * Encoding.
 */
final class SerialisedSize {

  private static final int LENGTH = 5;
  private static final int NUMBER = 18;
  private static final int NAME = 32;

  private static final int MOST_BYTES_A_CHARACTER = 3;

  private static final SerialisedSize NEAR = new SerialisedSize(SerialisedSize::utf8);
  private static final SerialisedSize AT_MOST =
      new SerialisedSize(text -> (long) text.length() * MOST_BYTES_A_CHARACTER);

  private final ToLongFunction<String> ofText;

  private SerialisedSize(ToLongFunction<String> ofText) {
    this.ofText = ofText;
  }

  /** Never less than it takes; of records with long lists, at most three times that. */
  static long of(Object value) {
    return NEAR.size(value);
  }

  /** Never less than it takes, and told without a look at the texts. */
  static long atMost(Object value) {
    return AT_MOST.size(value);
  }

  private long size(Object value) {
    if (value instanceof String text) return LENGTH + ofText.applyAsLong(text);
    if (value instanceof Record r) return ofRecord(r);
    if (value instanceof Optional<?> maybe) return 1 + maybe.map(this::size).orElse(0L);
    if (value instanceof Collection<?> all) return ofAll(all);
    if (value instanceof Map<?, ?> map) return ofAll(map.keySet()) + ofAll(map.values());
    if (value instanceof OptionalInt maybe) return maybe.isPresent() ? NUMBER : 1;
    if (value instanceof OptionalLong maybe) return maybe.isPresent() ? NUMBER : 1;
    if (value instanceof Boolean) return 1;
    if (value instanceof Number || value instanceof Instant) return NUMBER;
    if (value instanceof Enum<?>) return NAME;
    return LENGTH + ofText.applyAsLong(value.toString());
  }

  private long ofAll(Collection<?> values) {
    long bytes = NUMBER;
    for (Object one : values) bytes += size(one);
    return bytes;
  }

  private long ofRecord(Record r) {
    long bytes = LENGTH;
    for (Components.Component component : Components.of(r.getClass()))
      bytes += size(component.of(r));
    return bytes;
  }

  private static long utf8(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A pair of surrogates takes four bytes, two for each.
      if (c >= 0x80) bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }
    return bytes;
  }
}
