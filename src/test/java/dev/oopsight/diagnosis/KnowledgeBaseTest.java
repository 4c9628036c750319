package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KnowledgeBaseTest {

  private static final String SWAPPINESS = "sysctl:vm.swappiness";

  private static final KernelTrace HUNG_TASK =
      Traces.of(Kind.HUNG_TASK).kernel("5.10.0").frames("schedule", "xfs_log_force").build();

  private static final String LOOK_AT_SWAPPINESS =
      """
        - for: config["sysctl:vm.swappiness"] == "0"
          weight: medium
          says: swappiness was {config["sysctl:vm.swappiness"]}
      """;

  @Test
  void tellsEvidenceThatHolds() {
    Finding finding = onlyFinding(LOOK_AT_SWAPPINESS, Map.of(SWAPPINESS, "0"));

    assertThat(finding.evidenceFor())
        .containsExactly(new Evidence(Weight.MEDIUM, "swappiness was 0"));
    assertThat(finding.missing()).isEmpty();
    assertThat(finding.score()).isEqualTo(Weight.MEDIUM.factor());
  }

  @Test
  void takesAnUnknownSettingForMissingEvidenceAndNotForFalse() {
    Finding finding = onlyFinding(LOOK_AT_SWAPPINESS, Map.of());

    assertThat(finding.evidenceFor()).isEmpty();
    assertThat(finding.missing())
        .containsExactly(new MissingEvidence("vm.swappiness", "sysctl vm.swappiness"));
    assertThat(finding.score()).isEqualTo(1);
  }

  @Test
  void doesNotTakeTheOppositeOfTheUnknownForTrue() {
    Finding finding =
        onlyFinding(
            """
              - for: '!(config["sysctl:vm.swappiness"] == "0")'
                weight: strong
                says: it was not 0
            """,
            Map.of());

    assertThat(finding.evidenceFor()).isEmpty();
    assertThat(finding.missing()).hasSize(1);
  }

  @Test
  void needsNoUnknownWhereTheRestDecides() {
    Finding finding =
        onlyFinding(
            """
              - for: config["sysctl:vm.swappiness"] == "0" && trace.kernel.before("3.0")
                weight: strong
                says: never
              - for: config["sysctl:vm.swappiness"] == "0" || trace.path == "fs"
                weight: weak
                says: a file system was at work
            """,
            Map.of());

    assertThat(finding.missing()).isEmpty();
    assertThat(finding.evidenceFor())
        .extracting(Evidence::says)
        .containsExactly("a file system was at work");
  }

  @Test
  void takesANumberThatIsNoneForMissing() {
    Finding finding =
        onlyFinding(
            """
              - for: config.number("sysctl:vm.swappiness") < 10
                weight: weak
                says: low
            """,
            Map.of(SWAPPINESS, "permission denied"));

    assertThat(finding.missing())
        .containsExactly(new MissingEvidence("vm.swappiness", "sysctl vm.swappiness"));
  }

  @Test
  void namesWhatTheRuleWantsInItsOwnWords() {
    Finding finding =
        onlyFinding(
            """
              - for: trace.taint == ""
                weight: weak
                says: untainted
                missing:
                  what: whether modules from outside were loaded into {trace.kernel}
                  command: cat /proc/sys/kernel/tainted
              - missing:
                  what: how long the disk took
                  command: iostat -x 1
            """,
            Map.of());

    assertThat(finding.missing())
        .containsExactly(
            new MissingEvidence(
                "whether modules from outside were loaded into 5.10.0",
                "cat /proc/sys/kernel/tainted"),
            new MissingEvidence("how long the disk took", "iostat -x 1"));
  }

  @Test
  void saysWhichConditionOfTheRuleItselfIsUnknown() {
    RuleText rule = RuleText.named("later").applies("trace.comm == \"kworker\"");

    Finding finding = examine(HUNG_TASK, ConfigView.EMPTY, rule).findings().get(0);

    assertThat(finding.missing())
        .containsExactly(new MissingEvidence("the header line of the trace", "dmesg"));
  }

  @Test
  void countsAStaleSettingAndSaysThatItIsStale() {
    Setting old =
        new Setting(
            SWAPPINESS,
            "0",
            Traces.NOON.minus(Duration.ofDays(9)),
            Traces.NOON.minus(Duration.ofDays(3)),
            true);
    ConfigView config = new ConfigView(new TreeMap<>(Map.of(SWAPPINESS, old)));

    Finding finding =
        examine(HUNG_TASK, config, RuleText.named("swap").evidence(LOOK_AT_SWAPPINESS))
            .findings()
            .get(0);

    assertThat(finding.evidenceFor().get(0).says())
        .isEqualTo(
            "swappiness was 0"
                + " (stale: sysctl:vm.swappiness was last confirmed 2026-02-26T12:00:00Z)");
    assertThat(finding.score()).isEqualTo(Weight.MEDIUM.factor());
  }

  @Test
  void saysThatAValueReadThroughANameIsStale() {
    Setting old = new Setting(SWAPPINESS, "0", Traces.NOON, Traces.NOON, true);
    ConfigView config = new ConfigView(new TreeMap<>(Map.of(SWAPPINESS, old)));
    RuleText rule =
        RuleText.named("swap")
            .let("swappiness: config[\"sysctl:vm.swappiness\"]")
            .evidence(
                """
                  - for: swappiness != "60"
                    weight: weak
                    says: changed
                  - for: swappiness == "0"
                    weight: weak
                    says: off
                """);

    assertThat(examine(HUNG_TASK, config, rule).findings().get(0).evidenceFor())
        .extracting(Evidence::says)
        .allMatch(says -> says.contains("(stale: "));
  }

  @Test
  void lowersTheScoreByWhatSpeaksAgainst() {
    String against =
        LOOK_AT_SWAPPINESS
            + """
              - against: trace.path == "fs"
                weight: strong
                says: the stack waits for a file system
            """;

    Finding finding = onlyFinding(against, Map.of(SWAPPINESS, "0"));

    assertThat(finding.score()).isEqualTo(Weight.MEDIUM.factor() / Weight.STRONG.factor());
    assertThat(finding.evidenceAgainst())
        .containsExactly(new Evidence(Weight.STRONG, "the stack waits for a file system"));
  }

  @Test
  void isSilentWhereOnlyEvidenceAgainstWasFound() {
    String against =
        """
          - against: trace.path == "fs"
            weight: weak
            says: the stack waits for a file system
        """;

    assertThat(
            examine(HUNG_TASK, ConfigView.EMPTY, RuleText.named("a").evidence(against)).findings())
        .isEmpty();
  }

  @Test
  void isSilentWhereDecisiveEvidenceAgainstMeetsOnlyLesserEvidence() {
    String against =
        """
          - for: trace.kernel.before("6.0")
            weight: strong
            says: an old kernel
          - for: '"schedule" in trace.frames'
            weight: strong
            says: it slept
          - against: trace.path == "fs"
            weight: decisive
            says: the stack waits for a file system
        """;
    String contradicted = against + "    \n" + against.replace("strong", "decisive");

    assertThat(findings(against)).isEmpty();
    assertThat(findings(contradicted)).hasSize(1);
  }

  @Test
  void isSilentWhereTheOddsAgainstAreTenToOne() {
    String against =
        LOOK_AT_SWAPPINESS
            + """
              - against: trace.path == "fs"
                weight: strong
                says: the stack waits for a file system
              - against: trace.kernel.before("6.0")
                weight: strong
                says: an old kernel
            """;

    assertThat(
            examine(
                    HUNG_TASK,
                    Traces.config(Map.of(SWAPPINESS, "0")),
                    RuleText.named("a").evidence(against))
                .findings())
        .isEmpty();
  }

  @Test
  void listsTheLikeliestFirstThenTheMoreSevereThenByName() {
    Diagnosis diagnosis =
        examine(
            HUNG_TASK,
            ConfigView.EMPTY,
            RuleText.named("b").severity("low"),
            RuleText.named("a").severity("low"),
            RuleText.named("c").severity("high"),
            RuleText.named("d").weight("strong"));

    assertThat(diagnosis.findings()).extracting(Finding::rule).containsExactly("d", "c", "a", "b");
  }

  @Test
  void looksOnlyAtTracesOfTheKindsThatARuleNames() {
    KernelTrace panic = Traces.of(Kind.PANIC).frames("xfs_log_force").build();

    assertThat(examine(panic, ConfigView.EMPTY, RuleText.named("a")).findings()).isEmpty();
  }

  @Test
  void recordsEveryKnownKeyThatWasConsulted() {
    RuleText rule =
        RuleText.named("a")
            .evidence(
                """
                  - for: config["sysctl:vm.swappiness"] == "1" && config["sysctl:kernel.panic"] == "1"
                    weight: weak
                    says: never
                  - for: size(config.nicsWith("feature.gro", "on")) > 5
                    weight: weak
                    says: never
                """);
    ConfigView config =
        Traces.config(
            Map.of(
                SWAPPINESS,
                "0",
                "nic:eth0:feature.gro",
                "on",
                "nic:eth1:feature.gro",
                "off",
                "nic:eth0:mtu",
                "1500"));

    assertThat(examine(HUNG_TASK, config, rule).consulted())
        .containsExactly("nic:eth0:feature.gro", "nic:eth1:feature.gro", SWAPPINESS);
  }

  @Test
  void showsAnUnknownValueInARemedyAsItsName() {
    RuleText rule =
        RuleText.named("a").let("nic: config.interfaces()[0]").remedy("ethtool -G {nic} rx 512");

    assertThat(examine(HUNG_TASK, ConfigView.EMPTY, rule).findings().get(0).remedies())
        .extracting(Remedy::run)
        .containsExactly("ethtool -G <nic> rx 512");
  }

  @Test
  void hashesIdsAndTexts() {
    String one = load(RuleText.named("a")).knowledge().ruleSet();

    assertThat(one).matches("[0-9a-f]{16}");
    assertThat(load(RuleText.named("a")).knowledge().ruleSet()).isEqualTo(one);
    assertThat(load(RuleText.named("b")).knowledge().ruleSet()).isNotEqualTo(one);
    assertThat(load(RuleText.named("a").weight("strong")).knowledge().ruleSet()).isNotEqualTo(one);
    assertThat(examine(HUNG_TASK, ConfigView.EMPTY, RuleText.named("a")).ruleSet()).isEqualTo(one);
  }

  private static List<Finding> findings(String evidence) {
    return examine(HUNG_TASK, ConfigView.EMPTY, RuleText.named("a").evidence(evidence)).findings();
  }

  private static Finding onlyFinding(String evidence, Map<String, String> config) {
    Diagnosis diagnosis =
        examine(HUNG_TASK, Traces.config(config), RuleText.named("a").evidence(evidence));
    assertThat(diagnosis.findings()).hasSize(1);
    return diagnosis.findings().get(0);
  }

  private static Diagnosis examine(KernelTrace trace, ConfigView config, RuleText... rules) {
    KnowledgeBase.Loaded loaded = load(rules);
    assertThat(loaded.faults()).isEmpty();
    return loaded
        .knowledge()
        .examine(
            trace,
            config,
            broken -> {
              throw new AssertionError(broken.toString());
            });
  }

  private static KnowledgeBase.Loaded load(RuleText... rules) {
    return KnowledgeBase.load(List.of(rules).stream().map(RuleText::ofSite).toList());
  }
}
