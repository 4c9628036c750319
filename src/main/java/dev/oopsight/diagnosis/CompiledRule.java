package dev.oopsight.diagnosis;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Expression.Answer;
import dev.oopsight.diagnosis.Facts.Reading;
import dev.oopsight.diagnosis.Rule.Advice;
import dev.oopsight.diagnosis.Rule.Item;
import dev.oopsight.diagnosis.Rule.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A rule whose expressions can be asked. Many threads may share it. */
final class CompiledRule {

  /** With longer odds against it, an explanation is not worth a reader's time. */
  private static final double LEAST_ODDS = 0.1;

  private record CompiledItem(
      Item item,
      Optional<Expression> condition,
      Optional<Template> says,
      Optional<CompiledWant> want) {}

  private record CompiledWant(Template what, Template command) {
    MissingEvidence render(Names names) throws RuleBroken {
      return new MissingEvidence(what.render(names), command.render(names));
    }
  }

  private record CompiledAdvice(
      Optional<Expression> when, Template run, Template cost, Optional<Template> undo) {}

  private final Rule rule;
  private final RuleLanguage language;
  private final BiConsumer<Integer, String> fault;
  private final Map<String, Expression> named = new LinkedHashMap<>();
  private final Optional<Expression> applies;
  private final Template title;
  private final Template explanation;
  private final List<CompiledItem> items;
  private final List<CompiledAdvice> remedies;
  private final List<CompiledItem> onConfig;

  private CompiledRule(Rule rule, boolean checked, BiConsumer<Integer, String> fault) {
    this.rule = rule;
    this.fault = fault;
    this.language = RuleLanguage.of(checked, fault);
    for (Rule.Named name : rule.named()) {
      language
          .name(name.name(), name.expression())
          .ifPresent(expression -> named.put(name.name(), expression));
    }
    applies = condition(Optional.of(rule.applies()));
    title = template(rule.title());
    explanation = template(rule.explanation());
    items = rule.evidence().stream().map(this::item).toList();
    remedies = rule.remedies().stream().map(this::remedy).toList();
    onConfig = items.stream().filter(this::looksAtConfig).toList();
  }

  /**
   * Compiles; empty where any expression fails, and every fault was told.
   *
   * @param checked whether expressions are held against the types of all names
   */
  static Optional<CompiledRule> compile(Rule rule, boolean checked, Consumer<RuleFault> faults) {
    List<RuleFault> told = new ArrayList<>();
    CompiledRule compiled =
        new CompiledRule(rule, checked, (line, what) -> told.add(rule.fault(line, what)));
    told.forEach(faults);
    return told.isEmpty() ? Optional.of(compiled) : Optional.empty();
  }

  Rule rule() {
    return rule;
  }

  /** The finding on one incident; empty where the rule has nothing to say. */
  Optional<Finding> examine(Facts facts, Budget budget) throws RuleBroken {
    Names names = new Names(facts, named, budget);
    Reading unknown = new Reading();
    Answer applicable = ask(applies.orElseThrow(), facts, names, unknown);
    if (applicable == Answer.NO) return Optional.empty();
    if (applicable == Answer.YES) unknown = new Reading();
    List<Evidence> evidenceFor = new ArrayList<>();
    List<Evidence> evidenceAgainst = new ArrayList<>();
    List<MissingEvidence> missing = new ArrayList<>();
    Reading asked = new Reading();
    for (CompiledItem item : items) {
      Reading looked = new Reading();
      Answer answer =
          item.condition.isEmpty()
              ? Answer.UNKNOWN
              : ask(item.condition.get(), facts, names, looked);
      if (answer == Answer.UNKNOWN) {
        if (item.want.isPresent()) addOnce(missing, item.want.get().render(names));
        (item.want.isPresent() ? asked : unknown).add(looked);
      } else if (answer == Answer.YES) {
        facts.swap(looked);
        String says = item.says.orElseThrow().render(names) + staleness(looked);
        Evidence evidence = new Evidence(item.item.weight(), says);
        (item.item.speaksFor() ? evidenceFor : evidenceAgainst).add(evidence);
      }
    }
    if (isSettledAgainst(evidenceFor, evidenceAgainst)) return Optional.empty();
    // What an item asks for in its own words is not asked for by its key, too.
    unknown.unknown().removeAll(asked.unknown());
    addSources(unknown, missing);
    return Optional.of(
        new Finding(
            rule.id(),
            rule.classId(),
            title.render(names),
            rule.severity(),
            score(evidenceFor, evidenceAgainst),
            explanation.render(names),
            evidenceFor,
            evidenceAgainst,
            missing,
            advise(remedies, facts, names),
            rule.sources()));
  }

  /**
   * What the config of a host alone gives: the evidence whose condition is decided although all is
   * unknown that a trace would tell. Nothing need be marked for that in a rule: its expressions
   * carry what is unknown through to their end, where it matters.
   */
  Optional<Risk> risk(ConfigView config, Budget budget) throws RuleBroken {
    if (onConfig.isEmpty()) return Optional.empty();
    List<Evidence> evidenceFor = new ArrayList<>();
    List<Evidence> evidenceAgainst = new ArrayList<>();
    Map<String, Setting> settings = new TreeMap<>();
    for (CompiledItem item : onConfig) {
      // Facts of its own, so that they tell what this item alone looked at.
      Facts facts = Facts.ofHost(config);
      Names names = new Names(facts, named, budget);
      Answer answer = ask(item.condition.orElseThrow(), facts, names, new Reading());
      if (answer != Answer.YES || facts.consulted().isEmpty()) continue;
      String says = item.says.orElseThrow().render(names);
      Evidence evidence = new Evidence(item.item.weight(), says);
      (item.item.speaksFor() ? evidenceFor : evidenceAgainst).add(evidence);
      if (!item.item.speaksFor()) continue;
      facts.consulted().forEach(key -> config.setting(key).ifPresent(s -> settings.put(key, s)));
    }
    if (evidenceFor.isEmpty() || holdsDecisive(evidenceAgainst)) return Optional.empty();
    double score = score(evidenceFor, evidenceAgainst);
    if (score < Risk.LEAST_SCORE) return Optional.empty();
    Facts facts = Facts.ofHost(config);
    Names names = new Names(facts, named, budget);
    if (ask(applies.orElseThrow(), facts, names, new Reading()) == Answer.NO) {
      return Optional.empty();
    }
    return Optional.of(
        new Risk(
            rule.id(),
            rule.classId(),
            title.render(names),
            rule.severity(),
            score,
            List.copyOf(settings.values()),
            evidenceFor,
            advise(aimed(facts, names), facts, names),
            rule.sources()));
  }

  /** Those that ask for just these settings; where there are none, those that ask for nothing. */
  private List<CompiledAdvice> aimed(Facts facts, Names names) throws RuleBroken {
    List<CompiledAdvice> aimed = new ArrayList<>();
    for (CompiledAdvice remedy : remedies) {
      if (remedy.when.isPresent() && fits(remedy, facts, names)) aimed.add(remedy);
    }
    return aimed.isEmpty() ? remedies : aimed;
  }

  /** Whether an expression, or a value that it names, looks at the host at all. */
  private boolean looksAtConfig(CompiledItem item) {
    if (item.condition.isEmpty()) return false;
    Set<String> looking = new LinkedHashSet<>(Facts.OF_HOST);
    named.forEach(
        (name, expression) -> {
          if (mentions(expression.text().value(), looking)) looking.add(name);
        });
    return mentions(item.condition.get().text().value(), looking);
  }

  private static boolean mentions(String expression, Set<String> names) {
    return names.stream().anyMatch(expression::contains);
  }

  private List<Remedy> advise(List<CompiledAdvice> some, Facts facts, Names names)
      throws RuleBroken {
    List<Remedy> advice = new ArrayList<>();
    for (CompiledAdvice remedy : some) {
      if (!fits(remedy, facts, names)) continue;
      Optional<String> undo = Optional.empty();
      if (remedy.undo.isPresent()) undo = Optional.of(remedy.undo.get().render(names));
      advice.add(new Remedy(remedy.run.render(names), remedy.cost.render(names), undo));
    }
    return advice;
  }

  private static boolean fits(CompiledAdvice remedy, Facts facts, Names names) throws RuleBroken {
    return remedy.when.isEmpty()
        || ask(remedy.when.get(), facts, names, new Reading()) == Answer.YES;
  }

  private static Answer ask(Expression condition, Facts facts, Names names, Reading reading)
      throws RuleBroken {
    facts.swap(reading);
    return condition.answer(names);
  }

  private static double score(List<Evidence> evidenceFor, List<Evidence> evidenceAgainst) {
    double score = 1;
    for (Evidence evidence : evidenceFor) score *= evidence.weight().factor();
    for (Evidence evidence : evidenceAgainst) score /= evidence.weight().factor();
    return score;
  }

  private static boolean isSettledAgainst(
      List<Evidence> evidenceFor, List<Evidence> evidenceAgainst) {
    double score = score(evidenceFor, evidenceAgainst);
    return (score < 1 && evidenceFor.isEmpty())
        || score < LEAST_ODDS
        || (holdsDecisive(evidenceAgainst) && !holdsDecisive(evidenceFor));
  }

  private static boolean holdsDecisive(List<Evidence> evidence) {
    return evidence.stream().anyMatch(e -> e.weight() == Weight.DECISIVE);
  }

  /** Adds what the rule did not ask for in its own words. */
  private static void addSources(Reading reading, List<MissingEvidence> missing) {
    Set<String> asked =
        missing.stream().map(MissingEvidence::command).collect(Collectors.toUnmodifiableSet());
    reading.unknown().stream()
        .filter(source -> !asked.contains(source.command()))
        .forEach(source -> addOnce(missing, new MissingEvidence(source.what(), source.command())));
  }

  private static void addOnce(List<MissingEvidence> missing, MissingEvidence one) {
    if (!missing.contains(one)) missing.add(one);
  }

  private static String staleness(Reading looked) {
    return looked.stale().stream().map(CompiledRule::stale).collect(Collectors.joining());
  }

  private static String stale(Setting setting) {
    return " (stale: " + setting.key() + " was last confirmed " + setting.confirmedAt() + ")";
  }

  private CompiledItem item(Item item) {
    return new CompiledItem(
        item,
        condition(item.condition()),
        item.says().map(this::template),
        item.missing().map(w -> new CompiledWant(template(w.what()), template(w.command()))));
  }

  private CompiledAdvice remedy(Advice advice) {
    return new CompiledAdvice(
        condition(advice.when()),
        template(advice.run()),
        template(advice.cost()),
        advice.undo().map(this::template));
  }

  private Optional<Expression> condition(Optional<Text> text) {
    return text.flatMap(language::condition);
  }

  private Template template(Text text) {
    return Template.compile(text, language, fault);
  }
}
