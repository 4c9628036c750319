package dev.oopsight.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a topic was read: the next offset of each partition, {@code 12.40.7}. It means the same
 * on every instance.
 *
 * @param next by partition, each from 0
 */
record Positions(List<Long> next) {

  private static final Pattern FORM = Pattern.compile("\\d{1,18}(?:\\.\\d{1,18}){0,9999}+");

  Positions {
    next = List.copyOf(next);
  }

  /** Reads {@code 12.40.7}; anything else is empty. */
  static Optional<Positions> of(String text) {
    if (!FORM.matcher(text).matches()) return Optional.empty();
    List<Long> next = new ArrayList<>();
    for (String offset : text.split("\\.")) next.add(Long.parseLong(offset));
    return Optional.of(new Positions(next));
  }

  /** Of a partition that was added since then, nothing was read. */
  long of(int partition) {
    return partition < next.size() ? next.get(partition) : 0;
  }

  /** The same after a record of that partition was read. */
  Positions after(int partition, long offset) {
    List<Long> all = new ArrayList<>(next);
    while (all.size() <= partition) all.add(0L);
    all.set(partition, Math.max(all.get(partition), offset + 1));
    return new Positions(all);
  }

  /** What either had read. */
  Positions and(Positions other) {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < Math.max(next.size(), other.next.size()); i++) {
      all.add(Math.max(of(i), other.of(i)));
    }
    return new Positions(all);
  }

  /** Whether each partition was read at least as far. */
  boolean reaches(Positions other) {
    for (int i = 0; i < Math.max(next.size(), other.next.size()); i++) {
      if (of(i) < other.of(i)) return false;
    }
    return true;
  }

  @Override
  public String toString() {
    return next.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
