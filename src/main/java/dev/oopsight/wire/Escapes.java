package dev.oopsight.wire;

import java.util.Arrays;

/**
 * Undoes what carriers do to unprintable bytes, and removes terminal control from text.
 *
 * <p>One buffer, filled anew by each call; it grows to the longest line and stays. Source: Linux
 * Documentation/ABI/testing/dev-kmsg ({@code \x0a}); rsyslog, control character escaping ({@code
 * #012}); ECMA-48 5.4 (control sequences).
 */
final class Escapes {

  private static final byte ESC = 0x1B;
  private static final byte BEL = 0x07;
  private static final byte SOH = 0x01;
  private static final byte DEL = 0x7F;

  /** The result of the last call, from index 0. */
  byte[] out = new byte[1024];

  /** Number of bytes in {@link #out}. */
  int length;

  /** Which spelling of unprintable bytes a format uses. */
  enum Spelling {
    /** None. */
    PLAIN,
    /** {@code \x0a}, two hexadecimal digits: /dev/kmsg. */
    HEX,
    /** {@code #012}, three octal digits: rsyslog. */
    OCTAL
  }

  /** Whether decoding would change anything. */
  static boolean occur(Spelling spelling, byte[] b, int from, int to) {
    if (spelling == Spelling.PLAIN) return false;
    byte mark = (byte) (spelling == Spelling.HEX ? '\\' : '#');
    int at = Bytes.indexOf(mark, b, from, to);
    while (at < to) {
      if (code(spelling, b, at, to) >= 0) return true;
      at = Bytes.indexOf(mark, b, at + 1, to);
    }
    return false;
  }

  /** Copies the range with every escaped byte put back. */
  void decode(Spelling spelling, byte[] b, int from, int to) {
    clear(to - from);
    int at = from;
    while (at < to) {
      int code = code(spelling, b, at, to);
      out[length++] = code < 0 ? b[at] : (byte) code;
      at += code < 0 ? 1 : 4;
    }
  }

  private static int code(Spelling spelling, byte[] b, int at, int to) {
    if (at + 4 > to) return -1;
    if (spelling == Spelling.HEX && b[at] == '\\' && b[at + 1] == 'x') {
      int high = Character.digit(b[at + 2], 16);
      int low = Character.digit(b[at + 3], 16);
      return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
    if (spelling == Spelling.OCTAL && b[at] == '#') {
      int code = 0;
      for (int i = 1; i <= 3; i++) {
        int digit = Character.digit(b[at + i], 8);
        if (digit < 0) return -1;
        code = code * 8 + digit;
      }
      return code < 0x20 || code == DEL ? code : -1;
    }
    return -1;
  }

  /**
   * Copies the range without terminal sequences, printk's level marks and other control bytes; tab
   * and newline stay, and a carriage return becomes a newline, since what follows it overwrote the
   * line on the terminal.
   */
  void strip(byte[] b, int from, int to) {
    clear(to - from);
    int at = from;
    while (at < to) {
      byte c = b[at];
      if (c == ESC) {
        at = afterSequence(b, at + 1, to);
      } else if (c == SOH) {
        at += at + 1 < to && (Bytes.isDigit(b[at + 1]) || b[at + 1] == 'c') ? 2 : 1;
      } else {
        if (c == '\r') out[length++] = '\n';
        else if (c == '\t' || c == '\n' || ((c & 0xFF) >= 0x20 && c != DEL)) out[length++] = c;
        at++;
      }
    }
  }

  private static int afterSequence(byte[] b, int at, int to) {
    if (at >= to) return to;
    if (b[at] == '[') {
      int end = at + 1;
      while (end < to && b[end] >= 0x20 && b[end] < 0x40) end++;
      return end < to && b[end] >= 0x40 ? end + 1 : end;
    }
    if (b[at] == ']') {
      int end = at + 1;
      while (end < to && b[end] != BEL && b[end] != ESC && b[end] != '\n') end++;
      return end < to && b[end] == BEL ? end + 1 : end;
    }
    return b[at] > 0x20 ? at + 1 : at;
  }

  /** Makes the buffer empty with room for that many bytes. */
  void clear(int room) {
    if (out.length < room) out = Arrays.copyOf(out, Math.max(room, out.length * 2));
    length = 0;
  }
}
