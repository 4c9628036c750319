package dev.oopsight.avro;

import java.util.HexFormat;
import java.util.Locale;

/** The forms that words and addresses take in published records. */
final class Names {

  private Names() {}

  /** Lower case with underscores. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The reverse of {@link #of}.
   *
   * @throws IllegalArgumentException for a name that a later version may know
   */
  static <E extends Enum<E>> E read(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  /** 16 lower-case hexadecimal digits. */
  static String address(long address) {
    return HexFormat.of().toHexDigits(address);
  }

  /** The reverse of {@link #address}. */
  static long readAddress(String digits) {
    return HexFormat.fromHexDigitsToLong(digits);
  }
}
