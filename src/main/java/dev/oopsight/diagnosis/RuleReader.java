package dev.oopsight.diagnosis;

import dev.oopsight.diagnosis.Rule.Advice;
import dev.oopsight.diagnosis.Rule.Item;
import dev.oopsight.diagnosis.Rule.Named;
import dev.oopsight.diagnosis.Rule.Text;
import dev.oopsight.diagnosis.Rule.Wanted;
import dev.oopsight.trace.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the form of a rule, not its expressions.
 *
 * <p>Shape: one file to at most one rule. Errors: none are thrown; a file with any fault gives no
 * rule, and each fault is told. Source: docs/rules.md.
 */
final class RuleReader {

  private static final Pattern ID = Pattern.compile("[a-z0-9]++(-[a-z0-9]++)*+");
  private static final Pattern CLASS_ID = Pattern.compile("[a-z0-9_]++(\\.[a-z0-9_]++)*+");
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*+");
  private static final int MOST_NAMED = 16;
  private static final int MOST_ITEMS = 64;

  private final RuleFile file;
  private final List<RuleFault> faults = new ArrayList<>();
  private String id = "";

  private RuleReader(RuleFile file) {
    this.file = file;
  }

  static Optional<Rule> read(RuleFile file, Consumer<RuleFault> faults) {
    RuleReader reader = new RuleReader(file);
    Optional<Rule> rule = YamlFields.read(file, reader::fault).map(reader::rule);
    reader.faults.forEach(faults);
    return reader.faults.isEmpty() ? rule : Optional.empty();
  }

  private Rule rule(YamlFields fields) {
    fields.allow(
        "id",
        "class",
        "title",
        "severity",
        "kinds",
        "applies",
        "let",
        "explanation",
        "evidence",
        "remedy",
        "source",
        "examples");
    Text idText = fields.text("id");
    id = matching(ID, idText, "an id is lower case with hyphens, like slub-order1-no-fallback");
    if (!file.name().equals(id + ".yaml")) {
      boolean published = file.origin() == RuleFile.Origin.TOPIC;
      fault(
          idText.line(),
          published
              ? "the record's key must be the rule's id: " + id
              : "the file must be named after its id: " + id + ".yaml");
    }
    Text classId = fields.text("class");
    List<Text> sources = fields.texts("source");
    if (sources.isEmpty()) fault(fields.line(), "\"source\" is missing: say where the facts stand");
    return new Rule(
        file,
        id,
        matching(CLASS_ID, classId, "a class is dotted, like mem.alloc.atomic.highorder"),
        choice(Severity.values(), fields.text("severity"), Severity.INFO),
        kinds(fields),
        fields.text("title"),
        fields.text("applies"),
        named(fields),
        fields.text("explanation"),
        evidence(fields),
        remedies(fields),
        sources.stream().map(Text::value).toList(),
        RuleExamples.read(fields, this::fault));
  }

  private Set<Kind> kinds(YamlFields fields) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Text text : fields.texts("kinds")) {
      Kind.ofId(text.value())
          .ifPresentOrElse(
              kinds::add, () -> fault(text.line(), "no kind is named \"" + text.value() + "\""));
    }
    if (!fields.has("kinds")) fault(fields.line(), "\"kinds\" is missing: which traces to look at");
    return kinds;
  }

  private List<Named> named(YamlFields fields) {
    List<Named> named = new ArrayList<>();
    fields
        .entries("let")
        .forEach(
            (name, expression) -> {
              if (!NAME.matcher(name).matches() || Vocabulary.isTaken(name)) {
                fault(expression.line(), "\"" + name + "\" cannot be a name: choose another");
              }
              named.add(new Named(name, expression));
            });
    // Values are worked out in one another: as many keep the depth of that far from a stack's end.
    if (named.size() > MOST_NAMED) fault(fields.line(), "more than 16 names under \"let\"");
    return named;
  }

  private List<Item> evidence(YamlFields fields) {
    List<Item> items = new ArrayList<>();
    for (YamlFields item : fields.each("evidence")) {
      item.allow("for", "against", "weight", "says", "missing");
      boolean speaksFor = item.has("for");
      if (speaksFor && item.has("against")) {
        fault(item.line(), "evidence speaks for or against: make two of it");
      }
      Optional<Text> condition = item.textIfAny(speaksFor ? "for" : "against");
      Optional<Wanted> missing = item.each("missing").stream().findFirst().map(RuleReader::wanted);
      if (condition.isEmpty() && missing.isEmpty()) {
        fault(item.line(), "evidence needs \"for\" or \"against\", or \"missing\" alone");
      }
      if (condition.isEmpty()) {
        items.add(new Item(condition, true, Weight.WEAK, Optional.empty(), missing));
      } else {
        Weight weight = choice(Weight.values(), item.text("weight"), Weight.WEAK);
        items.add(new Item(condition, speaksFor, weight, Optional.of(item.text("says")), missing));
      }
    }
    if (items.isEmpty()) fault(fields.line(), "\"evidence\" is missing");
    if (items.size() > MOST_ITEMS) fault(fields.line(), "more than 64 pieces of evidence");
    return items;
  }

  private static Wanted wanted(YamlFields fields) {
    fields.allow("what", "command");
    return new Wanted(fields.text("what"), fields.text("command"));
  }

  private List<Advice> remedies(YamlFields fields) {
    List<Advice> remedies = new ArrayList<>();
    for (YamlFields remedy : fields.each("remedy")) {
      remedy.allow("when", "run", "cost", "undo");
      remedies.add(
          new Advice(
              remedy.textIfAny("when"),
              remedy.text("run"),
              remedy.text("cost"),
              remedy.textIfAny("undo")));
    }
    return remedies;
  }

  private String matching(Pattern pattern, Text text, String advice) {
    if (!pattern.matcher(text.value()).matches()) fault(text.line(), advice);
    return text.value();
  }

  private <E extends Enum<E>> E choice(E[] values, Text text, E otherwise) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text.value())) return value;
    }
    String known =
        Stream.of(values)
            .map(v -> v.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    fault(text.line(), "\"" + text.value() + "\" is none of " + known);
    return otherwise;
  }

  private void fault(int line, String what) {
    faults.add(new RuleFault(file.name(), id, line, what));
  }
}
