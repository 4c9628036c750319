package dev.oopsight.grammar;

import java.util.function.Function;

/**
 * Remembers what was made of lines that come again and again: frames of the same paths, modules of
 * the same kernel. What is seldom met is pushed out by what comes after it.
 *
 * <p>Bounded: so many lines, none of them long. Safe for several threads, which may both make the
 * same value: entries never change, and one is as good as another.
 */
final class LineMemo<V> {

  private static final int SLOTS = 1 << 13;
  private static final int LONGEST = 160;

  private record Entry<V>(String line, V value) {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final Entry<V>[] entries = new Entry[SLOTS];

  /** By slot: hash of the entry's line, so that another line need not look at the entry. */
  private final int[] hashes = new int[SLOTS];

  private final Function<String, V> maker;

  /**
   * A memo without lines.
   *
   * @param maker depends on nothing but the line; what it makes does not change
   */
  LineMemo(Function<String, V> maker) {
    this.maker = maker;
  }

  /** What is made of a line. */
  V of(String line) {
    if (line.length() > LONGEST) return maker.apply(line);
    int hash = line.hashCode();
    int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
    if (hashes[slot] == hash) {
      Entry<V> entry = entries[slot];
      if (entry != null && entry.line().equals(line)) return entry.value();
    }
    V value = maker.apply(line);
    entries[slot] = new Entry<>(line, value);
    hashes[slot] = hash;
    return value;
  }
}
