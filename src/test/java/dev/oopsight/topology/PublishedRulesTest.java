package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.diagnosis.Finding;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.KernelIncident.Change;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishedRulesTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final String LINK_DOWN = "<4>[  100.000000] e1000e: eth0 NIC Link is Down\n";
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
      source: the site's own handbook
      examples:
        fires: {trace: {header: "eth0: Link is Down"}, config: {"sysctl:vm.swappiness": "60"}}
        silent: {trace: {kind: panic}}
        missing: {trace: {header: "eth0: Link is Down"}}
      """;

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void judgeIncidentsFromThenOnAndRewriteNoneThatWasPublished() {
    KernelIncident before = linkDown("web1");

    pipeline.rule("site-link", RULE);
    KernelIncident after = linkDown("web2");

    assertThat(titles(before)).doesNotContain("A link of this site went down");
    assertThat(titles(after)).contains("A link of this site went down");
    assertThat(after.diagnosis().ruleSet()).isNotEqualTo(before.diagnosis().ruleSet());
    assertThat(pipeline.revisions()).as("of web1").isEmpty();
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void judgeARevisionThatIsDueForAnotherReason() {
    linkDown("web1");
    pipeline.rule("site-link", RULE);

    pipeline.config("web1", NOON.minusSeconds(60), "$ sysctl vm.swappiness\nvm.swappiness = 60");

    KernelIncident revised = pipeline.onlyIncident();
    assertThat(revised.change()).isEqualTo(Change.CONFIG_ARRIVED);
    assertThat(titles(revised)).contains("A link of this site went down");
  }

  @Test
  void areTakenBackByNull() {
    String without = linkDown("web1").diagnosis().ruleSet();
    pipeline.rule("site-link", RULE).rule("site-link", null);

    KernelIncident incident = linkDown("web2");

    assertThat(titles(incident)).doesNotContain("A link of this site went down");
    assertThat(incident.diagnosis().ruleSet()).isEqualTo(without);
  }

  @Test
  void standInThePlaceOfABuiltInOneUntilTheyAreTakenBack() {
    String namesake = linkDown("web1").diagnosis().findings().get(0).rule();
    pipeline.rule(namesake, RULE.replace("id: site-link", "id: " + namesake));

    KernelIncident replaced = linkDown("web2");
    pipeline.rule(namesake, null);
    KernelIncident restored = linkDown("web3");

    assertThat(replaced.diagnosis().findings())
        .filteredOn(finding -> finding.rule().equals(namesake))
        .extracting(Finding::title)
        .containsExactly("A link of this site went down");
    assertThat(titles(restored)).doesNotContain("A link of this site went down");
    assertThat(restored.diagnosis().findings()).extracting(Finding::rule).contains(namesake);
  }

  @Test
  void withAFaultAreRefusedAndTheFormerVersionGoesOn() {
    pipeline.rule("site-link", RULE);
    String dire = RULE.replace("severity: low", "severity: dire").replace("it is", "it was");

    pipeline.rule("site-link", dire);

    assertThat(linkDown("web1").diagnosis().findings())
        .filteredOn(finding -> finding.rule().equals("site-link"))
        .flatExtracting(Finding::evidenceFor)
        .extracting("says")
        .containsExactly("it is eth0");
    TestRecord<byte[], byte[]> letter = onlyLetter();
    assertThat(new String(letter.value(), UTF_8)).isEqualTo(dire);
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("site-link");
    assertThat(header(letter, "reason")).isEqualTo("bad_rule");
    assertThat(header(letter, "line")).isEqualTo("4");
    assertThat(header(letter, "faults"))
        .startsWith("site-link.yaml:4: site-link: \"dire\" is none of");
    assertThat(header(letter, "source-topic")).isEqualTo("oopsight.rules");
  }

  @Test
  void whoseOwnExamplesFailAreRefused() {
    pipeline.rule(
        "site-link", RULE.replace("silent: {trace: {kind: panic}}", "silent: {trace: {}}"));

    assertThat(header(onlyLetter(), "faults")).contains("example \"silent\": it spoke");
    assertThat(titles(linkDown("web1"))).doesNotContain("A link of this site went down");
  }

  @Test
  void areRefusedUnderAnotherKeyThanTheirIdOrNone() {
    pipeline.rule("other", RULE).rule(null, RULE).rule("", null);

    assertThat(pipeline.deadLetters())
        .extracting(letter -> header(letter, "faults"))
        .satisfiesExactly(
            faults -> assertThat(faults).contains("the record's key must be the rule's id"),
            faults -> assertThat(faults).contains("no key"),
            faults -> assertThat(faults).contains("no key"));
  }

  @Test
  void thatBreakWhileTheyJudgeMakeNoFindingAndStopNothing() {
    pipeline.rule("site-link", RULE.replace("\"true\"", "100 / (size(trace.header) - 29) < 9"));
    assertThat(pipeline.deadLetters()).as("its examples hold").isEmpty();

    KernelIncident incident = linkDown("web1");

    assertThat(titles(incident)).doesNotContain("A link of this site went down");
    assertThat(incident.diagnosis().findings()).isNotEmpty();
    assertThat(pipeline.counted("oopsight.rules.broken")).isPositive();
  }

  private KernelIncident linkDown(String host) {
    return pipeline.log(host, NOON, LINK_DOWN).fallSilent().onlyIncident();
  }

  private TestRecord<byte[], byte[]> onlyLetter() {
    List<TestRecord<byte[], byte[]>> letters = pipeline.deadLetters();
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }

  private static Stream<String> titles(KernelIncident incident) {
    return incident.diagnosis().findings().stream().map(Finding::title);
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
