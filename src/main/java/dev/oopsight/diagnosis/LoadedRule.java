package dev.oopsight.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A rule whose form is right, compiled when first needed. Threads may share it. */
final class LoadedRule {

  private final Rule rule;
  private Optional<CompiledRule> compiled;
  private List<RuleFault> faults = List.of();

  private LoadedRule(Rule rule) {
    this.rule = rule;
  }

  /** Takes a rule in; one of the site's own is compiled at once, and is empty where that fails. */
  static Optional<LoadedRule> of(Rule rule, Consumer<RuleFault> faults) {
    LoadedRule loaded = new LoadedRule(rule);
    if (rule.file().origin() == RuleFile.Origin.BUILT_IN) return Optional.of(loaded);
    boolean whole = loaded.compiled().isPresent();
    loaded.faults.forEach(faults);
    return whole ? Optional.of(loaded) : Optional.empty();
  }

  Rule rule() {
    return rule;
  }

  /** Every fault of the expressions; empty for a sound rule. */
  List<RuleFault> faults() {
    compiled();
    return faults;
  }

  Optional<Finding> examine(Facts facts, Consumer<RuleFault> told) {
    Optional<CompiledRule> whole = compiled();
    if (whole.isEmpty()) {
      faults.forEach(told);
      return Optional.empty();
    }
    try {
      return whole.get().examine(facts);
    } catch (RuleBroken e) {
      told.accept(e.in(rule));
      return Optional.empty();
    }
  }

  private synchronized Optional<CompiledRule> compiled() {
    if (compiled == null) {
      List<RuleFault> found = new ArrayList<>();
      compiled = CompiledRule.compile(rule, found::add);
      faults = List.copyOf(found);
    }
    return compiled;
  }
}
