package dev.oopsight.grammar;

import java.util.Optional;

/**
 * The zone that a line of Mem-Info begins with: {@code Node 0 DMA}, {@code Normal}.
 *
 * @param node NUMA node; 0 where the kernel printed none
 * @param name of a capital and 1 to 15 more characters
 */
record ZoneName(int node, String name) {

  private static final int MOST_NODE_DIGITS = 5;
  private static final int LONGEST = 15;

  /** Goes over a zone's name, or stays. */
  static Optional<ZoneName> take(Cursor line) {
    int node = node(line);
    int from = line.at();
    if (line.capitals(1) == 0 || line.word(LONGEST) == 0) return Optional.empty();
    return Optional.of(new ZoneName(node, line.nameSince(from)));
  }

  private static int node(Cursor line) {
    int from = line.at();
    if (line.take("Node ")) {
      int digits = line.at();
      if (line.digits(MOST_NODE_DIGITS) > 0) {
        int node = (int) line.decimalSince(digits);
        if (line.take(' ')) return node;
      }
    }
    line.back(from);
    return 0;
  }
}
