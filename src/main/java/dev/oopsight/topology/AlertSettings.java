package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a site can choose about alerts.
 *
 * @param window for so long after its newest occurrence, a fault is open
 * @param publicUrl under which people reach the page, without a slash at its end; empty for no
 *     links
 */
public record AlertSettings(Duration window, Optional<String> publicUrl) {

  /**
   * What is taken where a site says nothing. Counts of what goes on are published hourly, so that a
   * window of two hours holds over them.
   */
  public static final AlertSettings DEFAULT =
      new AlertSettings(Duration.ofHours(2), Optional.empty());

  public AlertSettings {
    requireNonNull(window);
    requireNonNull(publicUrl);
    if (window.isNegative() || window.isZero())
      throw new IllegalArgumentException("window " + window);
  }
}
