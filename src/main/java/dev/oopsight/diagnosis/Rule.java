package dev.oopsight.diagnosis;

import dev.oopsight.trace.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as its file says it, its expressions still text. The form stands in docs/rules.md.
 *
 * @param file where it stands
 * @param id lower case with hyphens; the file's name without its ending
 * @param classId incident class
 * @param severity should it be the explanation
 * @param kinds of traces that it looks at, at least one
 * @param title template, one line
 * @param applies condition; where it is false the rule is silent
 * @param named values of its own, each may use those before it
 * @param explanation template
 * @param evidence in written order
 * @param remedies in written order, the best first
 * @param sources where the facts stand
 * @param examples at least one a kind
 */
record Rule(
    RuleFile file,
    String id,
    String classId,
    Severity severity,
    Set<Kind> kinds,
    Text title,
    Text applies,
    List<Named> named,
    Text explanation,
    List<Item> evidence,
    List<Advice> remedies,
    List<String> sources,
    List<RuleExample> examples) {

  /**
   * A piece of the file.
   *
   * @param value as read from YAML
   * @param line where it begins, from 1
   */
  record Text(String value, int line) {

    private static final int MOST_QUOTED = 200;

    /** In quotes, to tell of a fault in it; the beginning of a long one. */
    String quoted() {
      String whole = value.strip();
      boolean isLong = whole.length() > MOST_QUOTED;
      return '"' + (isLong ? whole.substring(0, MOST_QUOTED) + "…" : whole) + '"';
    }
  }

  /** A value with a name: {@code name: expression}. */
  record Named(String name, Text expression) {}

  /**
   * One thing to look at.
   *
   * @param condition whether it is so; empty for a fact that no config carries and that a person
   *     has to look up
   * @param speaksFor whether it speaks for the explanation, rather than against
   * @param weight how much
   * @param says template; empty where there is no condition
   * @param missing what is told when the condition cannot be decided; empty: told from the facts
   *     that were looked for
   */
  record Item(
      Optional<Text> condition,
      boolean speaksFor,
      Weight weight,
      Optional<Text> says,
      Optional<Wanted> missing) {}

  /** Both templates. */
  record Wanted(Text what, Text command) {}

  /**
   * A remedy.
   *
   * @param when condition; empty: always
   * @param run template
   * @param cost template
   * @param undo template
   */
  record Advice(Optional<Text> when, Text run, Text cost, Optional<Text> undo) {}

  RuleSummary summary() {
    return new RuleSummary(id, classId, severity, kinds, title.value(), file.origin());
  }

  RuleFault fault(int line, String what) {
    return new RuleFault(file.name(), id, line, what);
  }
}
