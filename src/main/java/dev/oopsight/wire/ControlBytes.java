package dev.oopsight.wire;

/** Looks for control bytes in text. */
final class ControlBytes {

  private static final int BINARY_FROM_A_TENTH = 10;
  private static final byte ESC = 0x1B;

  private final PlainStretch plain = new PlainStretch();
  private boolean none;

  /**
   * Whether more than a tenth of the bytes are control bytes that no text has: all but tab, line
   * ends, backspace and what begins a terminal's sequences.
   */
  boolean makeBinary(byte[] b, int from, int to) {
    none = true;
    long count = 0;
    for (int at = plain.end(b, from, to); at < to; ) {
      byte c = b[at];
      none &= c == '\n';
      if (c != '\n' && c != '\r' && c != '\b' && c != ESC) count++;
      at = plain.end(b, at + 1, to);
    }
    return count * BINARY_FROM_A_TENTH > to - from;
  }

  /** Whether the last look met no control byte but tab and newline. */
  boolean none() {
    return none;
  }
}
