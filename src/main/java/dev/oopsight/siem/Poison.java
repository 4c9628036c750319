package dev.oopsight.siem;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Values with which the kernel marks memory that nobody may use: an address made of one tells what
 * went wrong.
 *
 * <p>Source: Linux include/linux/poison.h; {@code POISON_POINTER_DELTA} is that of 64-bit x86 and
 * arm64.
 */
final class Poison {

  private static final long PAGE = 4096;
  private static final long LIST_POISON = 0xdead_0000_0000_0000L;
  private static final long LAST_ERROR = -4095;
  private static final int FULL = 16;
  private static final int HALF = 8;

  private Poison() {}

  static boolean isNearNull(long address) {
    return address >= 0 && address < PAGE;
  }

  /** What an address says by itself, as the end of a phrase; empty for one like any other. */
  static String meaning(long address) {
    if (address == 0) return ": NULL";
    if (isNearNull(address)) {
      return ": NULL and an offset of " + Words.count(address, "byte") + " within an object";
    }
    if (address < 0 && address >= LAST_ERROR) {
      return ": an error number (" + address + ") taken for a pointer";
    }
    return near(address).map(m -> ": near " + m).orElse("");
  }

  private static Optional<String> near(long address) {
    long offset = address - LIST_POISON;
    if (offset >= 0 && offset < PAGE) {
      return Optional.of("the poison of a list entry that was already deleted");
    }
    boolean isShort = address >>> 32 == 0;
    return filled(address & -PAGE, isShort ? 0xffff_f000_ffff_f000L : -PAGE);
  }

  /** What a register's value says; empty for one like any other. */
  static Optional<String> of(String hex) {
    if (hex.length() != FULL && hex.length() != HALF) return Optional.empty();
    long value = HexFormat.fromHexDigitsToLong(hex);
    long offset = value - LIST_POISON;
    if (offset == 0x100 || offset == 0x122 || offset == 0x200) {
      return Optional.of(hex + ", the poison of a list entry that was already deleted");
    }
    return filled(value, -1).map(meaning -> hex + ", " + meaning);
  }

  private static Optional<String> filled(long word, long mask) {
    // A pointer of 32 bits is looked at as if it were doubled.
    long value = word >>> 32 == 0 ? (word | word << 32) & mask : word;
    if (value == (0x6b6b6b6b6b6b6b6bL & mask)) return Optional.of("the poison of freed memory");
    if (value == (0x5a5a5a5a5a5a5a5aL & mask)) {
      return Optional.of("the poison of memory that was never written");
    }
    if (value == (0xaaaaaaaaaaaaaaaaL & mask)) return Optional.of("the poison of a freed page");
    return Optional.empty();
  }
}
