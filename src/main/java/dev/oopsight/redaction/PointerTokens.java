package dev.oopsight.redaction;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers pointers in the order in which they are met, and puts the numbers in their place.
 *
 * <p>Shape: of a text, whatever stands alone as 16 hexadecimal digits is taken for a pointer, and
 * what stands alone as 8 of a 32-bit kernel's half of the addresses; and in a dump of bytes, eight
 * that end in {@code ff ff}, as those of a pointer in little-endian order do. What cannot be the
 * address of anything is left: numbers below 64 KiB, error codes, and the patterns that the kernel
 * writes to be recognised. So hashed pointers, user addresses and full status words are taken, too:
 * rather one number too many.
 *
 * <p>Source: Linux Documentation/core-api/printk-formats.rst, Documentation/arch/x86/x86_64/mm.rst,
 * include/linux/poison.h, include/linux/err.h (MAX_ERRNO).
 */
final class PointerTokens {

  private static final Pattern RUN =
      Pattern.compile(
          "(?<![0-9A-Za-z])(?<sign>0[xX]|<)?+(?<digits>(?:[0-9A-Fa-f]{8}){1,2}+)(?![0-9A-Za-z])");
  private static final Pattern BYTES =
      Pattern.compile("(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2} ){6}+[fF]{2} [fF]{2}(?![0-9A-Fa-f])");
  private static final String NO_BYTES = ".. .. .. .. .. .. ff ff";

  private static final long LOWEST = 0x1_0000;
  private static final long ERROR_CODES = -4096;
  private static final long LIST_POISON = 0xdead_0000_0000_0000L;
  private static final long HALF_32 = 0x8000_0000L;
  private static final long END_32 = 0x1_0000_0000L;
  private static final long ERROR_CODES_32 = 0xffff_f000L;
  private static final long TOKENS = 0xffff_0000_0000_0000L;
  private static final long TOKENS_32 = 0xf000_0000L;
  private static final int DIGITS_32 = 8;

  private final Map<Long, Integer> numbers = new HashMap<>();

  /** The text with tokens in the place of pointers. */
  String in(String text) {
    String bytes = BYTES.matcher(text).replaceAll(NO_BYTES);
    Matcher run = RUN.matcher(bytes);
    StringBuilder out = new StringBuilder(bytes.length());
    while (run.find()) {
      String sign = run.group("sign") == null ? "" : run.group("sign");
      run.appendReplacement(out, Matcher.quoteReplacement(sign + token(sign, run.group("digits"))));
    }
    return run.appendTail(out).toString();
  }

  private String token(String sign, String digits) {
    long value = Long.parseUnsignedLong(digits, 16);
    if (digits.length() == DIGITS_32) {
      boolean isNumber = sign.isEmpty() && digits.chars().allMatch(Character::isDigit);
      return isNumber || !isPointer32(value) ? digits : "%08x".formatted(token32(value));
    }
    return isPointer(value) ? "%016x".formatted(token64(value)) : digits;
  }

  /** The number of an address, with a token in the place of a pointer. */
  long in(long value) {
    if (value >= HALF_32 && value < END_32) return isPointer32(value) ? token32(value) : value;
    return isPointer(value) ? token64(value) : value;
  }

  private long token64(long value) {
    return TOKENS | number(value);
  }

  private long token32(long value) {
    return TOKENS_32 | number(value);
  }

  private int number(long value) {
    return numbers.merge(value, numbers.size() + 1, (known, next) -> known);
  }

  private static boolean isPointer(long value) {
    if (Long.compareUnsigned(value, LOWEST) < 0) return false;
    if (Long.compareUnsigned(value, ERROR_CODES) >= 0) return false;
    boolean isListPoison = (value & 0xffff_ffff_ffff_0000L) == LIST_POISON;
    return !isListPoison && !isFilled(value);
  }

  private static boolean isPointer32(long value) {
    boolean isFilled = (value & 0xff) * 0x0101_0101L == value;
    return value >= HALF_32 && value < ERROR_CODES_32 && !isFilled;
  }

  /** One byte over and over: what freed memory is filled with, and all-zero and all-one masks. */
  private static boolean isFilled(long value) {
    return Long.rotateLeft(value, Byte.SIZE) == value;
  }
}
