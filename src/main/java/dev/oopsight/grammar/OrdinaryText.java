package dev.oopsight.grammar;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often four characters in a row stand in ordinary log text, roughly: those that stand in
 * {@code ordinary-text.txt} often, others by how common each character is.
 */
final class OrdinaryText {

  /** The characters of ordinary log text, commonest first. */
  private static final String COMMON = " eatinors0dlcmu1p2f:g3hb-4y5.6v78_w9kx/q=z,j";

  private static final double STANDS_THERE = Math.pow(COMMON.length(), Wordings.GRAM);

  private final Set<String> grams = new HashSet<>();

  OrdinaryText() {
    List<String> lines = DataTable.lines("ordinary-text.txt");
    String text = lines.stream().collect(Collectors.joining(" "));
    for (int i = 0; i + Wordings.GRAM <= text.length(); i++) {
      grams.add(text.substring(i, i + Wordings.GRAM));
    }
  }

  /** Greater for a gram that is met more often; only the order means anything. */
  double commonness(String gram) {
    double product = grams.contains(gram) ? STANDS_THERE : 1;
    for (int i = 0; i < gram.length(); i++) {
      int rank = COMMON.indexOf(gram.charAt(i));
      product *= rank < 0 ? 1 : COMMON.length() + 1 - rank;
    }
    return product;
  }
}
