package dev.oopsight.wire;

import dev.oopsight.parse.Reason;

/**
 * Walks over the tokens of JSON without making objects of them.
 *
 * <p>Shape: each method reads one thing at {@link #at} and moves behind it; the token's range stays
 * in {@link #from} and {@link #to}, strings without their quotes and with their escapes. Errors:
 * none are thrown; {@link #failure} says why it stopped, and from then on every method fails. As
 * strict as RFC 8259, but that bytes which are no UTF-8 pass.
 */
final class JsonScanner {

  private static final int LONGEST_NUMBER = 128;
  private static final int LONGEST_NAME = 1024;

  private byte[] b;
  private int end;

  /** Where reading goes on. */
  int at;

  /** First byte of the last token. */
  int from;

  /** After the last byte of the last token. */
  int to;

  /** Whether the last string holds escapes. */
  boolean escaped;

  /** Why it stopped; null while nothing is wrong. */
  Reason failure;

  void begin(byte[] bytes, int from, int to) {
    b = bytes;
    at = from;
    end = to;
    failure = null;
  }

  byte[] bytes() {
    return b;
  }

  /** The next byte that is no white space, or 0 at the end. */
  byte next() {
    while (at < end && (b[at] == ' ' || b[at] == '\n' || b[at] == '\t' || b[at] == '\r')) at++;
    return at < end ? b[at] : 0;
  }

  /** Whether that byte comes next; it is passed over. */
  boolean take(char wanted) {
    if (failure != null || next() != wanted) return false;
    at++;
    return true;
  }

  boolean fail(Reason reason) {
    if (failure == null) failure = reason;
    return false;
  }

  boolean malformed() {
    return fail(Reason.MALFORMED_JSON);
  }

  /** A member's name with the colon after it. */
  boolean name() {
    if (!string()) return false;
    if (to - from > LONGEST_NAME) return fail(Reason.JSON_OVER_BOUNDS);
    int nameFrom = from;
    int nameTo = to;
    if (!take(':')) return malformed();
    from = nameFrom;
    to = nameTo;
    return true;
  }

  boolean string() {
    if (!take('"')) return malformed();
    from = at;
    escaped = false;
    while (true) {
      at = Bytes.endOfPlainJson(b, at, end);
      if (at == end) return malformed();
      if (b[at] == '"') break;
      if (b[at] != '\\' || !escape()) return malformed();
      escaped = true;
    }
    to = at++;
    return true;
  }

  private boolean escape() {
    if (at + 1 >= end) {
      at = end;
      return false;
    }
    byte kind = b[at + 1];
    if (kind == 'u') {
      for (int i = 2; i < 6; i++) {
        if (at + i >= end) {
          at = end;
          return false;
        }
        if (Character.digit(b[at + i], 16) < 0) return false;
      }
      at += 6;
      return true;
    }
    if ("\"\\/bfnrt".indexOf(kind) < 0) return false;
    at += 2;
    return true;
  }

  /** A number, as its digits stand there. */
  boolean number() {
    next();
    from = at;
    if (at < end && b[at] == '-') at++;
    int digits = at;
    at = Bytes.skipDigits(b, at, end);
    if (at == digits || (b[digits] == '0' && at > digits + 1)) return malformed();
    if (at < end && b[at] == '.' && !digitsAfterSign(at + 1)) return malformed();
    if (at < end && (b[at] | 0x20) == 'e') {
      boolean signed = at + 1 < end && (b[at + 1] == '+' || b[at + 1] == '-');
      if (!digitsAfterSign(signed ? at + 2 : at + 1)) return malformed();
    }
    to = at;
    return to - from <= LONGEST_NUMBER || fail(Reason.JSON_OVER_BOUNDS);
  }

  private boolean digitsAfterSign(int digits) {
    at = Bytes.skipDigits(b, Math.min(digits, end), end);
    return at > digits;
  }

  /** {@code true}, {@code false} or {@code null}. */
  boolean literal(byte[] word) {
    next();
    from = at;
    int matched = 0;
    while (matched < word.length && at < end && b[at] == word[matched]) {
      at++;
      matched++;
    }
    to = at;
    return matched == word.length || malformed();
  }

  /** Copies a string's range with its escapes undone, as UTF-8; a lone surrogate becomes U+FFFD. */
  static void unescape(byte[] b, int from, int to, Escapes into) {
    into.clear((to - from) + 4);
    int at = from;
    while (at < to) {
      if (b[at] != '\\') {
        into.out[into.length++] = b[at++];
      } else if (b[at + 1] == 'u') {
        int unit = unit(b, at);
        at += 6;
        int point = unit;
        if (Character.isHighSurrogate((char) unit)
            && at < to
            && b[at] == '\\'
            && b[at + 1] == 'u'
            && Character.isLowSurrogate((char) unit(b, at))) {
          point = Character.toCodePoint((char) unit, (char) unit(b, at));
          at += 6;
        } else if (Character.isSurrogate((char) unit)) {
          point = 0xFFFD;
        }
        utf8(point, into);
      } else {
        into.out[into.length++] = plain(b[at + 1]);
        at += 2;
      }
    }
  }

  private static int unit(byte[] b, int at) {
    int unit = 0;
    for (int i = 2; i < 6; i++) unit = unit * 16 + Character.digit(b[at + i], 16);
    return unit;
  }

  private static byte plain(byte escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private static void utf8(int point, Escapes into) {
    byte[] out = into.out;
    if (point < 0x80) {
      out[into.length++] = (byte) point;
    } else if (point < 0x800) {
      out[into.length++] = (byte) (0xC0 | (point >> 6));
      out[into.length++] = (byte) (0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
      out[into.length++] = (byte) (0xE0 | (point >> 12));
      out[into.length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      out[into.length++] = (byte) (0x80 | (point & 0x3F));
    } else {
      out[into.length++] = (byte) (0xF0 | (point >> 18));
      out[into.length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      out[into.length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      out[into.length++] = (byte) (0x80 | (point & 0x3F));
    }
  }
}
