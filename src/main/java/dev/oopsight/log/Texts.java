package dev.oopsight.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Texts of lines that come again and again: the frames of the same paths, the modules of the same
 * kernel. One that was met lately is the same String, so that it costs no memory anew, its hash is
 * known, and whoever remembers something of it finds it by identity.
 *
 * <p>The table has a fixed size and forgets; whatever hostile text brings, nothing grows. A text is
 * kept when it comes a second time, so that those that come once push out none. Threads may share
 * it: a slot is one reference to an immutable value, and a lost update costs another copy.
 */
final class Texts {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int SLOT_BITS = 13;
  private static final int SLOTS = 1 << SLOT_BITS;
  private static final int LONGEST = 256;

  private static final class Known {
    final byte[] bytes;
    final String text;

    Known(byte[] bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }
  }

  private static final Known[] KNOWN = new Known[SLOTS];

  /** By slot: hash of the text that was last asked for and not known. */
  private static final int[] ASKED = new int[SLOTS];

  private Texts() {}

  /** What the bytes write; invalid UTF-8 becomes U+FFFD. */
  static String of(byte[] b, int from, int to) {
    int length = to - from;
    if (length > LONGEST) return new String(b, from, length, UTF_8);
    long hash = hash(b, from, to);
    int slot = (int) (hash >>> (Long.SIZE - SLOT_BITS));
    Known known = KNOWN[slot];
    if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, b, from, to)) {
      return known.text;
    }
    String text = new String(b, from, length, UTF_8);
    if (ASKED[slot] == (int) hash) {
      KNOWN[slot] = new Known(Arrays.copyOfRange(b, from, to), text);
    } else {
      ASKED[slot] = (int) hash;
    }
    return text;
  }

  private static long hash(byte[] b, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = (hash ^ (long) EIGHT.get(b, at)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    for (; at < to; at++) hash = (hash ^ b[at]) * MULTIPLIER;
    return hash * MULTIPLIER;
  }
}
