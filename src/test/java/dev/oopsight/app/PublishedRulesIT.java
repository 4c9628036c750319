package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.diagnosis.Finding;
import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.KernelIncident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules and feedback that come to a pipeline while it runs, on a real broker. */
@ExtendWith(SharedKafka.class)
class PublishedRulesIT {

  private static final String RULE =
      """
      id: our-own
      class: site.own
      title: The first version
      severity: low
      kinds: page_allocation_failure
      applies: "true"
      explanation: This site knows.
      evidence:
        - for: trace.header != ""
          weight: weak
          says: it has a header
        - for: config["sysctl:vm.swappiness"] == "60"
          weight: weak
          says: swappiness is the default
      source: the site's own handbook
      examples:
        fires: {trace: {header: "x"}, config: {"sysctl:vm.swappiness": "60"}}
        silent: {trace: {kind: panic}}
        missing: {trace: {header: "x"}}
      """;

  @TempDir private Path dir;

  @Test
  void judgeFromThenOnAlsoAfterARestartAndOutliveAVersionThatIsRefused(EmbeddedKafka kafka)
      throws Exception {
    try (Site site = Site.on(kafka, "live-rules", dir.resolve("state")).start()) {
      publish(kafka, site, RULE);
      Awaitility.await("in force").atMost(Site.PATIENCE).until(() -> titleOf(site).isPresent());

      // A bad version goes past the command's own check.
      KafkaTable.put(
          kafka.bootstrapServers(),
          site.topics().rules(),
          new TreeMap<>(
              Map.of("our-own", Optional.of(RULE.replace("severity: low", "severity: x")))));
      Awaitility.await("refused").atMost(Site.PATIENCE).until(() -> letters(site).size() == 1);
      SeedLog.sendWhole(site, "web1", SeedLog.BEGAN, 4_000_000);
      site.awaitWorkedOff();

      String known = site.incidents("web1").get(0).id().toString();
      Ran ran =
          Ran.of(new Wiring(), "feedback", known, "--ack", "--by", "ann", "--server", site.url());
      assertThat(ran.exitCode()).as(ran.err()).isZero();

      site.stop();
      site.start();
      String shown = site.url() + "/api/v1/incidents/" + known;
      Awaitility.await("feedback outlives a restart, too")
          .atMost(Site.PATIENCE)
          .until(() -> Http.get(shown).json().at("/data/feedback/ack/by").asText().equals("ann"));
      SeedLog.sendWhole(site, "web2", SeedLog.BEGAN, 4_000_000);
      site.awaitWorkedOff();

      ConsumerRecord<byte[], byte[]> letter = letters(site).get(0);
      assertThat(header(letter, "reason")).isEqualTo("bad_rule");
      assertThat(header(letter, "line")).isEqualTo("4");
      assertThat(header(letter, "source-topic")).isEqualTo(site.topics().rules());
      for (String host : List.of("web1", "web2")) {
        KernelIncident incident = site.incidents(host).get(0);
        assertThat(incident.diagnosis().findings())
            .as(host)
            .extracting(Finding::title)
            .contains("The first version");
      }
      assertThat(letters(site)).as("nothing is refused again").hasSize(1);
    }
  }

  private void publish(EmbeddedKafka kafka, Site site, String rule) throws Exception {
    Path file = Files.writeString(dir.resolve("our-own.yaml"), rule);
    Ran ran =
        Ran.of(
            new Wiring(),
            "rules",
            "publish",
            "--bootstrap",
            kafka.bootstrapServers(),
            "--topic",
            site.topics().rules(),
            file.toString());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private static Optional<String> titleOf(Site site) {
    Http answer = Http.get(site.url() + "/api/v1/rules/our-own");
    return Optional.ofNullable(answer.json().path("data").path("title").textValue());
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(Site site) {
    return site.deadLetters();
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
