package dev.oopsight.grammar;

import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelRelease;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decodes a gfp mask for the kernel that printed it.
 *
 * <p>Where the kernel printed the flags too, every generation's table is tried, the one of the
 * release first: one that gives the same number decides. That shows the generation of a kernel that
 * prints no release, and of one whose vendor moved the bits without moving the version.
 *
 * <p>Shape: a number and perhaps names to a {@link GfpMask}, always. Units: the mask is an unsigned
 * 32-bit number. Errors: none are thrown; where the names agree with the number under no table,
 * {@link Decoded#agrees} is false and the release decides. Source: {@code gfp.txt}.
 */
final class GfpDecoder {

  private static final List<GfpTable> TABLES = GfpTable.all();
  private static final GfpTable NEWEST = TABLES.get(TABLES.size() - 1);

  private GfpDecoder() {}

  /**
   * @param mask what it allows
   * @param agrees false where printed names and number contradict each other
   */
  record Decoded(GfpMask mask, boolean agrees) {}

  /**
   * Decodes a mask.
   *
   * @param bits as printed
   * @param names as printed in parentheses, {@code GFP_ATOMIC|__GFP_COMP}
   * @param release of the kernel, where known
   */
  static Decoded decode(long bits, Optional<String> names, Optional<KernelRelease> release) {
    GfpTable byRelease =
        release.map(GfpDecoder::tableOf).orElse(names.isPresent() ? NEWEST : guess(bits));
    GfpMask.Basis basis = release.isPresent() ? GfpMask.Basis.RELEASE : GfpMask.Basis.GUESS;
    if (names.isEmpty()) return new Decoded(mask(bits, byRelease, basis), true);
    if (agree(byRelease, bits, names.get())) {
      return new Decoded(mask(bits, byRelease, GfpMask.Basis.PRINTED_FLAGS), true);
    }
    for (int i = TABLES.size() - 1; i >= 0; i--) {
      if (agree(TABLES.get(i), bits, names.get())) {
        return new Decoded(mask(bits, TABLES.get(i), GfpMask.Basis.PRINTED_FLAGS), true);
      }
    }
    return new Decoded(mask(bits, byRelease, basis), false);
  }

  private static GfpMask mask(long bits, GfpTable table, GfpMask.Basis basis) {
    return new GfpMask(bits, table.flags(bits), table.shorthand(bits), table.since().text(), basis);
  }

  private static GfpTable tableOf(KernelRelease release) {
    GfpTable found = TABLES.get(0);
    for (GfpTable table : TABLES) if (release.compareTo(table.since()) >= 0) found = table;
    return found;
  }

  /** Kernels that print no names are older than 4.6; only those of 4.4 and 4.5 set the high bit. */
  private static GfpTable guess(long bits) {
    String since = (bits & 0x2000000) != 0 ? "4.4" : (bits & 0x100000) != 0 ? "2.6.24" : "2.6.31";
    return TABLES.stream().filter(t -> t.since().text().equals(since)).findFirst().orElseThrow();
  }

  private static boolean agree(GfpTable table, long bits, String names) {
    long sum = 0;
    for (String name : names.split("\\|")) {
      OptionalLong mask = name.startsWith("0x") ? Numbers.hex(name) : table.mask(name);
      if (mask.isEmpty()) return false;
      sum |= mask.getAsLong();
    }
    return sum == bits;
  }
}
