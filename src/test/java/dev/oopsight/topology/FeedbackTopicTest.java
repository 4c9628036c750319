package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.Feedback;
import dev.oopsight.incident.KernelIncident;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedbackTopicTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final String ACK = "{\"ack\":{\"by\":\"ann\",\"at\":\"2026-01-05T12:01:00Z\"}}";
  private static final String MUTE =
      "{\"mute\":{\"until\":\"2026-01-06T00:00:00Z\",\"by\":\"bob\",\"at\":\"2026-01-05T12:02:00Z\"}}";

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void isKnownOfTheIncidentAndOfItsFingerprints() {
    KernelIncident incident = linkDown("web1");
    KernelIncident other = linkDown("web2");

    pipeline.feedback(incident.id().toString(), ACK);
    pipeline.feedback(incident.fingerprints().site().toString(), MUTE);

    Feedback known = pipeline.feedbackOn(incident);
    assertThat(known.ack()).get().extracting(Feedback.Said::by).isEqualTo("ann");
    assertThat(known.muteAt(NOON)).isPresent();
    assertThat(known.muteAt(NOON.plusSeconds(86_400))).isEmpty();
    assertThat(pipeline.feedbackOn(other).ack()).isEmpty();
    assertThat(pipeline.feedbackOn(other).mute()).isPresent();
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void publishesWhatIsMutedAllTheSame() {
    KernelIncident incident = linkDown("web1");
    pipeline.feedback(incident.fingerprints().site().toString(), MUTE);

    assertThat(linkDown("web3").host().value()).isEqualTo("web3");
  }

  @Test
  void isTakenBackByNull() {
    KernelIncident incident = linkDown("web1");

    pipeline.feedback(incident.id().toString(), ACK).feedback(incident.id().toString(), null);

    assertThat(pipeline.feedbackOn(incident)).isEqualTo(Feedback.NONE);
  }

  @Test
  void inAnotherFormIsRefusedAndChangesNothing() {
    KernelIncident incident = linkDown("web1");
    String key = incident.id().toString();
    pipeline.feedback(key, ACK);

    pipeline.feedback(key, "{\"ack\":{\"by\":\"\"},\"mood\":1}").feedback("web1", ACK);
    pipeline.feedback(key, "thanks");

    assertThat(pipeline.feedbackOn(incident).ack()).isPresent();
    List<TestRecord<byte[], byte[]>> letters = pipeline.deadLetters();
    assertThat(letters).extracting(l -> header(l, "reason")).containsOnly("bad_feedback");
    assertThat(header(letters.get(0), "faults"))
        .isEqualTo(
            """
            it has mood, and may have [ack, mute, verdicts]
            ack.by must be a text of 1 to 100 characters
            ack.at must be an RFC 3339 time such as 2026-11-23T09:00:00Z""");
    assertThat(header(letters.get(1), "faults")).startsWith("the key must be an incident's id");
    assertThat(header(letters.get(2), "faults")).startsWith("this is not JSON");
    assertThat(letters.get(2).value()).isEqualTo("thanks".getBytes(UTF_8));
  }

  private KernelIncident linkDown(String host) {
    return pipeline
        .log(host, NOON, "<4>[  100.000000] e1000e: eth0 NIC Link is Down\n")
        .fallSilent()
        .onlyIncident();
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
