package dev.oopsight.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.query.SampleAlerts;
import dev.oopsight.query.SeedIncident;
import dev.oopsight.siem.AlertMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertmanagerChannelTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = SeedIncident.BEGAN;
  private static final AlertMessage FIRING = SampleAlerts.firing(SeedIncident.onWeb1());
  private static final AlertMessage OTHER = SampleAlerts.firing(SampleAlerts.oomOnWeb2());

  private final SampleReceiver receiver = new SampleReceiver();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private AlertmanagerChannel channel;

  @BeforeEach
  void make() throws IOException {
    channel =
        new AlertmanagerChannel(
            new Sender(receiver.as(Receiver.Form.ALERTMANAGER, Optional.empty())),
            Duration.ofMinutes(15),
            new NoticeMetrics(meters, Receiver.Form.ALERTMANAGER));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void tellsAllThatIsOpenAtOnceAndEveryMinute() throws IOException {
    take(0, FIRING);
    take(1, OTHER);
    channel.work(NOW);
    channel.work(NOW);
    assertThat(hosts(0)).containsExactly("web1", "web2");
    int before = receiver.bodies().size();

    channel.work(NOW.plusSeconds(59));
    assertThat(receiver.bodies()).hasSize(before);
    channel.work(NOW.plus(AlertmanagerChannel.AGAIN));
    assertThat(hosts(before)).containsExactly("web1", "web2");
    JsonNode first = JSON.readTree(receiver.bodies().get(before)).get(0);
    assertThat(first.path("endsAt").asText()).isEqualTo("2009-06-25T05:12:01Z");
    assertThat(first.has("status")).as("no field that Alertmanager does not know").isFalse();
  }

  @Test
  void tellsManyInRequestsThatItCanBear() throws IOException {
    for (int i = 0; i < 2 * AlertmanagerChannel.MOST + 50; i++) {
      channel.take(0, i, "id" + i, Optional.of(FIRING));
    }
    for (int i = 0; i < 3; i++) channel.work(NOW);

    assertThat(receiver.bodies())
        .extracting(body -> JSON.readTree(body).size())
        .containsExactly(AlertmanagerChannel.MOST, AlertmanagerChannel.MOST, 50);
  }

  @Test
  void tellsOnceThatOneIsResolved() throws IOException {
    take(0, FIRING);
    channel.work(NOW);
    take(0, FIRING.resolvedAt(NOW.plusSeconds(30)));
    channel.take(0, 2, FIRING.id(), Optional.empty());

    int before = receiver.bodies().size();
    channel.work(NOW.plusSeconds(31));
    channel.work(NOW.plusSeconds(120));

    assertThat(receiver.bodies()).hasSize(before + 1);
    assertThat(JSON.readTree(receiver.bodies().get(before)).at("/0/endsAt").asText())
        .isEqualTo(NOW.plusSeconds(30).toString());
  }

  @Test
  void resolvesTheOneOfOtherLabels() throws IOException {
    take(0, FIRING);
    channel.work(NOW);
    int before = receiver.bodies().size();
    TreeMap<String, String> labels = new TreeMap<>(FIRING.labels());
    labels.put("severity", "critical");
    take(
        0,
        new AlertMessage(
            FIRING.id(),
            true,
            true,
            labels,
            FIRING.annotations(),
            FIRING.startsAt(),
            FIRING.endsAt(),
            NOW.plusSeconds(5),
            FIRING.link()));
    channel.work(NOW.plusSeconds(6));

    JsonNode sent = JSON.readTree(receiver.bodies().get(before));
    assertThat(sent.get(0).at("/labels/severity").asText())
        .isEqualTo(FIRING.labels().get("severity"));
    assertThat(sent.get(0).path("endsAt").asText()).isEqualTo(NOW.plusSeconds(5).toString());
    assertThat(sent.get(1).at("/labels/severity").asText()).isEqualTo("critical");
  }

  @Test
  void keepsOnWhenItIsAway() {
    receiver.answering(503);
    take(0, FIRING);
    assertThat(channel.work(NOW)).isEqualTo(Duration.ofSeconds(1));

    receiver.answering(200);
    channel.work(NOW.plusSeconds(1));

    assertThat(receiver.bodies()).isNotEmpty();
    assertThat(meters.get("oopsight.notice.retries").counter().count()).isEqualTo(1);
  }

  private void take(int partition, AlertMessage alert) {
    channel.take(partition, 1, alert.id(), Optional.of(alert));
  }

  private java.util.List<String> hosts(int from) throws IOException {
    java.util.List<String> hosts = new java.util.ArrayList<>();
    for (String body : receiver.bodies().subList(from, receiver.bodies().size())) {
      for (JsonNode alert : JSON.readTree(body)) hosts.add(alert.at("/labels/host").asText());
    }
    return hosts.stream().distinct().toList();
  }
}
