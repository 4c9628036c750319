package dev.oopsight.parse;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/** What became of one piece of outside input: a value, or a stated refusal. */
public sealed interface Parsed<T> {

  /**
   * A value; damage that was read through is told inside it.
   *
   * @param value what was read
   */
  record Accepted<T>(T value) implements Parsed<T> {
    public Accepted {
      requireNonNull(value);
    }
  }

  /**
   * A stated refusal.
   *
   * @param reason closed list; also the dead-letter header and the metric label
   * @param offset index in the input where reading stopped, from 0: bytes for bytes, UTF-16 units
   *     for text
   * @param excerpt at most 200 characters from there, for a human
   */
  record Rejected<T>(Reason reason, int offset, String excerpt) implements Parsed<T> {

    private static final int EXCERPT_CHARS = 200;

    public Rejected {
      requireNonNull(reason);
      if (offset < 0) throw new IllegalArgumentException("offset " + offset);
      if (excerpt.length() > EXCERPT_CHARS) excerpt = excerpt.substring(0, EXCERPT_CHARS);
    }

    /** The same refusal, where another type was hoped for. */
    public <R> Rejected<R> as() {
      return new Rejected<>(reason, offset, excerpt);
    }
  }

  static <T> Parsed<T> accepted(T value) {
    return new Accepted<>(value);
  }

  static <T> Parsed<T> rejected(Reason reason, int offset, String excerpt) {
    return new Rejected<>(reason, offset, excerpt);
  }

  /** Answers by whichever of the two it is. */
  default <R> R fold(Function<Accepted<T>, R> ifAccepted, Function<Rejected<T>, R> ifRejected) {
    return this instanceof Accepted<T> accepted
        ? ifAccepted.apply(accepted)
        : ifRejected.apply((Rejected<T>) this);
  }

  /** The value, where there is one. */
  default Optional<T> toOptional() {
    return fold(accepted -> Optional.of(accepted.value), rejected -> Optional.empty());
  }
}
