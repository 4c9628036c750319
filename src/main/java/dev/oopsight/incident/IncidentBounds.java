package dev.oopsight.incident;

import java.time.Duration;

/**
 * How much an incident may tell, so that every topic takes it.
 *
 * @param bytes of the whole, serialised: what is larger is cut, lists first, the raw text last
 * @param textBytes of the trace as it was printed, in UTF-8
 * @param listLength of each list of the trace
 * @param changesWithin how long before it a setting may have changed to be told
 */
public record IncidentBounds(int bytes, int textBytes, int listLength, Duration changesWithin) {

  /** 512 KiB, of which 32 KiB raw text; 1000 frames, modules …; the changes of a week. */
  public static final IncidentBounds DEFAULT =
      new IncidentBounds(512 << 10, 32 << 10, 1_000, Duration.ofDays(7));

  public IncidentBounds {
    if (textBytes < 1 || listLength < 1 || bytes < textBytes || changesWithin.isNegative()) {
      throw new IllegalArgumentException(
          "%d bytes, %d of text, lists of %d, changes within %s"
              .formatted(bytes, textBytes, listLength, changesWithin));
    }
  }
}
