package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether the examples of the shipped rules would notice a condition that is wrong. */
class RuleMutationTest {

  private static final double LEAST_CAUGHT = 0.95;

  @Test
  void examplesNoticeAConditionThatIsLostOrTurned() {
    List<RuleMutants.Mutant> mutants =
        Knowledge.shipped().stream()
            .flatMap(file -> RuleReader.read(file, fault -> {}).stream())
            .flatMap(rule -> RuleMutants.of(rule).stream())
            .toList();

    List<String> unnoticed =
        mutants.parallelStream().filter(m -> !isNoticed(m)).map(RuleMutants.Mutant::what).toList();

    double caught = 1 - (double) unnoticed.size() / mutants.size();
    System.out.printf(
        "mutants of rules: %d of %d caught (%.1f %%)%n",
        mutants.size() - unnoticed.size(), mutants.size(), 100 * caught);
    assertThat(caught).as("unnoticed: %s", unnoticed).isGreaterThanOrEqualTo(LEAST_CAUGHT);
  }

  @Test
  void examplesOfARuleAsItIsNoticeNothing() {
    for (RuleFile file : Knowledge.shipped()) {
      Rule rule = RuleReader.read(file, fault -> {}).orElseThrow();

      assertThat(isNoticed(new RuleMutants.Mutant("as it is", rule))).as(rule.id()).isFalse();
    }
  }

  private static boolean isNoticed(RuleMutants.Mutant mutant) {
    List<RuleFault> faults = new ArrayList<>();
    LoadedRule loaded = LoadedRule.of(mutant.rule(), false, faults::add).orElseThrow();
    return RuleExamples.runAll(loaded, name -> Optional.empty()).stream()
        .anyMatch(result -> !result.holds());
  }
}
