package dev.oopsight.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A log as it was before a web page showed it: no-break spaces and character references are turned
 * back into the characters that they stand for.
 *
 * <p>References to quotation marks stay: a log that is JSON would be none any more.
 */
final class WebText extends FilterInputStream {

  private static final byte[] NO_BREAK = bytes("\u00A0");
  private static final byte[][] WRITTEN = {
    NO_BREAK, bytes("&nbsp;"), bytes("&lt;"), bytes("&gt;"), bytes("&#39;"), bytes("&amp;")
  };

  /** What each of {@link #WRITTEN} stands for. */
  private static final byte[] MEANT = bytes("  <>'&");

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final int LONGEST = "&nbsp;".length();

  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int ready;
  private int held;

  WebText(InputStream in) {
    super(in);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) return 0;
    while (at == ready) if (!fill()) return -1;
    int given = Math.min(length, ready - at);
    System.arraycopy(buffer, at, bytes, offset, given);
    at += given;
    return given;
  }

  /** Reads more behind what was held back of the bytes before; false at the end. */
  private boolean fill() throws IOException {
    int begun = held - ready;
    System.arraycopy(buffer, ready, buffer, 0, begun);
    at = 0;
    ready = 0;
    held = begun;
    int read = in.read(buffer, begun, buffer.length - begun);
    if (read < 0 && begun == 0) return false;
    turnBack(begun + Math.max(read, 0), read < 0);
    return true;
  }

  /** What is written is never longer than what was read; a reference that is cut is held back. */
  private void turnBack(int end, boolean last) {
    int from = suspect(0, end);
    int to = from;
    while (from < end && (last || end - from >= LONGEST)) {
      int length = 1;
      byte meant = buffer[from];
      for (int i = 0; i < WRITTEN.length && length == 1; i++) {
        if (!stands(WRITTEN[i], from, end)) continue;
        meant = MEANT[i];
        length = WRITTEN[i].length;
      }
      buffer[to++] = meant;
      from += length;
      int plain = suspect(from, end) - from;
      System.arraycopy(buffer, from, buffer, to, plain);
      from += plain;
      to += plain;
    }
    System.arraycopy(buffer, from, buffer, to, end - from);
    ready = to;
    held = to + end - from;
  }

  /** Index of the first byte that may begin a reference, or {@code end}: nearly always that. */
  private int suspect(int from, int end) {
    int at = from;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      long eight = (long) EIGHT.get(buffer, at);
      long and = eight ^ (LOW * '&');
      long noBreak = eight ^ (LOW * (NO_BREAK[0] & 0xFF));
      if (((((and - LOW) & ~and) | ((noBreak - LOW) & ~noBreak)) & HIGH) != 0) break;
    }
    while (at < end && buffer[at] != '&' && buffer[at] != NO_BREAK[0]) at++;
    return at;
  }

  private boolean stands(byte[] written, int from, int end) {
    if (end - from < written.length) return false;
    for (int i = 0; i < written.length; i++) if (buffer[from + i] != written[i]) return false;
    return true;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    while (skipped < count && read() >= 0) skipped++;
    return skipped;
  }

  @Override
  public int available() {
    return ready - at;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
