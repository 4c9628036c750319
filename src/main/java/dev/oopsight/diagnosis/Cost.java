package dev.oopsight.diagnosis;

import static java.util.Map.entry;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each operation of one expression costs, in steps: one for itself, and more for a long text
 * or list that a function goes through, by how often it may. Whatever only passes a value on costs
 * one step, and so does a loop's growing result, which is not copied.
 *
 * <p>Immutable; threads may share it.
 */
final class Cost {

  /** Characters handed to a function that looks at each once. */
  private static final int CHARS_A_STEP = 32;

  /** What an element of a list costs beside its own text. */
  private static final int ELEMENT_CHARS = 32;

  private static final int ONCE = 1;
  private static final int OF_CONFIG = 4;
  private static final int SEARCHED = 2 * CHARS_A_STEP;

  /**
   * What is searched for costs by the square of its length: at each place all of it may be read.
   */
  private static final int SEARCHED_FOR = -1;

  private static final int MATCHED = 16 * CHARS_A_STEP;

  /** For what a function is called on or its first argument, and for the others. */
  private static final Map<String, int[]> SPECIAL =
      Map.ofEntries(
          entry("_[_]", new int[] {0, ONCE}),
          entry("matches", new int[] {MATCHED, ONCE}),
          entry("contains", new int[] {SEARCHED, SEARCHED_FOR}),
          entry("wordAfter", new int[] {SEARCHED, SEARCHED_FOR}),
          entry("wordBefore", new int[] {SEARCHED, SEARCHED_FOR}),
          entry("numberAfter", new int[] {SEARCHED, SEARCHED_FOR}),
          entry("nics", new int[] {OF_CONFIG, ONCE}),
          entry("nicNumbers", new int[] {OF_CONFIG, ONCE}),
          entry("nicsWith", new int[] {OF_CONFIG, ONCE}),
          entry("interfaces", new int[] {OF_CONFIG, ONCE}),
          entry("parameter", new int[] {OF_CONFIG, ONCE}));

  private static final int[] PLAIN = {ONCE, ONCE};

  /** CEL's own name for the value that a loop builds; no rule can write it. */
  private static final String BUILT_BY_LOOP = "@result";

  private final Map<Long, Integer> factors = new HashMap<>();

  private Cost(CelExpr root) {
    walk(root);
  }

  static Cost of(CelAbstractSyntaxTree ast) {
    return new Cost(ast.getExpr());
  }

  /** Steps for an operation that gave this value. */
  long of(CelExpr node, Object value) {
    if (!(value instanceof String || value instanceof Collection || value instanceof Facts)) {
      return 1;
    }
    Integer factor = factors.get(node.id());
    if (factor == null) return 1;
    long chars = chars(value);
    return 1 + chars * (factor == SEARCHED_FOR ? chars : factor) / CHARS_A_STEP;
  }

  private static long chars(Object value) {
    if (value instanceof String text) return text.length();
    if (value instanceof Facts facts) return facts.settings();
    if (!(value instanceof Collection<?> many)) return 0;
    long chars = 0;
    for (Object one : many) {
      chars += ELEMENT_CHARS + chars(one);
      if (chars > Budget.OF_RULE * CHARS_A_STEP) break;
    }
    return chars;
  }

  /** Notes what arguments cost. */
  private void walk(CelExpr node) {
    switch (node.getKind()) {
      case CALL -> call(node.call());
      case SELECT -> walk(node.select().operand());
      case LIST -> node.list().elements().forEach(this::walk);
      case MAP -> node.map().entries().forEach(entry -> walk(entry.value()));
      case COMPREHENSION -> loop(node.comprehension());
      default -> {}
    }
  }

  private void call(CelCall call) {
    int[] factor = SPECIAL.getOrDefault(call.function(), PLAIN);
    List<CelExpr> all = new ArrayList<>(call.args());
    call.target().ifPresent(target -> all.add(0, target));
    for (int i = 0; i < all.size(); i++) {
      note(all.get(i), factor[Math.min(i, 1)]);
      walk(all.get(i));
    }
  }

  private void note(CelExpr argument, int factor) {
    boolean built =
        argument.getKind() == CelExpr.ExprKind.Kind.IDENT
            && argument.ident().name().equals(BUILT_BY_LOOP);
    if (!built) factors.put(argument.id(), factor);
  }

  private void loop(CelComprehension loop) {
    walk(loop.iterRange());
    walk(loop.accuInit());
    walk(loop.loopCondition());
    walk(loop.loopStep());
    walk(loop.result());
  }
}
