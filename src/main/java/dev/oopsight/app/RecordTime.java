package dev.oopsight.app;

import dev.oopsight.log.LineView;
import dev.oopsight.parse.Reason;
import dev.oopsight.wire.LineSink;
import dev.oopsight.wire.LogReader;
import dev.oopsight.wire.Origin;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When the record of a line was written. A shipper takes the moment at which it reads; for a log of
 * the past whose lines have only kernel time, the moment of its boot tells better. A line without
 * any time goes with the one before it.
 */
final class RecordTime implements LineSink {

  private static final byte[] SOMEONE = {'x'};

  private final Optional<Instant> boot;
  private final InstantSource clock;
  private final LogReader reader = new LogReader();
  private final Origin origin = Origin.in(ZoneOffset.UTC);
  private Optional<Instant> before = Optional.empty();

  /**
   * Tells time.
   *
   * @param boot when the host began to count kernel time; empty where that is not known
   */
  RecordTime(Optional<Instant> boot, InstantSource clock) {
    this.boot = boot;
    this.clock = clock;
  }

  Instant of(byte[] line) {
    Instant now = clock.instant();
    if (boot.isEmpty()) return now;
    reader.read(line, 0, line.length, origin.record(SOMEONE, null, now.toEpochMilli()), this);
    return before.orElse(now);
  }

  @Override
  public void line(LineView line) {
    if (line.wallMicros >= 0) {
      before = Optional.empty();
    } else if (line.kernelMicros >= 0) {
      before = boot.map(b -> b.plus(line.kernelMicros, ChronoUnit.MICROS));
    }
  }

  @Override
  public void notOurs() {
    before = Optional.empty();
  }

  @Override
  public void refused(Reason reason, int from, int to, String excerpt) {
    before = Optional.empty();
  }
}
