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
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules}: the knowledge base, and the rules of a site beside it. */
@Command(
    name = "rules",
    description = "Lists, checks or tests the rules: those shipped, and a site's own.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|check|test")
final class RulesCommand implements Runnable {

  @Spec private CommandSpec spec;

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

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "say which: rules list, rules check or rules test");
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
              rule.origin().name().toLowerCase(Locale.ROOT).replace('_', '-')));
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
    List<ExampleResult> results = loaded.knowledge().prove(name -> Optional.empty());
    results.stream().flatMap(r -> r.fault().stream()).forEach(faults::add);
    return end(
        faults,
        "%d rules, %d examples hold".formatted(loaded.knowledge().rules().size(), results.size()));
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
