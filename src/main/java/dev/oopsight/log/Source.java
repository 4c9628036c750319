package dev.oopsight.log;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a line came from.
 *
 * @param format the log format it was read from, as {@code wire} names it: {@code kmsg}, {@code
 *     dmesg}, {@code syslog}, {@code journald}
 * @param position in Kafka; empty for a file
 */
public record Source(String format, Optional<Position> position) {

  /** Coordinates of a record: topic, partition, offset. */
  public record Position(String topic, int partition, long offset) {
    public Position {
      requireNonNull(topic);
    }
  }

  public Source {
    requireNonNull(format);
    requireNonNull(position);
  }

  /** A line of a file. */
  public static Source ofFile(String format) {
    return new Source(format, Optional.empty());
  }
}
