package dev.oopsight.grammar;

/**
 * Names that come again and again: functions, modules, registers. A name that was met lately is the
 * same object, so that it costs no memory anew and its hash is known.
 *
 * <p>The table has a fixed size and forgets; whatever names hostile text brings, nothing grows.
 * Threads may share it: a slot is one reference to an immutable value, and a lost update costs
 * another copy.
 */
final class Names {

  private static final int SLOTS = 1 << 13;
  private static final int LONGEST = 64;
  private static final String[] KNOWN = new String[SLOTS];

  private Names() {}

  /** The characters of a range as a name. */
  static String of(String text, int from, int to) {
    int length = to - from;
    if (length > LONGEST) return text.substring(from, to);
    int hash = length;
    for (int i = from; i < to; i++) hash = hash * 31 + text.charAt(i);
    int slot = (hash ^ hash >>> 13) & (SLOTS - 1);
    String known = KNOWN[slot];
    if (known != null && known.length() == length && text.startsWith(known, from)) return known;
    String name = text.substring(from, to);
    KNOWN[slot] = name;
    return name;
  }
}
