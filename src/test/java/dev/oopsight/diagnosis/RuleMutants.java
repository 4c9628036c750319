package dev.oopsight.diagnosis;

import dev.oopsight.diagnosis.Rule.Advice;
import dev.oopsight.diagnosis.Rule.Item;
import dev.oopsight.diagnosis.Rule.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every rule that differs from one in a single condition: it is dropped, turned round, or has lost
 * or turned one of the parts that {@code &&} or {@code ||} join. Evidence also changes sides.
 */
final class RuleMutants {

  /** A rule that is wrong in one place. */
  record Mutant(String what, Rule rule) {}

  private final Rule rule;
  private final List<Mutant> mutants = new ArrayList<>();

  private RuleMutants(Rule rule) {
    this.rule = rule;
  }

  /** The rule with that advice and no other. */
  static Rule withOnly(Advice advice, Rule rule) {
    return new RuleMutants(rule).copy(rule.applies(), rule.evidence(), List.of(advice));
  }

  static List<Mutant> of(Rule rule) {
    RuleMutants all = new RuleMutants(rule);
    all.ofScope();
    for (int i = 0; i < rule.evidence().size(); i++) all.ofEvidence(i);
    for (int i = 0; i < rule.remedies().size(); i++) all.ofRemedy(i);
    return all.mutants;
  }

  private void ofScope() {
    Text applies = rule.applies();
    if (!applies.value().equals("true")) add("applies dropped", with(text("true", applies)));
    each("applies", applies, this::with);
  }

  private void ofEvidence(int index) {
    Item item = rule.evidence().get(index);
    if (item.condition().isEmpty()) return;
    Text condition = item.condition().get();
    String what = "evidence " + (index + 1);
    add(what + " dropped", with(index, Optional.empty()));
    add(
        what + " changes sides",
        with(index, Optional.of(with(item, condition, !item.speaksFor()))));
    each(what, condition, c -> with(index, Optional.of(with(item, c, item.speaksFor()))));
  }

  private void ofRemedy(int index) {
    Advice advice = rule.remedies().get(index);
    if (advice.when().isEmpty()) return;
    String what = "remedy " + (index + 1);
    add(what + " always", with(index, with(advice, Optional.empty())));
    each(what, advice.when().get(), c -> with(index, with(advice, Optional.of(c))));
  }

  /** The condition turned round, and each of its parts dropped and turned. */
  private void each(String what, Text condition, Function<Text, Rule> in) {
    add(what + " turned", in.apply(text("!(" + condition.value() + ")", condition)));
    Parts parts = Parts.of(condition.value());
    for (int i = 0; parts.list.size() > 1 && i < parts.list.size(); i++) {
      List<String> fewer = new ArrayList<>(parts.list);
      String part = fewer.remove(i);
      add(what + " without " + part, in.apply(text(String.join(parts.joint, fewer), condition)));
      fewer.add(i, "!(" + part + ")");
      add(what + " turned " + part, in.apply(text(String.join(parts.joint, fewer), condition)));
    }
  }

  private void add(String what, Rule mutant) {
    mutants.add(new Mutant(rule.id() + ": " + what, mutant));
  }

  private static Text text(String value, Text at) {
    return new Text(value, at.line());
  }

  private static Item with(Item item, Text condition, boolean speaksFor) {
    return new Item(Optional.of(condition), speaksFor, item.weight(), item.says(), item.missing());
  }

  private static Advice with(Advice advice, Optional<Text> when) {
    return new Advice(when, advice.run(), advice.cost(), advice.undo());
  }

  private Rule with(Text applies) {
    return copy(applies, rule.evidence(), rule.remedies());
  }

  private Rule with(int index, Optional<Item> instead) {
    List<Item> items = new ArrayList<>(rule.evidence());
    items.remove(index);
    instead.ifPresent(item -> items.add(index, item));
    return copy(rule.applies(), items, rule.remedies());
  }

  private Rule with(int index, Advice instead) {
    List<Advice> remedies = new ArrayList<>(rule.remedies());
    remedies.set(index, instead);
    return copy(rule.applies(), rule.evidence(), remedies);
  }

  private Rule copy(Text applies, List<Item> evidence, List<Advice> remedies) {
    return new Rule(
        rule.file(),
        rule.id(),
        rule.classId(),
        rule.severity(),
        rule.kinds(),
        rule.title(),
        applies,
        rule.named(),
        rule.explanation(),
        evidence,
        remedies,
        rule.sources(),
        rule.examples());
  }

  /** The outermost parts of an expression; a lone one where nothing joins, or {@code ?:} does. */
  private record Parts(String joint, List<String> list) {

    static Parts of(String expression) {
      for (String joint : List.of("?", "||", "&&")) {
        List<String> list = split(expression, joint);
        if (list.size() > 1) return new Parts(joint, joint.equals("?") ? List.of("") : list);
      }
      return new Parts("", List.of(expression));
    }

    private static List<String> split(String expression, String joint) {
      List<String> parts = new ArrayList<>();
      int depth = 0;
      int from = 0;
      char quote = 0;
      for (int i = 0; i < expression.length(); i++) {
        char c = expression.charAt(i);
        if (quote != 0) {
          if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
          quote = c;
        } else if ("([{".indexOf(c) >= 0) {
          depth++;
        } else if (")]}".indexOf(c) >= 0) {
          depth--;
        } else if (depth == 0 && expression.startsWith(joint, i)) {
          parts.add(expression.substring(from, i));
          from = i + joint.length();
          i = from - 1;
        }
      }
      parts.add(expression.substring(from));
      return parts;
    }
  }
}
