package dev.oopsight.wire;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What is known of a piece of input beside its bytes. One object may serve a whole partition: it is
 * told each record by {@link #record}.
 */
public final class Origin {

  private static final long MICROS_PER_MILLI = 1_000;
  private static final long LAST_OF_YEAR_9999 = 253_402_300_799_999L;

  private final ZoneId zone;
  private byte[] hostHeader;
  private byte[] key;
  private long recordMicros;

  private Origin(ZoneId zone) {
    this.zone = requireNonNull(zone);
  }

  /** Records of hosts whose stamps without a zone (RFC 3164, ctime) are in that zone. */
  public static Origin in(ZoneId zone) {
    return new Origin(zone);
  }

  /** A file of one host, whose stamps without a year belong to the year before that moment. */
  public static Origin ofFile(String host, Instant readAt) {
    return new Origin(ZoneOffset.UTC).record(Bytes.of(host), null, readAt.toEpochMilli());
  }

  /**
   * Tells the next record.
   *
   * @param hostHeader value of the record's host-id header in UTF-8; null where it has none
   * @param key the record's key; null where it has none
   * @param timestampMillis the record's timestamp, milliseconds since 1970; outside of 1970 to 9999
   *     it is set to the nearest of these
   */
  public Origin record(byte[] hostHeader, byte[] key, long timestampMillis) {
    this.hostHeader = hostHeader;
    this.key = key;
    long millis = Math.max(0, Math.min(LAST_OF_YEAR_9999, timestampMillis));
    this.recordMicros = millis * MICROS_PER_MILLI;
    return this;
  }

  /** When the record was written, as far as Kafka knows. */
  Instant recordTime() {
    return Instant.ofEpochMilli(recordMicros / MICROS_PER_MILLI);
  }

  byte[] hostHeader() {
    return hostHeader;
  }

  byte[] key() {
    return key;
  }

  long recordMicros() {
    return recordMicros;
  }

  ZoneId zone() {
    return zone;
  }
}
