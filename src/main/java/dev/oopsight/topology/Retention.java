package dev.oopsight.topology;

import java.time.Duration;

/**
 * How long state is kept, by our clock: a log of last year that is read today is kept from today
 * on.
 *
 * @param incidents an incident goes so long after its last change; so does what is remembered of an
 *     occurrence, and a host of which nothing else is kept after it was last heard of
 * @param configHistory a config version goes so long after it was last seen
 */
public record Retention(Duration incidents, Duration configHistory) {

  /** What is taken where a site says nothing. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(90), Duration.ofDays(400));

  public Retention {
    if (!isPositive(incidents) || !isPositive(configHistory)) {
      throw new IllegalArgumentException(incidents + ", " + configHistory);
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
