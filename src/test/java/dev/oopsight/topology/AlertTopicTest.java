package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.redaction.Redaction.What;
import dev.oopsight.siem.AlertMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of open faults. */
class AlertTopicTest {

  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
  private static final String TOPIC = Topics.DEFAULT.openIncidents();

  private PipelineDriver pipeline = new PipelineDriver(PipelineSettings.DEFAULT, NOW);
  private final List<TestRecord<String, String>> all = new ArrayList<>();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void opensWithAFaultAndIsResolvedByNullWhenItsWindowPassed() {
    hang(NOW);
    KernelIncident incident = pipeline.onlyIncident();

    assertThat(told()).containsExactly("firing news web1");
    AlertMessage alert = AlertMessage.read(all.get(0).value().getBytes(UTF_8)).orElseThrow();
    assertThat(all.get(0).key()).isEqualTo(incident.id().toString());
    assertThat(alert.endsAt()).isEqualTo(incident.lastAt().at().plus(Duration.ofHours(2)));
    assertThat(alert.labels()).containsEntry("alertname", "KernelHungTask");
    assertThat(alert.link()).as("no URL is set").isEmpty();

    pipeline.pass(Duration.ofMinutes(100));
    assertThat(told()).isEmpty();
    pipeline.pass(Duration.ofMinutes(30));
    assertThat(told()).containsExactly("resolved news web1", "null");
    assertThat(pipeline.entries(Stores.ALERTS)).isZero();
  }

  @Test
  void isTheSameWhileItRecursThoughTheIncidentIsAnother() {
    hang(NOW);
    pipeline.pass(Duration.ofMinutes(90));
    hang(NOW.plus(Duration.ofMinutes(90)));
    List<KernelIncident> incidents = List.copyOf(pipeline.incidents());
    assertThat(incidents).hasSize(2);

    assertThat(told()).containsExactly("firing news web1", "firing web1");
    assertThat(all).extracting(TestRecord::key).containsOnly(incidents.get(0).id().toString());
    AlertMessage alert = AlertMessage.read(all.get(1).value().getBytes(UTF_8)).orElseThrow();
    assertThat(alert.annotations()).containsEntry("incident", incidents.get(1).id().toString());
    assertThat(alert.startsAt()).isEqualTo(incidents.get(0).firstAt().at());

    pipeline.pass(Duration.ofMinutes(60));
    assertThat(told()).as("two and a half hours after the first").isEmpty();
  }

  @Test
  void staysOpenByCountsThatWaitToBePublished() {
    hang(NOW);
    for (int minute = 8; minute <= 32; minute += 8) {
      pipeline.pass(Duration.ofMinutes(8));
      hang(NOW.plus(Duration.ofMinutes(minute)));
    }
    assertThat(pipeline.revisions()).as("further counts wait").hasSize(1);
    told();

    pipeline.pass(Duration.ofMinutes(95));
    assertThat(told()).as("127 minutes after the first, 95 after the last").doesNotContain("null");
    pipeline.pass(Duration.ofMinutes(60));
    assertThat(told()).endsWith("resolved news web1", "null");
  }

  @Test
  void isResolvedByWhoeverAcknowledgesItAndOpensAgainWhenTheyTakeThatBack() {
    hang(NOW);
    String id = pipeline.onlyIncident().id().toString();
    told();

    pipeline.feedback(id, "{\"ack\":{\"by\":\"ann\",\"at\":\"2026-01-05T12:01:00Z\"}}");
    pipeline.pass(KeepAlerts.EVERY);
    assertThat(told()).containsExactly("resolved news web1", "null");

    pipeline.feedback(id, null).pass(KeepAlerts.EVERY);
    assertThat(told()).containsExactly("firing news web1");
  }

  @Test
  void keepsQuietWhileItIsMutedAndTellsOfWhatStillGoesOnAfterwards() {
    hang(NOW);
    String print = pipeline.onlyIncident().fingerprints().mechanism().toString();
    told();
    mute(print, "2026-01-05T13:00:00Z");
    pipeline.pass(KeepAlerts.EVERY);
    assertThat(told()).containsExactly("resolved news web1", "null");

    pipeline.pass(Duration.ofMinutes(59));
    assertThat(told()).containsExactly("firing news web1");
  }

  @Test
  void looksAgainWhenAMuteIsShortenedOrTakenBack() {
    hang(NOW);
    String id = pipeline.onlyIncident().id().toString();
    told();
    mute(id, "2026-01-05T13:30:00Z");
    pipeline.pass(KeepAlerts.EVERY);
    assertThat(told()).containsExactly("resolved news web1", "null");

    mute(id, "2026-01-05T12:30:00Z");
    pipeline.pass(Duration.ofMinutes(20));
    assertThat(told()).isEmpty();
    pipeline.pass(Duration.ofMinutes(15));
    assertThat(told()).containsExactly("firing news web1");

    pipeline.pass(Duration.ofMinutes(90));
    assertThat(told()).as("the window is no longer for it").contains("null");
  }

  @Test
  void tellsNothingOfAnOldLogNorOfNotices() {
    hang(NOW.minus(Duration.ofDays(3)));
    pipeline.log("web2", NOW, "<4>[  100.000000] e1000e: eth0 NIC Link is Down\n").fallSilent();

    assertThat(pipeline.incidents()).hasSize(2);
    assertThat(told()).isEmpty();
  }

  @Test
  void tellsHostsUnderTheNameUnderWhichTheyArePublished() {
    pipeline.close();
    pipeline =
        new PipelineDriver(
            PipelineSettings.DEFAULT.redacting(
                Redaction.of(EnumSet.of(What.HOSTS, What.COMMS), "a key of 16 characters")),
            NOW);
    hang(NOW);

    assertThat(told()).singleElement().asString().startsWith("firing news host-");
    assertThat(all.get(0).value()).doesNotContain("web1", "postgres");
  }

  private void mute(String what, String until) {
    pipeline.feedback(
        what,
        "{\"mute\":{\"until\":\"%s\",\"by\":\"bob\",\"at\":\"2026-01-05T12:02:00Z\"}}"
            .formatted(until));
  }

  private void hang(Instant at) {
    pipeline
        .log(
            "web1",
            at,
            """
            <3>[%d.000000] INFO: task postgres:812 blocked for more than 120 seconds.
            <3>[%d.000001]       Not tainted 5.10.0-8-amd64 #1
            <6>[%d.000002] Call Trace:
            <6>[%d.000003]  __schedule+0x2a/0x8b0
            <6>[%d.000004]  io_schedule+0x12/0x40
            <6>[%d.000005]  wait_on_page_bit+0x137/0x230
            """
                .replace("%d", Long.toString(1_000_000 + Duration.between(NOW, at).toSeconds())))
        .fallSilent();
  }

  /** What came since the last call. */
  private List<String> told() {
    List<TestRecord<String, String>> came = pipeline.records(TOPIC);
    all.addAll(came);
    return came.stream()
        .map(
            record -> {
              if (record.value() == null) return "null";
              AlertMessage alert = AlertMessage.read(record.value().getBytes(UTF_8)).orElseThrow();
              return alert.status() + (alert.news() ? " news " : " ") + alert.labels().get("host");
            })
        .toList();
  }
}
