package dev.oopsight.grammar;

import java.util.HashSet;
import java.util.Set;

/** What stands often in ordinary log text: the words of {@code ordinary-text.txt}. */
final class OrdinaryText {

  /** The characters of ordinary log text, commonest first. */
  private static final String COMMON = " eatinors0dlcmu1p2f:g3hb-4y5.6v78_w9kx/q=z,j";

  private final Set<Integer> grams = new HashSet<>();

  OrdinaryText() {
    String text = String.join(" ", DataTable.lines("ordinary-text.txt"));
    int gram = 0;
    for (int i = 0; i < text.length(); i++) {
      gram = gram >>> Byte.SIZE | text.charAt(i) << (Integer.SIZE - Byte.SIZE);
      if (i >= Wordings.GRAM - 1) grams.add(gram);
    }
  }

  /** Whether those four characters stand there in a row, the first in the lowest byte. */
  boolean holds(int gram) {
    return grams.contains(gram);
  }

  /** Greater for a character that is met more often; only the order means anything. */
  static double commonness(char c) {
    int rank = COMMON.indexOf(c);
    return rank < 0 ? 1 : COMMON.length() + 1 - rank;
  }
}
