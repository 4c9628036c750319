package dev.oopsight.app;

import dev.oopsight.diagnosis.ExampleResult;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.diagnosis.RuleFault;
import dev.oopsight.diagnosis.RuleFile;
import dev.oopsight.diagnosis.RuleSummary;
import dev.oopsight.trace.Kind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules}: the knowledge base, and the rules of a site beside it. */
@Command(
    name = "rules",
    description = {
      "Lists, checks or tests the rules: those shipped, and a site's own;",
      "publishes rules to a running pipeline, or withdraws them."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|check|test|publish|withdraw")
final class RulesCommand implements Runnable {

  private static final Pattern ID = Pattern.compile("[a-z0-9]++(-[a-z0-9]++)*+");

  private final Parts parts;

  @Spec private CommandSpec spec;

  RulesCommand(Parts parts) {
    this.parts = parts;
  }

  /** Which rules a subcommand is about: the shipped ones, and what a site adds. */
  static final class Given {

    @Option(names = "--rules", paramLabel = "PATH", description = "A directory of rules, too.")
    private List<Path> directories = List.of();

    @Parameters(paramLabel = "FILE", description = "Rules, or directories of rules.")
    private List<Path> files = List.of();

    /** Shipped rules are checked like a site's own: that takes longer, and tells everything. */
    private KnowledgeBase.Loaded load() {
      List<RuleFile> all = new ArrayList<>();
      BuiltInRules.files().forEach(all::add);
      all.addAll(SiteRules.at(directories));
      all.addAll(SiteRules.at(files));
      return KnowledgeBase.loadChecked(all);
    }
  }

  /** Where rules are published. */
  static final class Place {

    @Option(
        names = "--bootstrap",
        required = true,
        paramLabel = "B",
        description = "Brokers to begin with, host:port,host:port.")
    private String bootstrap;

    @Option(
        names = "--topic",
        defaultValue = "oopsight.rules",
        paramLabel = "T",
        description = "The pipeline's topic of rules, prefix included (default: ${DEFAULT-VALUE}).")
    private String topic;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say which: rules list, check, test, publish or withdraw");
  }

  /** One line a rule. */
  @Command(name = "list", description = "One line a rule.", mixinStandardHelpOptions = true)
  int list(@Mixin Given given) {
    KnowledgeBase.Loaded loaded = given.load();
    TextTable table = new TextTable(List.of("id", "class", "severity", "kinds", "title", "by"));
    for (RuleSummary rule : loaded.knowledge().rules()) {
      table.row(
          List.of(
              rule.id(),
              rule.classId(),
              rule.severity().id(),
              rule.kinds().stream().map(Kind::id).sorted().collect(Collectors.joining(",")),
              rule.title(),
              rule.origin().id()));
    }
    PrintWriter out = spec.commandLine().getOut();
    table.printAligned(out);
    out.flush();
    return end(loaded.faults(), "");
  }

  /** Form and expressions. */
  @Command(
      name = "check",
      description = "Tells every fault of form and expression, with its line.",
      mixinStandardHelpOptions = true)
  int check(@Mixin Given given) {
    KnowledgeBase.Loaded loaded = given.load();
    return end(loaded.faults(), loaded.knowledge().rules().size() + " rules, no fault");
  }

  /** Examples. */
  @Command(
      name = "test",
      description = "Runs every example of every rule.",
      mixinStandardHelpOptions = true)
  int test(@Mixin Given given) {
    KnowledgeBase.Loaded loaded = given.load();
    List<RuleFault> faults = new ArrayList<>(loaded.faults());
    List<ExampleResult> results = prove(loaded, faults);
    return end(
        faults,
        "%d rules, %d examples hold".formatted(loaded.knowledge().rules().size(), results.size()));
  }

  /** Checked and proved first, as the pipeline will do again. */
  @Command(
      name = "publish",
      description = {
        "Checks rules, runs their examples, and has a running pipeline judge by them,",
        "in the place of rules of the same id. Where one has a fault, none is published."
      },
      mixinStandardHelpOptions = true)
  int publish(
      @Mixin Place place,
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE",
              description = "Rules, or directories of rules.")
          List<Path> files) {
    List<RuleFile> rules = SiteRules.at(files);
    KnowledgeBase.Loaded loaded = KnowledgeBase.loadChecked(rules);
    List<RuleFault> faults = new ArrayList<>(loaded.faults());
    prove(loaded, faults);
    end(faults, "");
    SortedMap<String, Optional<String>> values = new TreeMap<>();
    rules.forEach(rule -> values.put(rule.id(), Optional.of(rule.text())));
    parts.put(place.bootstrap, place.topic, values);
    return told("published", values.size(), "to", place);
  }

  /** By id. */
  @Command(
      name = "withdraw",
      description = {
        "Takes published rules back; a rule that was there at the start under the same id",
        "judges again."
      },
      mixinStandardHelpOptions = true)
  int withdraw(
      @Mixin Place place,
      @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of rules.")
          List<String> ids) {
    SortedMap<String, Optional<String>> values = new TreeMap<>();
    for (String id : ids) {
      if (!ID.matcher(id).matches()) {
        throw new ParameterException(
            spec.subcommands().get("withdraw"), id + " is no id of a rule, such as a-rule");
      }
      values.put(id, Optional.empty());
    }
    parts.put(place.bootstrap, place.topic, values);
    return told("withdrew", values.size(), "in", place);
  }

  private int told(String did, int rules, String where, Place place) {
    spec.commandLine()
        .getErr()
        .printf(
            "oopsight: %s %d %s %s %s%n",
            did, rules, rules == 1 ? "rule" : "rules", where, place.topic);
    return Main.DONE;
  }

  private static List<ExampleResult> prove(KnowledgeBase.Loaded loaded, List<RuleFault> faults) {
    List<ExampleResult> results = loaded.knowledge().prove(name -> Optional.empty());
    results.stream().flatMap(r -> r.fault().stream()).forEach(faults::add);
    return results;
  }

  private int end(List<RuleFault> faults, String otherwise) {
    PrintWriter out = spec.commandLine().getOut();
    if (faults.isEmpty()) {
      if (!otherwise.isEmpty()) out.println(otherwise);
      out.flush();
      return Main.DONE;
    }
    PrintWriter err = spec.commandLine().getErr();
    faults.forEach(err::println);
    throw new CommandFailed(
        faults.size() == 1 ? "1 fault: mend it" : faults.size() + " faults: mend them");
  }
}
