package dev.oopsight.diagnosis;

import java.util.List;
import java.util.Locale;

/**
 * The kernel's arithmetic of {@code vm.min_free_kbytes}.
 *
 * <p>Units: kB of 1024 bytes; pages of 4 KiB. Errors: none; numbers beyond any machine saturate.
 *
 * <p>Source: Linux mm/page_alloc.c, {@code init_per_zone_wmark_min} (before 2.6.31 {@code
 * init_per_zone_pages_min}) and {@code __zone_watermark_ok}; mm/khugepaged.c, {@code
 * set_recommended_min_free_kbytes}.
 */
final class Watermarks {

  private static final long PAGE_KB = 4;
  private static final long LEAST_DEFAULT_KB = 128;

  /** Beyond this the formula's result is cut: the second value in newer kernels. */
  private static final List<Long> CEILINGS_KB = List.of(65_536L, 262_144L);

  /** 5632 pages for each populated zone, where a page block has 512 pages. */
  private static final long KHUGEPAGED_KB_PER_ZONE = 5_632 * PAGE_KB;

  private static final long MOST_ZONES = 64;
  private static final long KB_PER_GIB = 1 << 20;
  private static final long LARGEST_KB = Long.MAX_VALUE >> 16;

  /** Sizes that machines are sold with, in MiB. */
  private static final List<Long> USUAL_MIB =
      List.of(
          128L, 256L, 512L, 1024L, 1536L, 2048L, 3072L, 4096L, 6144L, 8192L, 12288L, 16384L, 24576L,
          32768L, 49152L, 65536L, 98304L, 131072L, 196608L, 262144L, 393216L, 524288L, 786432L,
          1048576L);

  private Watermarks() {}

  /** The value that the kernel computes for itself at boot: {@code sqrt(16 * lowmem)}, cut. */
  static long defaultMinFreeKb(long lowmemKb, long ceilingKb) {
    long computed = (long) Math.sqrt(16.0 * bounded(lowmemKb));
    return Math.min(Math.max(computed, LEAST_DEFAULT_KB), ceilingKb);
  }

  /** How much lowmem a host has whose computed default is this. */
  static long impliedRamKb(long minFreeKb) {
    long kb = Math.min(Math.max(minFreeKb, 0), 1L << 30);
    return kb * kb / 16;
  }

  /**
   * Who probably set {@code vm.min_free_kbytes}: {@code formula}, {@code ceiling} (the formula's
   * largest result), {@code khugepaged}, or {@code other}.
   */
  static String setBy(long minFreeKb) {
    if (CEILINGS_KB.contains(minFreeKb)) return "ceiling";
    if (minFreeKb > 0
        && minFreeKb % KHUGEPAGED_KB_PER_ZONE == 0
        && minFreeKb / KHUGEPAGED_KB_PER_ZONE <= MOST_ZONES) {
      return "khugepaged";
    }
    // People choose round numbers; a square root is round by accident only.
    boolean round = minFreeKb % 1000 == 0 || minFreeKb % 256 == 0;
    return !round && !usualRam(impliedRamKb(minFreeKb)).isEmpty() ? "formula" : "other";
  }

  /**
   * The size that a machine with this much usable memory was sold with, {@code 8 GiB}: a kernel
   * keeps up to a fourteenth for itself. Empty where no usual size fits.
   */
  static String usualRam(long usableKb) {
    for (long mib : USUAL_MIB) {
      long kb = mib * 1024;
      if (usableKb <= kb - kb / 1000 && usableKb > kb - kb / 14) return amount(kb);
    }
    return "";
  }

  /** How far an atomic request may draw a reserve down: 3/8 of it stay, in whole pages. */
  static long atomicBarKb(long minKb) {
    long pages = bounded(minKb) / PAGE_KB;
    pages -= pages / 2;
    pages -= pages / 4;
    return pages * PAGE_KB;
  }

  /**
   * Before 4.4: how much must stay in blocks of 2^order pages and larger, half of it for each
   * order.
   */
  static long atomicBarKb(long minKb, long order) {
    long pages = atomicBarKb(minKb) / PAGE_KB;
    return (pages >> Math.min(Math.max(order, 0), 62)) * PAGE_KB;
  }

  /**
   * A larger reserve to try: the power of two next below 1 % of memory, at least twice the present
   * one and what the kernel would set by itself; the present one where that would be more than 3 %
   * of memory.
   */
  static long raisedMinFreeKb(long minFreeKb, long ramKb) {
    long now = bounded(minFreeKb);
    long ram = bounded(ramKb);
    long own = defaultMinFreeKb(ram, CEILINGS_KB.get(0));
    long raised = Math.max(Math.max(Long.highestOneBit(ram / 100), own), 2 * now);
    return raised > ram / 100 * 3 ? now : raised;
  }

  /** {@code 7.9 GiB}, {@code 64 MiB} or {@code 11495 kB}: the largest unit that says enough. */
  static String amount(long kb) {
    if (kb >= KB_PER_GIB) return tenths(kb / (double) KB_PER_GIB) + " GiB";
    if (kb >= 16 * 1024) return tenths(kb / 1024.0) + " MiB";
    return kb + " kB";
  }

  private static String tenths(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static long bounded(long kb) {
    return Math.min(Math.max(kb, 0), LARGEST_KB);
  }
}
