package dev.oopsight.access;

import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;

/**
 * Elements of DER (ITU-T X.690) with tags of one byte, read one after the other.
 *
 * <p>Errors: {@link InvalidKeySpecException} where an element does not lie within its bytes.
 */
final class Der {

  private final byte[] bytes;
  private int tag;
  private int from;
  private final int to;

  /** The elements within those bounds. */
  Der(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  boolean hasMore() {
    return from < to;
  }

  /** The next element; its contents are elements again, or bytes. */
  Der next() throws InvalidKeySpecException {
    int kind = octet();
    int length = octet();
    if (length > 0x80) {
      int octets = length - 0x80;
      length = 0;
      while (octets-- > 0 && length < 1 << 16) length = length << 8 | octet();
    }
    if (length > to - from) throw broken();
    Der element = new Der(bytes, from, from + length);
    element.tag = kind;
    from += length;
    return element;
  }

  /** The next element, which must be of that tag. */
  Der inside(int wanted) throws InvalidKeySpecException {
    Der element = next();
    if (element.tag != wanted) throw broken();
    return element;
  }

  int tag() {
    return tag;
  }

  byte[] contents() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private int octet() throws InvalidKeySpecException {
    if (from >= to) throw broken();
    return bytes[from++] & 0xff;
  }

  private static InvalidKeySpecException broken() {
    return new InvalidKeySpecException("the key is broken");
  }
}
