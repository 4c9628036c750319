package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.ConfigView;
import dev.oopsight.diagnosis.RuleFile.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveRulesTest {

  private final KnowledgeBase ofStart =
      KnowledgeBase.trusting(List.of(RuleText.named("a").builtIn(), RuleText.named("b").builtIn()));
  private final LiveRules rules = new LiveRules(ofStart);

  @Test
  void addARuleToThoseOfTheStart() {
    assertThat(rules.put("c", RuleText.named("c").yaml())).isEmpty();

    assertThat(rules.rules()).extracting(KnownRule::id).containsExactly("a", "b", "c");
    assertThat(rules.rule("c")).get().extracting(KnownRule::origin).isEqualTo(Origin.TOPIC);
    assertThat(findings()).containsExactly("a", "b", "c");
  }

  @Test
  void putOneInThePlaceOfItsNamesakeUntilItIsTakenBack() {
    rules.put("a", RuleText.named("a").applies("false").yaml());

    assertThat(findings()).containsExactly("b");
    assertThat(rules.rule("a"))
        .get()
        .extracting(KnownRule::origin, KnownRule::replaces)
        .containsExactly(Origin.TOPIC, true);

    rules.remove("a");
    assertThat(findings()).containsExactly("a", "b");
    assertThat(rules.inForce().ruleSet()).isEqualTo(ofStart.ruleSet());
  }

  @Test
  void haveTheSameHashWhicheverOrderTheyCameIn() {
    LiveRules other = new LiveRules(ofStart);
    rules.put("c", RuleText.named("c").yaml());
    rules.put("d", RuleText.named("d").yaml());
    other.put("d", RuleText.named("d").applies("false").yaml());
    other.put("d", RuleText.named("d").yaml());
    other.put("c", RuleText.named("c").yaml());

    assertThat(other.inForce().ruleSet())
        .isEqualTo(rules.inForce().ruleSet())
        .isNotEqualTo(ofStart.ruleSet());
  }

  @Test
  void leaveWhoeverIsJudgingTheRulesThatHeBeganWith() {
    KnowledgeBase before = rules.inForce();

    rules.put("c", RuleText.named("c").yaml());

    assertThat(before.rules()).hasSize(2);
    assertThat(rules.inForce().rules()).hasSize(3);
  }

  @Test
  void tellWhatIsWrongWithOneThatDoesNotFitAnyMoreAndLetItsNamesakeRule() {
    String yaml = RuleText.named("a").yaml().replace("trace.path", "trace.pth");

    assertThat(rules.put("a", yaml)).isNotEmpty();
    assertThat(rules.put("c", yaml.replace("id: a", "id: c"))).isNotEmpty();

    assertThat(findings()).containsExactly("a", "b");
    assertThat(rules.rule("a")).get().extracting(KnownRule::origin).isEqualTo(Origin.BUILT_IN);
    assertThat(rules.rule("a").orElseThrow().faults())
        .extracting(RuleFault::what)
        .first()
        .asString()
        .contains("there is no trace.pth");
    KnownRule unfit = rules.rule("c").orElseThrow();
    assertThat(unfit.summary()).isEmpty();
    assertThat(unfit.faults()).isNotEmpty();
    rules.remove("c");
    assertThat(rules.rule("c")).isEmpty();
  }

  @Test
  void checkFormTypesAndExamples() {
    String sound = RuleText.named("c").yaml();

    assertThat(rules.check("c", sound)).isEmpty();
    assertThat(rules.check("c", "")).isNotEmpty();
    assertThat(rules.check("c", sound.replace("weak", "heavy"))).isNotEmpty();
    assertThat(rules.check("c", sound.replace("trace.path", "trace.pid"))).isNotEmpty();
    assertThat(rules.check("c", sound.replace("kernel: 5.10.0", "kind: panic")))
        .extracting(RuleFault::toString)
        .containsExactly(
            "c.yaml:16: c: example \"missing\": the rule does not look at such traces");
    assertThat(rules.check("d", sound))
        .extracting(RuleFault::what)
        .containsExactly("the record's key must be the rule's id: c");
  }

  @Test
  void takeNoMoreThanFitOnAHeap() {
    for (int i = 0; i < LiveRules.MOST_PUBLISHED; i++) {
      assertThat(rules.put("r" + i, RuleText.named("r" + i).yaml())).isEmpty();
    }
    String oneMore = RuleText.named("one-more").yaml();

    assertThat(rules.check("one-more", oneMore))
        .extracting(RuleFault::what)
        .containsExactly("500 rules are published, and no more can be: withdraw some");
    assertThat(rules.put("one-more", oneMore)).hasSize(1);
    assertThat(rules.rule("one-more")).isEmpty();
    assertThat(rules.check("r7", RuleText.named("r7").yaml())).isEmpty();

    rules.remove("r7");
    assertThat(rules.check("one-more", oneMore)).isEmpty();
  }

  @Test
  void cutAFloodAtTheCheckBeforeAnyOfItRules() {
    for (int i = 0; i < LiveRules.MOST_PUBLISHED; i++) {
      assertThat(rules.check("r" + i, RuleText.named("r" + i).yaml())).isEmpty();
    }

    assertThat(rules.check("one-more", RuleText.named("one-more").yaml()))
        .extracting(RuleFault::what)
        .containsExactly("500 rules are published, and no more can be: withdraw some");
    assertThat(rules.put("of-elsewhere", RuleText.named("of-elsewhere").yaml()))
        .as("another instance has checked it")
        .isEmpty();

    rules.remove("r7");
    rules.remove("r8");
    assertThat(rules.check("one-more", RuleText.named("one-more").yaml())).isEmpty();
  }

  private List<String> findings() {
    return rules
        .inForce()
        .examine(RuleFaultsTest.HUNG_TASK, ConfigView.EMPTY, fault -> {})
        .findings()
        .stream()
        .map(Finding::rule)
        .toList();
  }
}
