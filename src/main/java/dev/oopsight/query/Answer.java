package dev.oopsight.query;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Every way in which a question can be answered.
 *
 * <table>
 * <caption>What each becomes over HTTP</caption>
 * <tr><th>answer</th><th>status</th><th>body</th></tr>
 * <tr><td>{@link Found}</td><td>200</td><td>the envelope; an empty list is found, too</td></tr>
 * <tr><td>{@link Absent}</td><td>404</td><td>a problem</td></tr>
 * <tr><td>{@link BadRequest}</td><td>400</td><td>a problem</td></tr>
 * <tr><td>{@link NotReady}</td><td>503, Retry-After</td><td>a problem</td></tr>
 * </table>
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

  /**
   * An answer, perhaps a partial one.
   *
   * @param value what was asked for
   * @param missingPartitions those of which nobody could be asked, ascending; empty for a whole
   *     answer
   * @param stale whether some of it is of a copy that may lag behind
   */
  record Found<T>(T value, SortedSet<Integer> missingPartitions, boolean stale)
      implements Answer<T> {
    public Found {
      requireNonNull(value);
      missingPartitions = Collections.unmodifiableSortedSet(new TreeSet<>(missingPartitions));
    }
  }

  /**
   * Nothing of that name is known: not the same as a known host of which nothing was found.
   *
   * @param what is not known, in plain words
   */
  record Absent<T>(String what) implements Answer<T> {
    public Absent {
      requireNonNull(what);
    }
  }

  /**
   * The question makes no sense.
   *
   * @param why what is wrong with it and what would be right
   */
  record BadRequest<T>(String why) implements Answer<T> {
    public BadRequest {
      requireNonNull(why);
    }
  }

  /**
   * The state that knows is being restored or moved.
   *
   * @param why in plain words
   * @param retryAfter when to ask again
   */
  record NotReady<T>(String why, Duration retryAfter) implements Answer<T> {
    public NotReady {
      requireNonNull(why);
      if (retryAfter.isNegative()) throw new IllegalArgumentException("retry after " + retryAfter);
    }
  }

  static <T> Answer<T> found(T value) {
    return new Found<>(value, new TreeSet<>(), false);
  }

  /** What could be found while some partitions could not be asked. */
  static <T> Answer<T> partial(T value, Set<Integer> missingPartitions) {
    return found(value, missingPartitions, false);
  }

  /** What could be found, some of it perhaps of copies that may lag behind. */
  static <T> Answer<T> found(T value, Set<Integer> missingPartitions, boolean stale) {
    return new Found<>(value, new TreeSet<>(missingPartitions), stale);
  }

  static <T> Answer<T> absent(String what) {
    return new Absent<>(what);
  }

  static <T> Answer<T> badRequest(String why) {
    return new BadRequest<>(why);
  }

  static <T> Answer<T> notReady(String why, Duration retryAfter) {
    return new NotReady<>(why, retryAfter);
  }

  /** What another question makes of it; partitions that either could not ask are missing. */
  default <R> Answer<R> then(Function<T, Answer<R>> next) {
    return fold(
        found ->
            next.apply(found.value())
                .fold(
                    more -> {
                      Set<Integer> missing = new TreeSet<>(found.missingPartitions());
                      missing.addAll(more.missingPartitions());
                      return found(more.value(), missing, found.stale() || more.stale());
                    },
                    absent -> absent(absent.what()),
                    bad -> badRequest(bad.why()),
                    later -> notReady(later.why(), later.retryAfter())),
        absent -> absent(absent.what()),
        bad -> badRequest(bad.why()),
        later -> notReady(later.why(), later.retryAfter()));
  }

  /** The same with another value. */
  default <R> Answer<R> map(Function<T, R> change) {
    return then(value -> found(change.apply(value)));
  }

  /** Answers by whichever of the four it is. */
  default <R> R fold(
      Function<Found<T>, R> ifFound,
      Function<Absent<T>, R> ifAbsent,
      Function<BadRequest<T>, R> ifBadRequest,
      Function<NotReady<T>, R> ifNotReady) {
    if (this instanceof Found<T> found) return ifFound.apply(found);
    if (this instanceof Absent<T> absent) return ifAbsent.apply(absent);
    if (this instanceof BadRequest<T> badRequest) return ifBadRequest.apply(badRequest);
    return ifNotReady.apply((NotReady<T>) this);
  }
}
