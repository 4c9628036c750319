package dev.oopsight.trace;

import java.util.List;

/**
 * The free blocks of one zone, by size: whether memory is short or only in pieces.
 *
 * @param node NUMA node; 0 where the kernel printed none
 * @param zone its name
 * @param blocks smallest first
 * @param totalKb the printed sum, in kB
 */
public record BuddyList(int node, String zone, List<Blocks> blocks, long totalKb) {

  /**
   * Free blocks of one size.
   *
   * @param count how many
   * @param kb size of each, in kB
   * @param migrateTypes letters such as {@code UME}, as printed; empty where none
   */
  public record Blocks(long count, long kb, String migrateTypes) {
    public Blocks {
      if (count < 0 || kb <= 0) throw new IllegalArgumentException(count + "*" + kb + "kB");
    }
  }

  public BuddyList {
    blocks = List.copyOf(blocks);
  }

  /** How much of it lies in blocks of at least that size, in kB. */
  public long kbInBlocksOf(long leastKb) {
    return blocks.stream().filter(b -> b.kb() >= leastKb).mapToLong(b -> b.count() * b.kb()).sum();
  }
}
