package dev.oopsight.wire;

import java.util.Arrays;

/**
 * Finds a value by a range of bytes without making a String of it.
 *
 * <p>A look costs at most {@value #PROBES} probes, whatever names a hostile sender chooses: a key
 * that finds no place among them is not kept. When the table is full it starts over.
 */
final class ByteTable<V> {

  private static final int PROBES = 16;
  private static final int FEWEST = 64;

  private final int most;
  private byte[][] keys = new byte[FEWEST][];
  private Object[] values = new Object[FEWEST];
  private int size;

  /**
   * An empty table.
   *
   * @param most entries after which the table starts over; memory grows with what is kept only
   */
  ByteTable(int most) {
    this.most = most;
  }

  /** The value kept under those bytes; null where there is none. */
  @SuppressWarnings("unchecked") // put() accepts nothing else
  V get(byte[] b, int from, int to) {
    int mask = keys.length - 1;
    int slot = hash(b, from, to) & mask;
    for (int probe = 0; probe < PROBES; probe++) {
      byte[] key = keys[slot];
      if (key == null) return null;
      if (Arrays.equals(key, 0, key.length, b, from, to)) return (V) values[slot];
      slot = (slot + 1) & mask;
    }
    return null;
  }

  /** Keeps a value under a copy of those bytes. */
  void put(byte[] b, int from, int to, V value) {
    if (size >= most) {
      keys = new byte[FEWEST][];
      values = new Object[FEWEST];
      size = 0;
    } else if (size * 2 >= keys.length) {
      grow();
    }
    place(Arrays.copyOfRange(b, from, to), value);
  }

  private void place(byte[] key, Object value) {
    int mask = keys.length - 1;
    int slot = hash(key, 0, key.length) & mask;
    for (int probe = 0; probe < PROBES; probe++) {
      if (keys[slot] == null || Arrays.equals(keys[slot], key)) {
        if (keys[slot] == null) size++;
        keys[slot] = key;
        values[slot] = value;
        return;
      }
      slot = (slot + 1) & mask;
    }
  }

  private void grow() {
    byte[][] oldKeys = keys;
    Object[] oldValues = values;
    keys = new byte[oldKeys.length * 2][];
    values = new Object[oldValues.length * 2];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != null) place(oldKeys[i], oldValues[i]);
    }
  }

  private static int hash(byte[] b, int from, int to) {
    int hash = 0x811C9DC5;
    for (int i = from; i < to; i++) hash = (hash ^ b[i]) * 0x01000193;
    return hash ^ (hash >>> 15);
  }
}
