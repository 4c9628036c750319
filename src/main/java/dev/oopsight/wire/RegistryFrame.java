package dev.oopsight.wire;

/**
 * A value that a schema registry's serializer wrote, where text belongs: without a look for it, its
 * body would be read as some text that no kernel printed.
 *
 * <pre>{@code
 * 00 | id of a schema, 4 bytes, big-endian, never 0 | body, of any bytes
 * }</pre>
 *
 * <p>Text may begin with NULs too, which a crash leaves in a file. So the value counts as framed
 * only where control characters stand in the id or just behind it; and what is no text at all, only
 * where the id is one of those that registries count from 1. Source: Confluent Schema Registry
 * documentation, "Wire format".
 */
final class RegistryFrame {

  private static final int HEADER_BYTES = 5;
  private static final int LOOK_AT = 16;

  private RegistryFrame() {}

  /**
   * Whether it is one.
   *
   * @param binary whether it is no text, by its share of control characters
   */
  static boolean begins(byte[] b, int from, int to, boolean binary) {
    if (to - from <= HEADER_BYTES || b[from] != 0 || (binary && b[from + 1] != 0)) return false;
    int text = Bytes.skipNuls(b, from, to);
    if (text - from >= HEADER_BYTES) return false;
    for (int at = text; at < Math.min(to, from + LOOK_AT); at++) {
      if (b[at] >= 0 && b[at] < ' ' && b[at] != '\n' && b[at] != '\t' && b[at] != 0x1b) return true;
    }
    return false;
  }
}
