package dev.oopsight.oracle;

import static java.util.Objects.requireNonNull;

/**
 * One thing in which a run is not as it must be.
 *
 * @param host whose; {@code -} where none is known
 * @param incident its id, or {@code -}
 * @param line the line that shows it, and where it lies; {@code -} where none does
 * @param says what is wrong
 */
public record Difference(String host, String incident, String line, String says) {

  /** What stands where nothing is known. */
  static final String NONE = "-";

  public Difference {
    requireNonNull(host);
    requireNonNull(incident);
    requireNonNull(line);
    requireNonNull(says);
  }

  @Override
  public String toString() {
    return "host %s, incident %s, line %s: %s".formatted(host, incident, line, says);
  }
}
