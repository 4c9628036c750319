package dev.oopsight.app;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Where a first start begins to read.
 *
 * @param offsetReset Kafka's {@code auto.offset.reset} for it: {@code earliest}, {@code latest} or
 *     {@code by_duration:PT24H}
 */
public record Start(String offsetReset) {

  /** With everything that is there. */
  public static final Start EARLIEST = new Start("earliest");

  public Start {
    requireNonNull(offsetReset);
  }

  /** Reads {@code earliest}, {@code latest} or {@code -PT24H}; anything else is empty. */
  static Optional<Start> of(String text) {
    if (text.equals("earliest") || text.equals("latest")) return Optional.of(new Start(text));
    if (!text.startsWith("-")) return Optional.empty();
    try {
      Duration ago = Duration.parse(text.substring(1));
      return ago.isNegative() || ago.isZero()
          ? Optional.empty()
          : Optional.of(new Start("by_duration:" + ago));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
