package dev.oopsight.wire;

/** Looks for control bytes in text. */
final class ControlBytes {

  private static final int BINARY_FROM_A_TENTH = 10;
  private static final byte ESC = 0x1B;
  private static final byte DEL = 0x7F;

  private boolean none;

  /**
   * Whether more than a tenth of the bytes are control bytes that no text has: all but tab, line
   * ends, backspace and what begins a terminal's sequences.
   */
  boolean makeBinary(byte[] b, int from, int to) {
    none = true;
    long count = 0;
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to && !Bytes.controlAmongEight(b, at)) {
        at += Long.BYTES;
        continue;
      }
      byte c = b[at++];
      if (c < 0 || (c >= 0x20 && c != DEL) || c == '\t' || c == '\n') continue;
      none = false;
      if (c != '\r' && c != '\b' && c != ESC) count++;
    }
    return count * BINARY_FROM_A_TENTH > to - from;
  }

  /** Whether the last look met no control byte but tab and newline. */
  boolean none() {
    return none;
  }
}
