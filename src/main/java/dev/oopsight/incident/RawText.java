package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import dev.oopsight.log.TraceText;
import java.nio.charset.StandardCharsets;

/**
 * The trace as it was printed, at most 32 KiB of it.
 *
 * @param text lines without prefixes, parted by newlines
 * @param bytes length of the whole in UTF-8 bytes, before it was cut
 */
public record RawText(String text, int bytes) {

  /** In UTF-8 bytes. */
  public static final int LONGEST = 32 * 1024;

  public RawText {
    requireNonNull(text);
  }

  /** The text of a trace, cut after its last whole line that fits. */
  public static RawText of(TraceText trace) {
    String whole = trace.text();
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST) return new RawText(whole, bytes.length);
    int end = LONGEST;
    while (end > 0 && bytes[end] != '\n') end--;
    if (end == 0) {
      end = LONGEST;
      while ((bytes[end] & 0xC0) == 0x80) end--;
    }
    return new RawText(new String(bytes, 0, end, StandardCharsets.UTF_8), bytes.length);
  }

  /** Whether some of it was left out. */
  public boolean isCut() {
    return text.length() < bytes && text.getBytes(StandardCharsets.UTF_8).length < bytes;
  }
}
