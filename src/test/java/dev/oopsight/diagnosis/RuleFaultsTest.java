package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.ConfigView;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A bad rule is told with its line and what to do, and harms no other. */
class RuleFaultsTest {

  static final KernelTrace HUNG_TASK =
      Traces.of(Kind.HUNG_TASK).frames("a1", "a2", "a3", "xfs_log_force").build();

  @Test
  void tellsTheLineOfBrokenYaml() {
    assertThat(faults(RuleText.named("a").broken("title: A test", "title: A: test")))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.line()).isEqualTo(3);
              assertThat(fault.what()).startsWith("not YAML: ").contains("quote values");
            });
  }

  @Test
  void tellsEveryFaultOfAFile() {
    String text =
        RuleText.named("a")
            .yaml()
            .replace("severity: low", "severity: grave")
            .replace("kinds: hung_task", "kinds: hung_tusk")
            .replace("weight: weak", "wait: weak");

    assertThat(faults(RuleFile.ofSite("a.yaml", text)))
        .extracting(RuleFault::toString)
        .containsExactlyInAnyOrder(
            "a.yaml:4: a: \"grave\" is none of info, low, medium, high, critical",
            "a.yaml:5: a: no kind is named \"hung_tusk\"",
            "a.yaml:10: a: unknown field \"wait\"; there are against, for, missing, says, weight",
            "a.yaml:9: a: \"weight\" is missing",
            "a.yaml:9: a: \"\" is none of weak, medium, strong, decisive");
  }

  @Test
  void tellsOfAFactThatDoesNotExistAndWhichDo() {
    assertThat(faults(RuleText.named("a").broken("trace.path", "trace.pth")))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.line()).isEqualTo(9);
              assertThat(fault.rule()).isEqualTo("a");
              assertThat(fault.what()).contains("there is no trace.pth").contains("trace.path");
            });
  }

  @Test
  void tellsOfAComparisonBetweenTypesWhenTheRuleIsLoaded() {
    assertThat(faults(RuleText.named("a").broken("trace.path == \"fs\"", "trace.path == 7")))
        .extracting(RuleFault::what)
        .singleElement()
        .asString()
        .contains("no matching overload");
  }

  @Test
  void tellsThatAConditionMustBeTrueOrFalse() {
    assertThat(faults(RuleText.named("a").broken("applies: true", "applies: 1 + 1")))
        .extracting(RuleFault::toString)
        .containsExactly("a.yaml:6: a: \"1 + 1\": must be a bool, is a int");
  }

  @Test
  void tellsOfAHoleThatIsNotClosed() {
    assertThat(faults(RuleText.named("a").broken("It was tested.", "It was {trace.path")))
        .extracting(RuleFault::what)
        .containsExactly("a brace is not closed; write {{ for a brace");
  }

  @Test
  void wantsAnExampleOfEachKind() {
    assertThat(faults(RuleText.named("a").broken("  silent: {trace: {kind: panic}}\n", "")))
        .extracting(RuleFault::what)
        .containsExactly("no example of \"silent\"");
  }

  @Test
  void wantsTheFileNamedAfterItsRule() {
    assertThat(faults(RuleFile.ofSite("b.yaml", RuleText.named("a").yaml())))
        .extracting(RuleFault::what)
        .containsExactly("the file must be named after its id: a.yaml");
  }

  @Test
  void refusesASecondRuleOfTheSameId() {
    assertThat(faults(RuleText.named("a").ofSite(), RuleText.named("a").ofSite()))
        .extracting(RuleFault::what)
        .containsExactly("there is a rule of that id: choose another id");
  }

  @Test
  void refusesAFileThatNestsTooDeeply() {
    assertThat(faults(RuleFile.ofSite("a.yaml", "[".repeat(60_000))))
        .extracting(RuleFault::what)
        .singleElement()
        .asString()
        .containsAnyOf("nested too deeply", "not YAML");
  }

  @Test
  void keepsTheOtherRules() {
    KnowledgeBase.Loaded loaded =
        KnowledgeBase.load(
            List.of(RuleFile.ofSite("x.yaml", "- nonsense"), RuleText.named("a").ofSite()));

    assertThat(loaded.faults()).hasSize(1);
    assertThat(loaded.knowledge().rules()).extracting(RuleSummary::id).containsExactly("a");
  }

  @Test
  void makesNoFindingByARuleThatBreaksAndTellsIt() {
    RuleText breaking = RuleText.named("breaking").applies("size(trace.frames) / 0 == 1");

    Judged judged = examine(breaking.ofSite(), RuleText.named("sound").ofSite());

    assertThat(judged.findings()).extracting(Finding::rule).containsExactly("sound");
    assertThat(judged.faults())
        .extracting(RuleFault::toString)
        .singleElement()
        .asString()
        .startsWith("breaking.yaml:6: breaking: ")
        .contains("by zero");
  }

  @Test
  void tellsATrustedRuleThatHasAFaultOfFormWhenItIsFirstNeeded() {
    RuleFile broken =
        RuleFile.builtIn("a.yaml", RuleText.named("a").yaml().replace("severity: low", "sev: low"));
    List<RuleFault> faults = new ArrayList<>();

    Diagnosis diagnosis =
        KnowledgeBase.trusting(List.of(broken)).examine(HUNG_TASK, ConfigView.EMPTY, faults::add);

    assertThat(diagnosis.findings()).isEmpty();
    assertThat(faults).extracting(RuleFault::line).contains(4);
  }

  @Test
  void tellsABuiltInRuleThatDoesNotCompileWhenItIsFirstNeeded() {
    RuleFile broken =
        RuleFile.builtIn("a.yaml", RuleText.named("a").yaml().replace("trace.path", "trace.pth"));

    assertThat(faults(broken)).isEmpty();
    assertThat(examine(broken).faults()).extracting(RuleFault::rule).containsExactly("a");
  }

  @Property(tries = 400)
  void throwsForNoFileThatWasCutAnywhere(
      @ForAll @IntRange(min = 0, max = 999) int which,
      @ForAll @IntRange(min = 0, max = 3_000) int length) {
    List<RuleFile> shipped = Knowledge.shipped();
    RuleFile whole = shipped.get(which % shipped.size());
    String cut = whole.text().substring(0, Math.min(length, whole.text().length()));

    KnowledgeBase.Loaded loaded = KnowledgeBase.load(List.of(RuleFile.builtIn(whole.name(), cut)));

    assertThat(loaded.faults().isEmpty()).isEqualTo(!loaded.knowledge().rules().isEmpty());
  }

  private static List<RuleFault> faults(RuleFile... files) {
    return KnowledgeBase.load(List.of(files)).faults();
  }

  private record Judged(List<Finding> findings, List<RuleFault> faults) {}

  private static Judged examine(RuleFile... files) {
    List<RuleFault> faults = new ArrayList<>();
    Diagnosis diagnosis =
        KnowledgeBase.load(List.of(files))
            .knowledge()
            .examine(HUNG_TASK, ConfigView.EMPTY, faults::add);
    return new Judged(diagnosis.findings(), faults);
  }
}
