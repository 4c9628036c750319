package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import dev.oopsight.log.TraceText;
import java.nio.charset.StandardCharsets;

/**
 * The trace as it was printed, or its beginning.
 *
 * @param text lines without prefixes, parted by newlines
 * @param bytes length of the whole in UTF-8 bytes, before it was cut
 */
public record RawText(String text, int bytes) {

  public RawText {
    requireNonNull(text);
  }

  /** The whole text of a trace. */
  static RawText of(TraceText trace) {
    String whole = trace.text();
    return new RawText(whole, whole.getBytes(StandardCharsets.UTF_8).length);
  }

  /** The same, cut after its last whole line that fits into so many bytes. */
  RawText cutTo(int most) {
    byte[] kept = text.getBytes(StandardCharsets.UTF_8);
    if (kept.length <= most) return this;
    int end = most;
    while (end > 0 && kept[end] != '\n') end--;
    if (end == 0) {
      end = most;
      while (end > 0 && (kept[end] & 0xC0) == 0x80) end--;
    }
    return new RawText(new String(kept, 0, end, StandardCharsets.UTF_8), bytes);
  }

  /** Whether some of it was left out. */
  public boolean isCut() {
    return text.length() < bytes && text.getBytes(StandardCharsets.UTF_8).length < bytes;
  }
}
