package dev.oopsight.grammar;

/**
 * Adds up what the lines of the nodes tell and Mem-Info's own counters do not.
 *
 * <pre>{@code
 * Node 0 active_anon:7216kB inactive_anon:248208kB ... kernel_stack:768kB all_unreclaimable? yes   4.8
 * Node 0 hugepages_total=512 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB                3.10
 * }</pre>
 *
 * <p>Units: kB. Errors: none are thrown; what was cut is left out. Source: Linux mm/show_mem.c,
 * {@code show_free_areas}; mm/hugetlb.c, {@code hugetlb_show_meminfo_node}.
 */
final class NodeMemory {

  private static final String STACKS = " kernel_stack:";
  private static final String HUGE_TOTAL = " hugepages_total=";
  private static final String HUGE_SIZE = " hugepages_size=";
  private static final int MOST_DIGITS = 15;

  private long kernelStackKb;
  private long hugePagesKb;

  /** Takes a line, where it is that of a node. */
  boolean add(String line) {
    if (!line.startsWith("Node ")) return false;
    kernelStackKb += behind(STACKS, line);
    long pages = behind(HUGE_TOTAL, line);
    if (pages > 0 && pages < 1 << 30)
      hugePagesKb += pages * Math.min(behind(HUGE_SIZE, line), 1 << 30);
    return true;
  }

  private static long behind(String label, String line) {
    int at = line.indexOf(label);
    if (at < 0) return 0;
    Cursor cursor = new Cursor(line, at + label.length());
    int from = cursor.at();
    return cursor.digits(MOST_DIGITS) == 0 ? 0 : cursor.decimalSince(from);
  }

  /** Stacks of the kernel, over all nodes. */
  long kernelStackKb() {
    return kernelStackKb;
  }

  /** Huge pages set apart, used or not, over all nodes. */
  long hugePagesKb() {
    return hugePagesKb;
  }
}
