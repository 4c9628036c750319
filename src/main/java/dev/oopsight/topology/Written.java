package dev.oopsight.topology;

import java.nio.ByteBuffer;

/**
 * The beginning that values of our own making share: a format byte, then milliseconds since 1970 by
 * our clock when the value was written, big-endian. So {@link Expiry} tells how old an entry is
 * without knowing what it is.
 */
final class Written {

  /** Bytes of it. */
  static final int LENGTH = 1 + Long.BYTES;

  private Written() {}

  static void begin(ByteBuffer bytes, byte format, long nowMillis) {
    bytes.put(format).putLong(nowMillis);
  }

  /**
   * What follows.
   *
   * @throws IllegalArgumentException for another format
   */
  static ByteBuffer body(byte[] stored, byte format, String what) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    byte found = bytes.get();
    if (found != format) {
      throw new IllegalArgumentException("%s in format %d, not %d".formatted(what, found, format));
    }
    bytes.getLong();
    return bytes;
  }

  static long millis(byte[] stored) {
    return ByteBuffer.wrap(stored).getLong(1);
  }
}
