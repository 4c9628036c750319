package dev.oopsight.avro;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Nullable unions of Avro and the domain's optionals, each way. */
final class Absence {

  private Absence() {}

  static <D, A> A orNull(Optional<D> value, Function<D, A> toAvro) {
    return value.map(toAvro).orElse(null);
  }

  static Integer orNull(OptionalInt value) {
    return value.isPresent() ? (Integer) value.getAsInt() : null;
  }

  static Long orNull(OptionalLong value) {
    return value.isPresent() ? (Long) value.getAsLong() : null;
  }

  static <A, D> Optional<D> optional(A nullable, Function<A, D> toDomain) {
    return Optional.ofNullable(nullable).map(toDomain);
  }

  static OptionalInt optional(Integer nullable) {
    return nullable == null ? OptionalInt.empty() : OptionalInt.of(nullable);
  }

  static OptionalLong optional(Long nullable) {
    return nullable == null ? OptionalLong.empty() : OptionalLong.of(nullable);
  }
}
