package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {

  private static final String RULE =
      """
      id: site-link
      class: site.link
      title: A link of this site went down
      severity: low
      kinds: link_down
      applies: "true"
      explanation: Ask the people in the hall.
      evidence:
        - for: trace.header.contains("eth0")
          weight: weak
          says: it is eth0
        - for: config["sysctl:vm.swappiness"] == "60"
          weight: weak
          says: swappiness is the default
      remedy:
        - run: ip link set eth0 up
          cost: none
      source:
        - the site's own handbook
      examples:
        fires:
          - trace: {header: "eth0: Link is Down"}
            config: {"sysctl:vm.swappiness": "60"}
        silent:
          - trace: {kind: panic}
        missing:
          - trace: {header: "eth0: Link is Down"}
      """;

  @TempDir private Path dir;
  private final FakeParts parts = new FakeParts();

  @Test
  void listsTheShippedRulesAndTheSites() throws IOException {
    write(RULE);

    Ran ran = run("list", "--rules", dir.toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .anyMatch(l -> l.matches("site-link +site\\.link +low .*directory"));
    assertThat(ran.out().lines()).anyMatch(l -> l.matches("slub-order1-no-fallback .*built-in"));
  }

  @Test
  void provesEveryExample() throws IOException {
    Path file = write(RULE);

    Ran ran = run("test", file.toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).containsPattern("\\d+ rules, \\d+ examples hold");
  }

  @Test
  void tellsTheExampleThatFailsByItsLine() throws IOException {
    write(RULE.replace("{kind: panic}", "{}"));

    Ran ran = run("test", "--rules", dir.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("site-link.yaml:25: site-link: example \"silent\": it spoke");
  }

  @Test
  void tellsEveryFaultByItsLine() throws IOException {
    write(RULE.replace("severity: low", "severity: dire").replace("eth0\")", "eth0\""));

    Ran ran = run("check", "--rules", dir.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("site-link.yaml:4: ").contains("oopsight: ");
  }

  @Test
  void findsNoFaultInTheShippedRules() {
    Ran ran = run("check");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).endsWith("rules, no fault\n");
  }

  @Test
  void refusesADirectoryWithoutARule() {
    Ran ran = run("check", "--rules", dir.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no rule in").contains("its files end in .yaml");
  }

  @Test
  void refusesToRunWithoutAVerb() {
    assertThat(run().exitCode()).isEqualTo(2);
  }

  @Test
  void addsTheSitesRulesToAnExplanation() throws IOException {
    write(RULE);
    Path log =
        Files.writeString(
            dir.resolve("kern.log"), "[    5.000000] e1000e: eth0 NIC Link is Down\n");

    Ran ran =
        Ran.of(new Wiring(), "explain", "--notices", "--rules", dir.toString(), log.toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("A link of this site went down");
  }

  @Test
  void explainsNothingWithARuleThatHasAFault() throws IOException {
    write(RULE.replace("severity: low", "severity: dire"));
    Path log = Files.writeString(dir.resolve("kern.log"), "x\n");

    Ran ran = Ran.of(new Wiring(), "explain", "--rules", dir.toString(), log.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("rules with 1 fault", "site-link.yaml:4");
  }

  @Test
  void publishesRulesUnderTheirIds() throws IOException {
    Path file = write(RULE);

    Ran ran = run("publish", "--bootstrap", "b:1", file.toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(parts.values).containsExactly("oopsight.rules site-link=" + RULE);
    assertThat(ran.err()).contains("published 1 rule to oopsight.rules");
  }

  @Test
  void publishesARuleInThePlaceOfAShippedOne() throws IOException {
    String id = "slub-order1-no-fallback";
    Files.writeString(dir.resolve(id + ".yaml"), RULE.replace("site-link", id));

    Ran ran = run("publish", "--bootstrap", "b:1", "--topic", "t.rules", dir.toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(parts.values).singleElement().asString().startsWith("t.rules " + id + "=");
  }

  @Test
  void publishesNoneWhereOneHasAFault() throws IOException {
    Files.writeString(dir.resolve("other.yaml"), RULE.replace("site-link", "other"));
    write(RULE.replace("{kind: panic}", "{}"));

    Ran ran = run("publish", "--bootstrap", "b:1", dir.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("site-link.yaml:25: site-link: example \"silent\": it spoke");
    assertThat(parts.values).isEmpty();
  }

  @Test
  void withdrawsRulesByTheirIds() {
    Ran ran = run("withdraw", "--bootstrap", "b:1", "site-link", "other");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(parts.values)
        .containsExactly("oopsight.rules other=null", "oopsight.rules site-link=null");
    assertThat(run("withdraw", "--bootstrap", "b:1", "No Rule").exitCode()).isEqualTo(2);
  }

  private Path write(String rule) throws IOException {
    return Files.writeString(dir.resolve("site-link.yaml"), rule);
  }

  private Ran run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "rules";
    System.arraycopy(args, 0, all, 1, args.length);
    return Ran.of(parts, all);
  }
}
