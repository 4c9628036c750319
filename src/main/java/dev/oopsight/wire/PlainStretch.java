package dev.oopsight.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The stretch of text up to the first control byte, looked over once for all that may be asked of
 * it: where it ends, and whether an escape of a carrier may stand in it.
 */
final class PlainStretch {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final byte DEL = 0x7F;

  private boolean marked;

  /** Index of the first byte below 0x20 but tab, or DEL; or {@code to}. */
  int end(byte[] b, int from, int to) {
    long marks = 0;
    int at = from;
    while (at + Long.BYTES <= to) {
      long eight = (long) EIGHT.get(b, at);
      long number = eight ^ (LOW * '#');
      long slash = eight ^ (LOW * '\\');
      marks |= ((number - LOW) & ~number) | ((slash - LOW) & ~slash);
      // Below 0x20 the difference has its high bit set, for DEL the sum.
      long hit = ((eight - LOW * ' ') | (eight + LOW)) & ~eight & HIGH;
      if (hit == 0) {
        at += Long.BYTES;
      } else {
        at += Long.numberOfTrailingZeros(hit) >>> 3;
        if (isControl(b[at])) return ended(at, marks);
        at++; // a tab, or made by what was carried from the byte before
      }
    }
    while (at < to && !isControl(b[at])) {
      if (b[at] == '#' || b[at] == '\\') marks |= HIGH;
      at++;
    }
    return ended(at, marks);
  }

  private int ended(int at, long marks) {
    marked = (marks & HIGH) != 0;
    return at;
  }

  /** Whether {@code #} or a backslash may stand in the last stretch; surely where one does. */
  boolean mayHoldEscape() {
    return marked;
  }

  /** Whether text does not hold such a byte. */
  static boolean isControl(byte c) {
    return (c >= 0 && c < ' ' && c != '\t') || c == DEL;
  }
}
