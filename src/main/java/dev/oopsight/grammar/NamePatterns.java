package dev.oopsight.grammar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of function names: {@code kfree}, {@code kmalloc*} (all that begin so), {@code *_lock} (all
 * that end so), {@code *alloc*} (all that hold it).
 */
final class NamePatterns {

  private final Set<String> names = new HashSet<>();

  /** None of them begins with another, so the one that a name begins with is next below it. */
  private final TreeSet<String> beginnings = new TreeSet<>();

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
    else if (on) addBeginning(text);
    else names.add(text);
  }

  private void addBeginning(String text) {
    if (isBegun(text)) return;
    beginnings.removeIf(longer -> longer.startsWith(text));
    beginnings.add(text);
  }

  private boolean isBegun(String name) {
    String below = beginnings.floor(name);
    return below != null && name.startsWith(below);
  }

  boolean holds(String name) {
    if (names.contains(name) || isBegun(name)) return true;
    for (String ending : endings) if (name.endsWith(ending)) return true;
    for (String middle : middles) if (name.contains(middle)) return true;
    return false;
  }
}
