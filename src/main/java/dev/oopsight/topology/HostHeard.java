package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * When a host was last heard of.
 *
 * <p>Stored as {@link Written}, then big-endian milliseconds since 1970, one a component; -1 for
 * never.
 *
 * @param line when its kernel last printed a line, by event time
 * @param config when its config was last seen
 */
public record HostHeard(Optional<Instant> line, Optional<Instant> config) {

  /** Nothing yet. */
  static final HostHeard NEVER = new HostHeard(Optional.empty(), Optional.empty());

  private static final byte FORMAT = 1;

  public HostHeard {
    requireNonNull(line);
    requireNonNull(config);
  }

  HostHeard lineHeard(Instant at) {
    return new HostHeard(Optional.of(later(line, at)), config);
  }

  HostHeard configSeen(Instant at) {
    return new HostHeard(line, Optional.of(later(config, at)));
  }

  private static Instant later(Optional<Instant> known, Instant at) {
    return known.filter(at::isBefore).orElse(at);
  }

  byte[] encode(long nowMillis) {
    ByteBuffer bytes = ByteBuffer.allocate(Written.LENGTH + 2 * Long.BYTES);
    Written.begin(bytes, FORMAT, nowMillis);
    return bytes.putLong(millis(line)).putLong(millis(config)).array();
  }

  /** Reads what {@link #encode} wrote. */
  public static HostHeard decode(byte[] stored) {
    ByteBuffer bytes = Written.body(stored, FORMAT, "host notes");
    return new HostHeard(moment(bytes.getLong()), moment(bytes.getLong()));
  }

  private static long millis(Optional<Instant> moment) {
    return moment.map(Instant::toEpochMilli).orElse(-1L);
  }

  private static Optional<Instant> moment(long millis) {
    return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
