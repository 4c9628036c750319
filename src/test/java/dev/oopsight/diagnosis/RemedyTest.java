package dev.oopsight.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.diagnosis.Rule.Advice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether what a person is told to type can be typed. */
class RemedyTest {

  private static final Pattern KEY = Pattern.compile("[a-z0-9_.-]+(?==)");

  private final List<Rule> rules =
      Knowledge.shipped().stream()
          .flatMap(file -> RuleReader.read(file, fault -> {}).stream())
          .toList();

  @TestFactory
  Stream<DynamicTest> areWhatTheirToolsTake() {
    return rules.stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.id(),
                    () -> {
                      for (Advice advice : rule.remedies()) {
                        List<Remedy> shown = shown(advice, rule);
                        assertThat(shown).as("no example shows: %s", advice.run()).isNotEmpty();
                        assertThat(shown).allSatisfy(RemedyTest::isSound);
                      }
                    }));
  }

  private static void isSound(Remedy remedy) {
    assertThat(CommandSyntax.faults(remedy.run())).isEmpty();
    assertThat(remedy.undo().map(CommandSyntax::faults).orElse(List.of())).isEmpty();
    assertThat(remedy.cost()).isNotBlank();
    remedy.undo().ifPresent(undo -> assertThat(undo).isNotEqualTo(remedy.run()));
  }

  @Test
  void ofKernelParametersAreTakenBackByTheOppositeSentence() {
    assertThat(shown().filter(r -> r.run().startsWith("add ")))
        .isNotEmpty()
        .allSatisfy(
            remedy ->
                assertThat(remedy.undo())
                    .contains(
                        remedy.run().replace("add ", "remove ").replace(" to the ", " from the ")));
  }

  @Test
  void ofOneSettingAreTakenBackByTheSameSetting() {
    assertThat(
            shown()
                .filter(r -> r.run().startsWith("sysctl ") && keys(r.run()).size() == 1)
                .filter(r -> r.undo().filter(u -> u.startsWith("sysctl ")).isPresent()))
        .isNotEmpty()
        .allSatisfy(
            remedy ->
                assertThat(keys(remedy.undo().orElseThrow())).containsAll(keys(remedy.run())));
  }

  @Test
  void areWordsThatAShellReads() throws IOException, InterruptedException {
    Set<String> lines = new TreeSet<>();
    shown()
        .flatMap(r -> Stream.concat(Stream.of(r.run()), r.undo().stream()))
        .flatMap(String::lines)
        .filter(line -> !CommandSyntax.isSentence(line))
        .forEach(line -> lines.add(line.replaceAll("<[a-z]+>", "x")));

    Process shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
    shell.getOutputStream().write(String.join("\n", lines).getBytes(UTF_8));
    shell.getOutputStream().close();

    assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(shell.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sysctl vm.swappiness=1",
        "sysctl -w vm.swappiness=<x>",
        "sysctl -w vm.swappiness=",
        "ethtool -K eth0 tso",
        "echo 1 > /tmp/x",
        "add tso off to the kernel command line and reboot",
        "smartctl -a sda",
        "format the disk",
        "cat /proc/meminfo && reformat /dev/sda",
      })
  void wouldNotBeTakenWhereTheyAreWrong(String remedy) {
    assertThat(CommandSyntax.faults(remedy)).isNotEmpty();
  }

  private Stream<Remedy> shown() {
    return rules.stream()
        .flatMap(rule -> rule.remedies().stream().flatMap(advice -> shown(advice, rule).stream()));
  }

  /** One remedy as the examples of its rule show it. */
  private static List<Remedy> shown(Advice advice, Rule rule) {
    List<RuleFault> faults = new ArrayList<>();
    LoadedRule alone =
        LoadedRule.of(RuleMutants.withOnly(advice, rule), false, faults::add).orElseThrow();
    return rule.examples().stream()
        .flatMap(
            example ->
                alone
                    .examine(
                        new Facts(example.trace().orElseThrow(), example.config(), example.facts()),
                        Budget.ofRule(),
                        faults::add)
                    .stream())
        .flatMap(finding -> finding.remedies().stream())
        .toList();
  }

  private static List<String> keys(String sysctl) {
    return KEY.matcher(sysctl).results().map(found -> found.group()).toList();
  }
}
