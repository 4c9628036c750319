package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.ConfigView;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All rules that judge, and the way they are asked. Immutable but for the reading and compiling of
 * built-in rules, which happens once, when a trace of their kind is first examined; threads may
 * share it.
 */
public final class KnowledgeBase {

  private static final Comparator<Finding> LIKELIEST_FIRST =
      Comparator.comparingDouble(Finding::score)
          .thenComparing(Finding::severity)
          .reversed()
          .thenComparing(Finding::rule);

  private static final int HASH_DIGITS = 16;

  private final SortedMap<String, LoadedRule> rules;
  private final Map<Kind, List<LoadedRule>> byKind = new EnumMap<>(Kind.class);
  private final String ruleSet;

  private KnowledgeBase(SortedMap<String, LoadedRule> rules) {
    this.rules = rules;
    for (LoadedRule rule : rules.values()) {
      for (Kind kind : rule.kinds()) {
        byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(rule);
      }
    }
    this.ruleSet = hash(rules);
  }

  /**
   * What came of loading.
   *
   * @param knowledge every rule without a fault
   * @param faults every fault of the others, in the order of the files
   */
  public record Loaded(KnowledgeBase knowledge, List<RuleFault> faults) {
    public Loaded {
      requireNonNull(knowledge);
      faults = List.copyOf(faults);
    }
  }

  /**
   * Reads rules. A file with a fault is left out and told; the others are not touched by it. Site
   * rules are compiled at once, so that every fault of theirs is told here; of built-in rules only
   * the form is read now.
   */
  public static Loaded load(List<RuleFile> files) {
    return new KnowledgeBase(new TreeMap<>()).with(files);
  }

  /**
   * Rules that the build has proved. Each is read when a trace of its kind is first examined; a
   * fault, which the build rules out, is told then.
   */
  public static KnowledgeBase trusting(List<RuleFile> files) {
    SortedMap<String, LoadedRule> rules = new TreeMap<>();
    for (RuleFile file : files) {
      LoadedRule rule = LoadedRule.trusted(file);
      rules.put(rule.id(), rule);
    }
    return new KnowledgeBase(rules);
  }

  /** Reads rules, and compiles them all, whoever answers for them, so that every fault is told. */
  public static Loaded loadChecked(List<RuleFile> files) {
    return new KnowledgeBase(new TreeMap<>()).with(files, true);
  }

  /** These rules and others, which are read as by {@link #load}. */
  public Loaded with(List<RuleFile> files) {
    return with(files, false);
  }

  private Loaded with(List<RuleFile> files, boolean checkAll) {
    List<RuleFault> faults = new ArrayList<>();
    SortedMap<String, LoadedRule> all = new TreeMap<>(rules);
    for (RuleFile file : files) {
      Optional<Rule> read = RuleReader.read(file, faults::add);
      Optional<LoadedRule> loaded =
          read.flatMap(rule -> LoadedRule.of(rule, checkAll, faults::add));
      if (loaded.isPresent() && all.putIfAbsent(loaded.get().id(), loaded.get()) != null) {
        faults.add(read.orElseThrow().fault(1, "there is a rule of that id: choose another id"));
      }
    }
    return new Loaded(new KnowledgeBase(all), faults);
  }

  /** These rules, and others in the place of their namesakes. */
  KnowledgeBase under(Map<String, LoadedRule> others) {
    SortedMap<String, LoadedRule> all = new TreeMap<>(rules);
    all.putAll(others);
    return new KnowledgeBase(all);
  }

  /** By id. */
  SortedMap<String, LoadedRule> loaded() {
    return Collections.unmodifiableSortedMap(rules);
  }

  /** Makes the engine of the rules ready, for which the first examination would otherwise wait. */
  public static void warmUp() {
    RuleLanguage.warmUp();
  }

  /**
   * Says what a trace means under the config that was in force. Nothing is thrown: a rule that
   * breaks makes no finding.
   *
   * @param broken is told each rule that broke
   */
  public Diagnosis examine(KernelTrace trace, ConfigView config, Consumer<RuleFault> broken) {
    return examine(new Facts(trace, config), broken);
  }

  /**
   * The same of a host that says nothing more.
   *
   * @param config as of its last line
   */
  public Diagnosis examine(Silence silence, ConfigView config, Consumer<RuleFault> broken) {
    return examine(new Facts(silence.trace(), config, silence.facts()), broken);
  }

  private Diagnosis examine(Facts facts, Consumer<RuleFault> broken) {
    List<Finding> findings = new ArrayList<>();
    Budgets budgets = new Budgets();
    for (LoadedRule rule : byKind.getOrDefault(facts.trace().kind(), List.of())) {
      budgets.with(rule, budget -> rule.examine(facts, budget, broken)).ifPresent(findings::add);
    }
    findings.sort(LIKELIEST_FIRST);
    return new Diagnosis(findings, facts.consulted(), ruleSet);
  }

  /**
   * Says what rules would blame on a host by its config alone, were it to fail: the weightiest
   * first. Nothing is thrown.
   *
   * @param broken is told each rule that broke
   */
  public List<Risk> risks(ConfigView config, Consumer<RuleFault> broken) {
    if (config.settings().isEmpty()) return List.of();
    Budgets budgets = new Budgets();
    return rules.values().stream()
        .flatMap(r -> budgets.with(r, budget -> r.risk(config, budget, broken)).stream())
        .sorted(
            Comparator.comparingDouble(Risk::score)
                .thenComparing(Risk::severity)
                .reversed()
                .thenComparing(Risk::rule))
        .toList();
  }

  /** What each rule may still take over one incident or host. */
  private static final class Budgets {
    private long leftOfSite = Budget.OF_SITE;

    <T> Optional<T> with(LoadedRule rule, Function<Budget, Optional<T>> asked) {
      Budget budget = rule.isOfSite() ? Budget.ofRule(leftOfSite) : Budget.ofRule();
      Optional<T> answer = asked.apply(budget);
      if (rule.isOfSite()) leftOfSite -= budget.used();
      return answer;
    }
  }

  /** Whether any rule looks at traces of that kind. */
  public boolean looksAt(Kind kind) {
    return byKind.containsKey(kind);
  }

  /** Every rule in one line, by id. */
  public List<RuleSummary> rules() {
    return rules.values().stream().flatMap(r -> r.rule().stream()).map(Rule::summary).toList();
  }

  /** Hash of the rules: 16 hexadecimal digits of SHA-256 over ids and the hashes of texts. */
  public String ruleSet() {
    return ruleSet;
  }

  /**
   * Runs every example of every rule.
   *
   * @param cases gives the trace of a golden case by its name, for examples that name one
   * @return one result an example, by rule and line
   */
  public List<ExampleResult> prove(Function<String, Optional<KernelTrace>> cases) {
    List<ExampleResult> results = new ArrayList<>();
    for (LoadedRule loaded : rules.values()) {
      results.addAll(RuleExamples.runAll(loaded, cases));
    }
    return results;
  }

  private static String hash(SortedMap<String, LoadedRule> rules) {
    StringBuilder all = new StringBuilder();
    rules.forEach((id, rule) -> all.append(id).append('\0').append(rule.digest()).append('\0'));
    return Sha256.of(all.toString()).substring(0, HASH_DIGITS);
  }
}
