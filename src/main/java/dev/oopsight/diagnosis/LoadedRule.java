package dev.oopsight.diagnosis;

import dev.oopsight.config.ConfigView;
import dev.oopsight.trace.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A rule that is read and compiled when first needed, or was already read. Threads may share it.
 */
final class LoadedRule {

  private final RuleFile file;
  private final String id;
  private final Set<Kind> kinds;
  private final String digest;
  private boolean checked;
  private Optional<Rule> rule;
  private Optional<CompiledRule> compiled;
  private List<RuleFault> faults = List.of();
  private final LongAdder fired = new LongAdder();
  private final LongAdder breaks = new LongAdder();
  private volatile RuleFault lastBreak;

  private LoadedRule(RuleFile file, String id, Set<Kind> kinds) {
    this.file = file;
    this.id = id;
    this.kinds = kinds;
    this.digest = Sha256.of(file.text());
  }

  /** Takes in a file that the build has proved: nothing of it is read but its kinds. */
  static LoadedRule trusted(RuleFile file) {
    return new LoadedRule(file, file.id(), RuleKinds.of(file.text()));
  }

  /**
   * Takes a rule in; one of the site's own is compiled at once, and is empty where that fails.
   *
   * @param check whether a shipped one is so, too
   */
  static Optional<LoadedRule> of(Rule rule, boolean check, Consumer<RuleFault> faults) {
    LoadedRule loaded = new LoadedRule(rule.file(), rule.id(), rule.kinds());
    loaded.rule = Optional.of(rule);
    boolean trusted = rule.file().origin() == RuleFile.Origin.BUILT_IN && !check;
    if (trusted) return Optional.of(loaded);
    loaded.checked = true;
    boolean whole = loaded.compiled().isPresent();
    loaded.faults.forEach(faults);
    return whole ? Optional.of(loaded) : Optional.empty();
  }

  /** One that judges nothing, since it has these faults. */
  static LoadedRule unfit(RuleFile file, String id, List<RuleFault> faults) {
    LoadedRule loaded = new LoadedRule(file, id, Set.of());
    loaded.rule = Optional.empty();
    loaded.compiled = Optional.empty();
    loaded.faults = List.copyOf(faults);
    return loaded;
  }

  String id() {
    return id;
  }

  RuleFile file() {
    return file;
  }

  /** Hash of its text. */
  String digest() {
    return digest;
  }

  Set<Kind> kinds() {
    return kinds;
  }

  /** As its file says it; empty where that has a fault, which the build rules out. */
  synchronized Optional<Rule> rule() {
    if (rule == null) {
      List<RuleFault> found = new ArrayList<>();
      rule = RuleReader.read(file, found::add);
      faults = List.copyOf(found);
    }
    return rule;
  }

  /** What is wrong with it, as far as it was read and compiled. */
  synchronized List<RuleFault> faults() {
    return faults;
  }

  /** Whether a site answers for it, rather than the build. */
  boolean isOfSite() {
    return file.origin() != RuleFile.Origin.BUILT_IN;
  }

  Optional<Finding> examine(Facts facts, Budget budget, Consumer<RuleFault> told) {
    Optional<CompiledRule> whole = compiled();
    if (whole.isEmpty()) {
      faults().forEach(told);
      return Optional.empty();
    }
    try {
      Optional<Finding> finding = whole.get().examine(facts, budget);
      if (finding.isPresent()) fired.increment();
      return finding;
    } catch (RuleBroken e) {
      told.accept(broke(e.in(whole.get().rule())));
      return Optional.empty();
    }
  }

  /** What it would blame by the config of a host alone. */
  Optional<Risk> risk(ConfigView config, Budget budget, Consumer<RuleFault> told) {
    Optional<CompiledRule> whole = compiled();
    if (whole.isEmpty()) return Optional.empty();
    try {
      return whole.get().risk(config, budget);
    } catch (RuleBroken e) {
      told.accept(broke(e.in(whole.get().rule())));
      return Optional.empty();
    }
  }

  private RuleFault broke(RuleFault fault) {
    lastBreak = fault;
    breaks.increment();
    return fault;
  }

  /** How many findings it made since the start. */
  long fired() {
    return fired.sum();
  }

  /** How often it broke while it judged, since the start. */
  long breaks() {
    return breaks.sum();
  }

  /** How it did so the last time. */
  Optional<RuleFault> lastBreak() {
    return Optional.ofNullable(lastBreak);
  }

  private boolean isChecked(Rule read) {
    return checked || read.file().origin() != RuleFile.Origin.BUILT_IN;
  }

  private synchronized Optional<CompiledRule> compiled() {
    if (compiled == null) {
      Optional<Rule> read = rule();
      List<RuleFault> found = new ArrayList<>();
      compiled = read.flatMap(r -> CompiledRule.compile(r, isChecked(r), found::add));
      if (read.isPresent()) faults = List.copyOf(found);
    }
    return compiled;
  }
}
