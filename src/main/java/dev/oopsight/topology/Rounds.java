package dev.oopsight.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Walks through a store in the order of its keys, a few entries at a time, and again from front.
 */
final class Rounds {

  private final KeyValueStore<Bytes, byte[]> store;
  private Bytes last;

  Rounds(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The next entries, at most so many; none at the end of each round. */
  List<KeyValue<Bytes, byte[]>> next(int most) {
    List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all =
        last == null ? store.all() : store.range(last, null)) {
      while (all.hasNext() && found.size() < most) {
        KeyValue<Bytes, byte[]> next = all.next();
        if (!next.key.equals(last)) found.add(next);
      }
    }
    last = found.isEmpty() ? null : found.get(found.size() - 1).key;
    return found;
  }
}
