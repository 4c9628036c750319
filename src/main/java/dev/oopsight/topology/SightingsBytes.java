package dev.oopsight.topology;

import dev.oopsight.config.Sightings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * When a config version was seen, as bytes: a format byte, milliseconds since 1970 by our clock
 * when that was last written, then microseconds since 1970 of each sighting; big-endian.
 */
final class SightingsBytes {

  private static final byte FORMAT = 1;

  private SightingsBytes() {}

  static byte[] encode(Sightings sightings, long nowMillis) {
    int length = 1 + Long.BYTES * (1 + sightings.moments().size());
    ByteBuffer bytes = ByteBuffer.allocate(length).put(FORMAT).putLong(nowMillis);
    for (Instant moment : sightings.moments()) {
      bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
    }
    return bytes.array();
  }

  static Sightings decode(byte[] stored) {
    ByteBuffer bytes = known(stored);
    bytes.getLong();
    List<Instant> moments = new ArrayList<>();
    while (bytes.hasRemaining()) {
      moments.add(Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS));
    }
    return new Sightings(moments);
  }

  /** When it was written, by our clock. */
  static long writtenMillis(byte[] stored) {
    return known(stored).getLong();
  }

  private static ByteBuffer known(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    byte format = bytes.get();
    if (format != FORMAT) {
      throw new IllegalArgumentException("sightings in format " + format + ", not " + FORMAT);
    }
    return bytes;
  }
}
