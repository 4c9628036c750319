package dev.oopsight.grammar;

import java.util.HashSet;
import java.util.Set;

/** What stands often in ordinary log text: the words of {@code ordinary-text.txt}. */
final class OrdinaryText {

  /** The characters of ordinary log text, commonest first. */
  private static final String COMMON = " eatinors0dlcmu1p2f:g3hb-4y5.6v78_w9kx/q=z,j";

  private final Set<String> grams = new HashSet<>();

  OrdinaryText() {
    String text = String.join(" ", DataTable.lines("ordinary-text.txt"));
    for (int i = 0; i + Wordings.GRAM <= text.length(); i++) {
      grams.add(text.substring(i, i + Wordings.GRAM));
    }
  }

  /** Whether those characters in a row stand there. */
  boolean holds(String gram) {
    return grams.contains(gram);
  }

  /** Greater for a character that is met more often; only the order means anything. */
  static double commonness(char c) {
    int rank = COMMON.indexOf(c);
    return rank < 0 ? 1 : COMMON.length() + 1 - rank;
  }
}
