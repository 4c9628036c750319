package dev.oopsight.incident;

/**
 * How large an incident may be, so that every topic takes it.
 *
 * @param bytes of the whole, serialised: what is larger is cut, lists first, the raw text last
 * @param textBytes of the trace as it was printed, in UTF-8
 * @param listLength of each list of the trace
 */
public record IncidentBounds(int bytes, int textBytes, int listLength) {

  /** 512 KiB, of which 32 KiB raw text; 1000 frames, modules … */
  public static final IncidentBounds DEFAULT = new IncidentBounds(512 << 10, 32 << 10, 1_000);

  public IncidentBounds {
    if (textBytes < 1 || listLength < 1 || bytes < textBytes) {
      throw new IllegalArgumentException(
          "%d bytes, %d of text, lists of %d".formatted(bytes, textBytes, listLength));
    }
  }
}
