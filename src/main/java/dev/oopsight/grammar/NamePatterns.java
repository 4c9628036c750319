package dev.oopsight.grammar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A set of function names: {@code kfree}, {@code kmalloc*} (all that begin so), {@code *_lock} (all
 * that end so), {@code *alloc*} (all that hold it).
 */
final class NamePatterns {

  private final Set<String> names = new HashSet<>();
  private final Set<String> beginnings = new HashSet<>();
  private final List<String> endings = new ArrayList<>();
  private final List<String> middles = new ArrayList<>();

  void add(String pattern) {
    boolean open = pattern.startsWith("*");
    boolean on = pattern.endsWith("*");
    String text =
        pattern.substring(open ? 1 : 0, Math.max(pattern.length() - (on ? 1 : 0), open ? 1 : 0));
    if (text.isEmpty() || text.contains("*")) throw new IllegalStateException(pattern);
    if (open && on) middles.add(text);
    else if (open) endings.add(text);
    else if (on) beginnings.add(text);
    else names.add(text);
  }

  boolean holds(String name) {
    if (names.contains(name)) return true;
    for (int length = name.length(); length > 0; length--) {
      if (beginnings.contains(name.substring(0, length))) return true;
    }
    return endings.stream().anyMatch(name::endsWith) || middles.stream().anyMatch(name::contains);
  }
}
