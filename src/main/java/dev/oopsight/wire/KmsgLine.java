package dev.oopsight.wire;

import static dev.oopsight.wire.Bytes.skipDigits;

import dev.oopsight.log.LineView;

/**
 * One record of /dev/kmsg, or of netconsole's extended format.
 *
 * <pre>{@code
 * 4,1814,4262686822339,-,caller=T1;swapper: page allocation failure. order:1, mode:0x4020
 * 6.13.0-rc4,13,468,514729715,-,ncfrag=0/1135;the first part of a long line
 * }</pre>
 *
 * <p>Shape: one line; the dictionary lines that follow it begin with a blank and are passed over by
 * {@link TextFormats}. Only the first fragment of a line that netconsole had to split is read, cut
 * as it is; further ones are malformed. Units: the third number is microseconds since boot. The
 * first is facility times eight plus level; a facility other than 0 means that a process wrote the
 * line. Source: Linux Documentation/ABI/testing/dev-kmsg; Documentation/networking/netconsole.rst.
 */
final class KmsgLine {

  private static final byte[] CALLER = Bytes.of("caller=");
  private static final byte[] FRAGMENT = Bytes.of("ncfrag=");
  private static final int LONGEST_RELEASE = 128;

  private final Stamps stamps;

  KmsgLine(Stamps stamps) {
    this.stamps = stamps;
  }

  /** Index of the first of the three numbers, or {@link Stamps#NONE} where it is another format. */
  static int recognise(byte[] b, int from, int to) {
    if (threeNumbers(b, from, to)) return from;
    int limit = Math.min(to, from + LONGEST_RELEASE);
    int comma = Bytes.indexOf((byte) ',', b, from, limit);
    int point = Bytes.indexOf((byte) '.', b, from, comma);
    if (comma == limit || point == comma) return Stamps.NONE;
    for (int at = from; at < comma; at++) {
      if (b[at] == ' ') return Stamps.NONE;
    }
    return threeNumbers(b, comma + 1, to) ? comma + 1 : Stamps.NONE;
  }

  private static boolean threeNumbers(byte[] b, int from, int to) {
    int at = from;
    for (int i = 0; i < 3; i++) {
      int end = skipDigits(b, at, to);
      if (end == at || end - at > 18 || end >= to || b[end] != ',') return false;
      at = end + 1;
    }
    return true;
  }

  /** Reads a recognised record whose first number stands at {@code from}. */
  Verdict read(byte[] b, int from, int to, LineView line) {
    int first = skipDigits(b, from, to);
    int second = skipDigits(b, first + 1, to);
    int third = skipDigits(b, second + 1, to);
    int text = Bytes.indexOf((byte) ';', b, third, to);
    if (text == to) return Verdict.MALFORMED;
    long priority = Bytes.number(b, from, first);
    line.level = (int) (priority & 7);
    line.facility = (int) Math.min(priority >> 3, Integer.MAX_VALUE);
    line.sequence = Bytes.number(b, first + 1, second);
    line.kernelMicros = Bytes.number(b, second + 1, third);
    line.from = text + 1;
    line.to = to;
    if (line.facility != 0) return Verdict.NOT_OURS;
    return fields(b, third + 1, text, line);
  }

  private Verdict fields(byte[] b, int from, int to, LineView line) {
    Verdict verdict = Verdict.OURS;
    int at = from;
    while (at < to) {
      int end = Bytes.indexOf((byte) ',', b, at, to);
      if (Bytes.startsWith(CALLER, b, at, end)) {
        stamps.caller(b, at + CALLER.length, end, line);
      } else if (Bytes.startsWith(FRAGMENT, b, at, end)) {
        int offset = at + FRAGMENT.length;
        if (Bytes.number(b, offset, skipDigits(b, offset, end)) != 0) verdict = Verdict.MALFORMED;
      }
      at = end + 1;
    }
    return verdict;
  }
}
