package dev.oopsight.grammar;

import dev.oopsight.trace.Word;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the numbers that kernels print; what is too long to be one is empty. */
final class Numbers {

  private static final int INT_DIGITS = 9;
  private static final int LONG_DIGITS = 18;
  private static final int HEX_DIGITS = 16;

  private Numbers() {}

  static OptionalInt decimal(String digits) {
    if (!isNumber(digits, INT_DIGITS, 10)) return OptionalInt.empty();
    return OptionalInt.of(Integer.parseInt(digits));
  }

  static OptionalLong decimalLong(String digits) {
    if (!isNumber(digits, LONG_DIGITS, 10)) return OptionalLong.empty();
    return OptionalLong.of(Long.parseLong(digits));
  }

  /** Up to 16 hexadecimal digits, unsigned, with or without 0x. */
  static OptionalLong hex(String text) {
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    if (!isNumber(digits, HEX_DIGITS, 16)) return OptionalLong.empty();
    return OptionalLong.of(Long.parseUnsignedLong(digits, 16));
  }

  /** The same as a value. */
  static Optional<Word> word(String text) {
    OptionalLong bits = hex(text);
    return bits.isEmpty() ? Optional.empty() : Optional.of(new Word(bits.getAsLong()));
  }

  private static boolean isNumber(String digits, int longest, int radix) {
    if (digits.isEmpty() || digits.length() > longest) return false;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c > 'f' || Character.digit(c, radix) < 0) return false;
    }
    return true;
  }
}
