package dev.oopsight.avro;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Moments as Avro's {@code timestamp-micros} can hold them: what is finer is cut off, what lies
 * beyond some 292 000 years from 1970 becomes the nearest moment that fits.
 */
final class Micros {

  private static final Instant EARLIEST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
  private static final Instant LATEST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);

  private Micros() {}

  /** The moment itself where it fits. */
  static Instant fit(Instant moment) {
    if (moment.isBefore(EARLIEST)) return EARLIEST;
    if (moment.isAfter(LATEST)) return LATEST;
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  /** Microseconds since 1970, as {@link #fit}. */
  static long of(Instant moment) {
    if (moment.isBefore(EARLIEST)) return Long.MIN_VALUE;
    if (moment.isAfter(LATEST)) return Long.MAX_VALUE;
    // One second less where negative: the whole seconds of the earliest moment would overflow.
    long seconds = moment.getEpochSecond();
    long micros = moment.getNano() / 1_000;
    return seconds < 0
        ? (seconds + 1) * 1_000_000 + (micros - 1_000_000)
        : seconds * 1_000_000 + micros;
  }

  /** The reverse of {@link #of}. */
  static Instant read(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
