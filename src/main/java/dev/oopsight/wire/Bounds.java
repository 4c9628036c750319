package dev.oopsight.wire;

/**
 * How large a piece of input may be before it is refused.
 *
 * @param recordBytes one record, or one JSON document of a file
 * @param lineBytes one line or one message
 */
public record Bounds(int recordBytes, int lineBytes) {

  /** 4 MiB a record, 64 KiB a line. */
  public static final Bounds DEFAULT = new Bounds(4 << 20, 64 << 10);

  public Bounds {
    if (lineBytes < 1 || recordBytes < lineBytes) {
      throw new IllegalArgumentException("record " + recordBytes + ", line " + lineBytes);
    }
  }
}
