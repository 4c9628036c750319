package dev.oopsight.diagnosis;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Rule.Text;
import dev.oopsight.diagnosis.RuleExample.Expects;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the examples of a rule, and runs them. */
final class RuleExamples {

  /** Odds are written with few digits. */
  private static final double TOLERANCE = 0.01;

  private static final int MOST = 64;

  private static final Instant EXAMPLE_TIME = Instant.parse("2026-01-01T00:00:00Z");

  private RuleExamples() {}

  /** Reads them; a rule without one of each kind has a fault. */
  static List<RuleExample> read(YamlFields rule, BiConsumer<Integer, String> fault) {
    List<RuleExample> examples = new ArrayList<>();
    Kind kind =
        rule.texts("kinds").stream()
            .flatMap(t -> Kind.ofId(t.value()).stream())
            .findFirst()
            .orElse(Kind.PANIC);
    for (YamlFields groups : rule.each("examples")) {
      groups.allow("fires", "silent", "missing");
      for (Expects expects : Expects.values()) {
        List<YamlFields> group = groups.each(id(expects));
        if (group.isEmpty()) fault.accept(groups.line(), "no example of \"" + id(expects) + "\"");
        group.forEach(example -> examples.add(example(expects, example, kind, fault)));
      }
    }
    if (examples.size() > MOST) fault.accept(rule.line(), "more than " + MOST + " examples");
    if (!rule.has("examples")) fault.accept(rule.line(), "\"examples\" is missing");
    return examples;
  }

  private static RuleExample example(
      Expects expects, YamlFields fields, Kind kind, BiConsumer<Integer, String> fault) {
    fields.allow("case", "trace", "facts", "config", "stale", "says", "odds", "remedies");
    Optional<String> caseName = fields.textIfAny("case").map(Text::value);
    Optional<KernelTrace> trace =
        fields.each("trace").stream().findFirst().map(t -> ExampleTrace.read(t, kind, fault));
    if (caseName.isPresent() == trace.isPresent()) {
      fault.accept(fields.line(), "an example names either a case or a trace");
    }
    Set<String> stale = fields.texts("stale").stream().map(Text::value).collect(Collectors.toSet());
    TreeMap<String, Setting> settings = new TreeMap<>();
    fields
        .entries("config")
        .forEach((key, value) -> settings.put(key, setting(key, value.value(), stale)));
    return new RuleExample(
        expects,
        fields.line(),
        caseName,
        trace,
        given(fields, fault),
        new ConfigView(settings),
        fields.texts("says").stream().map(Text::value).toList(),
        fields.textIfAny("odds").flatMap(text -> odds(text, fault)),
        fields.textIfAny("remedies").flatMap(text -> count(text, fault)));
  }

  /** Facts that no trace of an example can carry, each as its type reads. */
  private static Map<String, Object> given(YamlFields fields, BiConsumer<Integer, String> fault) {
    Map<String, Object> given = new HashMap<>();
    fields
        .entries("facts")
        .forEach(
            (name, text) -> {
              Vocabulary.Fact fact = Vocabulary.FACTS.get(name);
              Optional<Object> value = Optional.ofNullable(fact).flatMap(f -> f.read(text.value()));
              value.ifPresentOrElse(
                  v -> given.put(name, v),
                  () ->
                      fault.accept(
                          text.line(), "no fact \"" + name + "\" can be \"" + text.value() + "\""));
            });
    return given;
  }

  private static Optional<Double> odds(Text text, BiConsumer<Integer, String> fault) {
    try {
      return Optional.of(Double.parseDouble(text.value()));
    } catch (NumberFormatException e) {
      fault.accept(text.line(), "\"odds\" is a number like 24 or 0.1875");
      return Optional.empty();
    }
  }

  private static Optional<Integer> count(Text text, BiConsumer<Integer, String> fault) {
    Optional<Long> count = Facts.wholeNumber(text.value()).filter(n -> n >= 0 && n < 100);
    if (count.isEmpty()) fault.accept(text.line(), "\"remedies\" is how many are shown");
    return count.map(Long::intValue);
  }

  private static Setting setting(String key, String value, Set<String> stale) {
    boolean old = stale.contains(key);
    Instant confirmedAt = old ? EXAMPLE_TIME.minus(Duration.ofDays(2)) : EXAMPLE_TIME;
    return new Setting(key, value, confirmedAt, confirmedAt, old);
  }

  /** Runs all of a rule, in written order. */
  static List<ExampleResult> runAll(
      LoadedRule loaded, Function<String, Optional<KernelTrace>> cases) {
    List<ExampleResult> results = new ArrayList<>();
    long left = Budget.OF_EXAMPLES;
    for (RuleExample example : loaded.rule().map(Rule::examples).orElse(List.of())) {
      Budget budget = Budget.ofExample(left);
      results.add(run(example, loaded, budget, cases));
      left -= budget.used();
    }
    return results;
  }

  private static ExampleResult run(
      RuleExample example,
      LoadedRule loaded,
      Budget budget,
      Function<String, Optional<KernelTrace>> cases) {
    Rule rule = loaded.rule().orElseThrow();
    Optional<String> failure =
        example
            .trace()
            .or(() -> example.caseName().flatMap(cases))
            .map(trace -> failure(example, rule, loaded, budget, trace))
            .orElseGet(() -> Optional.of("no case is named " + example.caseName().orElse("")));
    String expects = id(example.expects());
    Optional<RuleFault> fault =
        failure.map(f -> rule.fault(example.line(), "example \"" + expects + "\": " + f));
    return new ExampleResult(rule.id(), expects, fault);
  }

  private static Optional<String> failure(
      RuleExample example, Rule rule, LoadedRule loaded, Budget budget, KernelTrace trace) {
    if (!rule.kinds().contains(trace.kind())) {
      boolean asExpected = example.expects() == Expects.SILENT;
      return asExpected ? Optional.empty() : Optional.of("the rule does not look at such traces");
    }
    List<RuleFault> faults = new ArrayList<>();
    Optional<Finding> finding =
        loaded.examine(new Facts(trace, example.config(), example.facts()), budget, faults::add);
    if (!faults.isEmpty()) return Optional.of(faults.get(0).what());
    return switch (example.expects()) {
      case SILENT -> finding.map(f -> "it spoke");
      case FIRES ->
          finding.isPresent() && !finding.get().evidenceFor().isEmpty()
              ? otherwise(example, finding.get())
              : Optional.of(finding.isPresent() ? "nothing speaks for it" : "it was silent");
      case MISSING ->
          finding.isPresent() && finding.get().missing().size() > alwaysAsked(rule)
              ? otherwise(example, finding.get())
              : Optional.of(finding.isPresent() ? "no evidence is missing" : "it was silent");
    };
  }

  /** What the finding does not do that the example says. */
  private static Optional<String> otherwise(RuleExample example, Finding finding) {
    return unsaid(example, finding)
        .or(
            () ->
                example
                    .odds()
                    .filter(odds -> Math.abs(odds - finding.score()) > TOLERANCE * odds)
                    .map(odds -> "its odds are " + finding.score() + " and not " + odds))
        .or(
            () ->
                example
                    .remedies()
                    .filter(count -> count != finding.remedies().size())
                    .map(c -> "it shows " + finding.remedies().size() + " remedies and not " + c));
  }

  private static long alwaysAsked(Rule rule) {
    return rule.evidence().stream().filter(i -> i.condition().isEmpty()).count();
  }

  private static Optional<String> unsaid(RuleExample example, Finding finding) {
    String all =
        Stream.of(
                Stream.of(finding.title(), finding.explanation()),
                finding.evidenceFor().stream().map(Evidence::says),
                finding.evidenceAgainst().stream().map(Evidence::says),
                finding.missing().stream().map(m -> m.what() + " " + m.command()),
                finding.remedies().stream().map(Remedy::run))
            .flatMap(Function.identity())
            .collect(Collectors.joining("\n"));
    return example.says().stream()
        .filter(text -> !all.contains(text))
        .findFirst()
        .map(text -> "it does not say \"" + text + "\" but:\n" + all);
  }

  private static String id(Expects expects) {
    return expects.name().toLowerCase(Locale.ROOT);
  }
}
