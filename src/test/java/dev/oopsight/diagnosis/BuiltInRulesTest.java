package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.KernelTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BuiltInRulesTest {

  private final KnowledgeBase.Loaded checked = KnowledgeBase.loadChecked(Knowledge.shipped());
  private final KnowledgeBase shipped = KnowledgeBase.trusting(Knowledge.shipped());

  @Test
  void haveNoFault() {
    assertThat(checked.faults()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> doWhatTheirExamplesSay() {
    return shipped.prove(name -> Optional.empty()).stream()
        .map(
            result ->
                DynamicTest.dynamicTest(
                    result.rule() + " " + result.expects(),
                    () -> assertThat(result.fault()).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> findTheSameWhetherTheyAreCheckedOrTrusted() {
    return Knowledge.shipped().stream()
        .flatMap(file -> RuleReader.read(file, fault -> {}).stream())
        .flatMap(rule -> rule.examples().stream().map(example -> sameFor(rule, example)));
  }

  private DynamicTest sameFor(Rule rule, RuleExample example) {
    return DynamicTest.dynamicTest(
        rule.id() + ":" + example.line(),
        () -> {
          KernelTrace trace = example.trace().orElseThrow();
          List<RuleFault> broken = new ArrayList<>();
          Diagnosis trusted = shipped.examine(trace, example.config(), broken::add);
          assertThat(broken).isEmpty();
          assertThat(trusted)
              .isEqualTo(checked.knowledge().examine(trace, example.config(), broken::add));
        });
  }

  @TestFactory
  Stream<DynamicTest> areFoundByTheKindsThatTheyLookAt() {
    return Knowledge.shipped().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.name(),
                    () ->
                        assertThat(RuleKinds.of(file.text()))
                            .isEqualTo(RuleReader.read(file, f -> {}).orElseThrow().kinds())));
  }
}
