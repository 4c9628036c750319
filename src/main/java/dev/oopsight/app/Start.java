package dev.oopsight.app;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Where a first start begins to read.
 *
 * @param ago with what was written so long ago: zero for what is written from now on; empty for
 *     everything that is there
 */
public record Start(Optional<Duration> ago) {

  /** With everything that is there. */
  public static final Start EARLIEST = new Start(Optional.empty());

  /** With what is written from now on. */
  public static final Start LATEST = new Start(Optional.of(Duration.ZERO));

  public Start {
    requireNonNull(ago);
  }

  /** Reads {@code earliest}, {@code latest} or {@code -PT24H}; anything else is empty. */
  static Optional<Start> of(String text) {
    if (text.equals("earliest")) return Optional.of(EARLIEST);
    if (text.equals("latest")) return Optional.of(LATEST);
    if (!text.startsWith("-")) return Optional.empty();
    try {
      Duration ago = Duration.parse(text.substring(1));
      return ago.isNegative() || ago.isZero()
          ? Optional.empty()
          : Optional.of(new Start(Optional.of(ago)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
