package dev.oopsight.assembly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which windows have something to do at a moment of our clock, told without a look at the others: a
 * partition has them of thousands of hosts that said something lately, and is asked every few
 * milliseconds.
 */
final class Agenda {

  private record Entry(Instant at, long number, Window window) {}

  private final Set<Window> stirred = new LinkedHashSet<>();
  private final Map<Window, Entry> next = new HashMap<>();
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::number));
  private long numbers;

  /** Something happened to a window: it is due at once, and then says itself when. */
  void stirred(Window window) {
    stirred.add(window);
  }

  /** Windows that are due by then, or were stirred since the last call. */
  List<Window> due(Instant clock) {
    while (!entries.isEmpty() && !entries.peek().at().isAfter(clock)) {
      Entry entry = entries.poll();
      if (next.remove(entry.window(), entry)) stirred.add(entry.window());
    }
    List<Window> due = new ArrayList<>(stirred);
    stirred.clear();
    return due;
  }

  /** Notes when a window will be due unless it is stirred before. */
  void plan(Window window, Instant at) {
    Entry planned = next.get(window);
    if (planned != null && !planned.at().isAfter(at)) return;
    Entry entry = new Entry(at, numbers++, window);
    next.put(window, entry);
    entries.add(entry);
  }

  void forget(Window window) {
    stirred.remove(window);
    next.remove(window);
  }

  void clear() {
    stirred.clear();
    next.clear();
    entries.clear();
  }
}
