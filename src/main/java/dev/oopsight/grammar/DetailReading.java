package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the facts that only the kind of a trace has, by a reader chosen as soon as a header tells
 * the kind. What came before is kept until then: a table whose header was lost, the words of a
 * WARNING that stand above it.
 */
final class DetailReading {

  /** Bounded by the size of a trace; this is for text without any header. */
  private static final int MOST_HELD = 1_000;

  /** A line that makes a WARNING more exact comes soon. */
  private static final int HELD_OF_A_WARNING = 64;

  private final List<String> held = new ArrayList<>();
  private Optional<Kind> kind = Optional.empty();
  private DetailReader reader = new NothingMore();

  /** Takes the kind that the headers tell so far. */
  void kind(Optional<Kind> told) {
    if (told.isEmpty() || told.equals(kind)) return;
    kind = told;
    reader = DetailReaders.of(told.get());
    held.forEach(reader::add);
    if (told.get() != Kind.WARNING) held.clear();
  }

  /** Whether a line that looks like a frame is a fact of the kind. */
  boolean claims(String line) {
    return reader.claims(line);
  }

  /** Takes a line that is no frame, and after {@link #kind} where it is a header. */
  void add(String line) {
    if (kind.isEmpty() ? held.size() < MOST_HELD : mayBecomeExact()) held.add(line);
    reader.add(line);
  }

  private boolean mayBecomeExact() {
    return kind.get() == Kind.WARNING && held.size() < HELD_OF_A_WARNING;
  }

  Detail detail(Told told) {
    kind(Optional.of(told.kind()));
    return reader.detail(told);
  }
}
