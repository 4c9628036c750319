package dev.oopsight.trace;

/**
 * A number that the kernel prints in hexadecimal because its bits matter: an address, an error
 * code, a status register.
 *
 * @param bits unsigned
 */
public record Word(long bits) {

  /** Whether all the bits of a mask are set. */
  public boolean has(long mask) {
    return (bits & mask) == mask;
  }

  /** {@code 0x20}. */
  @Override
  public String toString() {
    return "0x" + Long.toHexString(bits);
  }
}
