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
 * @param countsDue when, by its own clock, counts are to be published that were not yet
 */
public record HostHeard(
    Optional<Instant> line, Optional<Instant> config, Optional<Instant> countsDue) {

  /** Nothing yet. */
  static final HostHeard NEVER =
      new HostHeard(Optional.empty(), Optional.empty(), Optional.empty());

  private static final byte FORMAT = 1;

  public HostHeard {
    requireNonNull(line);
    requireNonNull(config);
    requireNonNull(countsDue);
  }

  HostHeard lineHeard(Instant at) {
    return new HostHeard(Optional.of(later(line, at)), config, countsDue);
  }

  HostHeard configSeen(Instant at) {
    return new HostHeard(line, Optional.of(later(config, at)), countsDue);
  }

  /** The same, with counts that wait until then at most. */
  HostHeard waitingUntil(Optional<Instant> due) {
    return due.filter(d -> countsDue.filter(c -> !c.isAfter(d)).isEmpty()).isPresent()
        ? new HostHeard(line, config, due)
        : this;
  }

  boolean isDueAt(Instant moment) {
    return countsDue.filter(due -> !due.isAfter(moment)).isPresent();
  }

  HostHeard nothingDue() {
    return new HostHeard(line, config, Optional.empty());
  }

  private static Instant later(Optional<Instant> known, Instant at) {
    return known.filter(at::isBefore).orElse(at);
  }

  byte[] encode(long nowMillis) {
    ByteBuffer bytes = ByteBuffer.allocate(Written.LENGTH + 3 * Long.BYTES);
    Written.begin(bytes, FORMAT, nowMillis);
    return bytes.putLong(millis(line)).putLong(millis(config)).putLong(millis(countsDue)).array();
  }

  /** Reads what {@link #encode} wrote. */
  public static HostHeard decode(byte[] stored) {
    ByteBuffer bytes = Written.body(stored, FORMAT, "host notes");
    return new HostHeard(moment(bytes.getLong()), moment(bytes.getLong()), moment(bytes.getLong()));
  }

  private static long millis(Optional<Instant> moment) {
    return moment.map(Instant::toEpochMilli).orElse(-1L);
  }

  private static Optional<Instant> moment(long millis) {
    return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
