package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at byte arrays, eight bytes at a time where that pays. Nothing here allocates but text. */
final class Bytes {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final int EXCERPT_BYTES = 200;

  private Bytes() {}

  /** Index of the first such byte, or {@code to}. */
  static int indexOf(byte wanted, byte[] b, int from, int to) {
    long pattern = LOW * (wanted & 0xFF);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long differs = (long) EIGHT.get(b, at) ^ pattern;
      long zero = (differs - LOW) & ~differs & HIGH;
      if (zero != 0) return at + (Long.numberOfTrailingZeros(zero) >>> 3);
    }
    for (; at < to; at++) {
      if (b[at] == wanted) return at;
    }
    return to;
  }

  /** How many bytes are that one. */
  static int count(byte wanted, byte[] b, int from, int to) {
    int count = 0;
    for (int at = from; at < to; at++) if (b[at] == wanted) count++;
    return count;
  }

  /** Index of the first byte that stands in a JSON string for more than itself, or {@code to}. */
  static int endOfPlainJson(byte[] b, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = (long) EIGHT.get(b, at);
      long quote = eight ^ (LOW * '"');
      long slash = eight ^ (LOW * '\\');
      long below = (eight - LOW * 0x20) & ~eight;
      long hit = (below | ((quote - LOW) & ~quote) | ((slash - LOW) & ~slash)) & HIGH;
      if (hit != 0) return at + (Long.numberOfTrailingZeros(hit) >>> 3);
    }
    while (at < to && b[at] != '"' && b[at] != '\\' && (b[at] < 0 || b[at] >= 0x20)) at++;
    return at;
  }

  /** Whether there is nothing but white space. */
  static boolean isBlank(byte[] b, int from, int to) {
    int at = from;
    while (at < to && (b[at] == ' ' || b[at] == '\n' || b[at] == '\r' || b[at] == '\t')) at++;
    return at == to;
  }

  static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(byte c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  /** Index of the first byte that is no digit, or {@code to}. */
  static int skipDigits(byte[] b, int from, int to) {
    int at = from;
    while (at < to && isDigit(b[at])) at++;
    return at;
  }

  /** Index of the first byte that is no blank, or {@code to}. */
  static int skipBlanks(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] == ' ') at++;
    return at;
  }

  /** Index after the NULs that a crash leaves at the end of a file, where text goes on. */
  static int skipNuls(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] == 0) at++;
    return at;
  }

  /** Index of the first blank, or {@code to}. */
  static int endOfWord(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] != ' ') at++;
    return at;
  }

  /** The number those digits write, or -1 where there are none, others, or more than 18. */
  static long number(byte[] b, int from, int to) {
    if (from >= to || to - from > 18) return -1;
    long value = 0;
    for (int at = from; at < to; at++) {
      if (!isDigit(b[at])) return -1;
      value = value * 10 + (b[at] - '0');
    }
    return value;
  }

  /** Two digits as a number, or -1. */
  static int two(byte[] b, int at, int to) {
    return at + 2 <= to && isDigit(b[at]) && isDigit(b[at + 1])
        ? (b[at] - '0') * 10 + b[at + 1] - '0'
        : -1;
  }

  /** The digits after a decimal point as microseconds; beyond the sixth they are cut. */
  static long fractionMicros(byte[] b, int from, int to) {
    long micros = 0;
    for (int at = from; at < from + 6; at++) {
      micros = micros * 10 + (at < to && isDigit(b[at]) ? b[at] - '0' : 0);
    }
    return micros;
  }

  static boolean startsWith(byte[] prefix, byte[] b, int from, int to) {
    if (to - from < prefix.length) return false;
    for (int i = 0; i < prefix.length; i++) {
      if (b[from + i] != prefix[i]) return false;
    }
    return true;
  }

  static boolean equal(byte[] word, byte[] b, int from, int to) {
    return to - from == word.length && startsWith(word, b, from, to);
  }

  /** The first 200 bytes of a range, for a person to read. */
  static String excerpt(byte[] b, int from, int to) {
    return new String(b, from, Math.min(to - from, EXCERPT_BYTES), UTF_8);
  }

  static byte[] of(String text) {
    return text.getBytes(UTF_8);
  }
}
