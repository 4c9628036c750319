package dev.oopsight.topology;

import dev.oopsight.incident.Counted;
import dev.oopsight.incident.IncidentId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * What is remembered of an occurrence, as bytes: {@link Written}, then the incident's UUID,
 * milliseconds since 1970, suppressed, lines, hash; big-endian.
 */
final class CountedBytes {

  private static final byte FORMAT = 1;
  private static final int LENGTH = 4 * Long.BYTES + 2 * Integer.BYTES;

  private CountedBytes() {}

  static byte[] encode(Counted counted, long nowMillis) {
    UUID incident = counted.incident().value();
    ByteBuffer bytes = ByteBuffer.allocate(Written.LENGTH + LENGTH);
    Written.begin(bytes, FORMAT, nowMillis);
    return bytes
        .putLong(incident.getMostSignificantBits())
        .putLong(incident.getLeastSignificantBits())
        .putLong(counted.at().toEpochMilli())
        .putLong(counted.suppressed())
        .putInt(counted.lines())
        .putInt(counted.textHash())
        .array();
  }

  static Counted decode(byte[] stored) {
    ByteBuffer bytes = Written.body(stored, FORMAT, "an occurrence");
    IncidentId incident = new IncidentId(new UUID(bytes.getLong(), bytes.getLong()));
    Instant at = Instant.ofEpochMilli(bytes.getLong());
    return new Counted(incident, at, bytes.getLong(), bytes.getInt(), bytes.getInt());
  }
}
