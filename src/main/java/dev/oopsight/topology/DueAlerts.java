package dev.oopsight.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Bytes;

/**
 * Which alerts must be looked at by a moment, told without a look at the others.
 *
 * <p>One that is put off keeps its first place, and is told once too early in place of being moved
 * each time it recurs: whoever looks plans it anew.
 */
final class DueAlerts {

  private record Entry(Instant at, Bytes alert) {}

  private final Map<Bytes, Entry> planned = new HashMap<>();
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::alert));

  /** Notes that an alert must be looked at by then, or before where that is planned already. */
  void plan(Bytes alert, Instant at) {
    Entry before = planned.get(alert);
    if (before != null && !before.at().isAfter(at)) return;
    if (before != null) entries.remove(before);
    Entry entry = new Entry(at, alert);
    planned.put(alert, entry);
    entries.add(entry);
  }

  /** Takes out those that must be looked at by now, the longest due first. */
  List<Bytes> take(Instant now) {
    List<Bytes> due = new ArrayList<>();
    while (!entries.isEmpty() && !entries.peek().at().isAfter(now)) {
      Bytes alert = entries.poll().alert();
      planned.remove(alert);
      due.add(alert);
    }
    return due;
  }

  void clear() {
    planned.clear();
    entries.clear();
  }
}
