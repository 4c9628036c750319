package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * When a host was last heard of.
 *
 * <p>Stored as one format byte and two big-endian milliseconds since 1970; -1 for never.
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

  byte[] encode() {
    return ByteBuffer.allocate(1 + 2 * Long.BYTES)
        .put(FORMAT)
        .putLong(millis(line))
        .putLong(millis(config))
        .array();
  }

  /** Reads what {@link #encode} wrote. */
  public static HostHeard decode(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    byte format = bytes.get();
    if (format != FORMAT) {
      throw new IllegalArgumentException("host notes in format " + format + ", not " + FORMAT);
    }
    return new HostHeard(moment(bytes.getLong()), moment(bytes.getLong()));
  }

  private static long millis(Optional<Instant> moment) {
    return moment.map(Instant::toEpochMilli).orElse(-1L);
  }

  private static Optional<Instant> moment(long millis) {
    return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
