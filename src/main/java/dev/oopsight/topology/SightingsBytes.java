package dev.oopsight.topology;

import dev.oopsight.config.Sightings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * When a config version was seen, as bytes: {@link Written}, then microseconds since 1970 of each
 * sighting, big-endian.
 */
final class SightingsBytes {

  private static final byte FORMAT = 1;

  private SightingsBytes() {}

  static byte[] encode(Sightings sightings, long nowMillis) {
    int length = Long.BYTES * sightings.moments().size();
    ByteBuffer bytes = ByteBuffer.allocate(Written.LENGTH + length);
    Written.begin(bytes, FORMAT, nowMillis);
    for (Instant moment : sightings.moments()) {
      bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
    }
    return bytes.array();
  }

  static Sightings decode(byte[] stored) {
    ByteBuffer bytes = Written.body(stored, FORMAT, "sightings");
    List<Instant> moments = new ArrayList<>();
    while (bytes.hasRemaining()) {
      moments.add(Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS));
    }
    return new Sightings(moments);
  }
}
