package dev.oopsight.grammar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The largest rows of a table of any length: so many are kept, and no more held. */
final class Largest<T> {

  private final int most;
  private final Comparator<T> bySize;
  private final PriorityQueue<T> kept;

  Largest(int most, Comparator<T> bySize) {
    this.most = most;
    this.bySize = bySize;
    kept = new PriorityQueue<>(bySize);
  }

  void add(T row) {
    kept.add(row);
    if (kept.size() > most) kept.remove();
  }

  /** What is kept, the largest first. */
  List<T> rows() {
    List<T> rows = new ArrayList<>(kept);
    rows.sort(bySize.reversed());
    return rows;
  }
}
