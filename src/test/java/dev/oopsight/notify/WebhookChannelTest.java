package dev.oopsight.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.oopsight.query.SampleAlerts;
import dev.oopsight.query.SeedIncident;
import dev.oopsight.siem.AlertMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookChannelTest {

  private static final Instant NOW = SeedIncident.BEGAN;
  private static final Duration DEADLINE = Duration.ofMinutes(15);
  private static final AlertMessage FIRING = SampleAlerts.firing(SeedIncident.onWeb1());
  private static final AlertMessage OTHER = SampleAlerts.firing(SampleAlerts.oomOnWeb2());

  private final SampleReceiver receiver = new SampleReceiver();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private WebhookChannel channel;
  @TempDir private Path dir;

  @BeforeEach
  void make() throws IOException {
    Path key = Files.writeString(dir.resolve("key"), "Bearer abc\n");
    channel =
        new WebhookChannel(
            new Sender(receiver.as(Receiver.Form.WEBHOOK, Optional.of(key))),
            new WebhookBody(Optional.empty()),
            DEADLINE,
            new NoticeMetrics(meters, Receiver.Form.WEBHOOK));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void tellsWhatIsNewsInOrderAndIsDoneWithItThen() {
    take(0, 5, FIRING);
    take(0, 6, updated(FIRING));
    channel.take(0, 7, FIRING.id(), Optional.empty());
    take(1, 2, FIRING.resolvedAt(NOW));
    assertThat(channel.takeDone()).isEmpty();

    assertThat(channel.work(NOW)).isZero();
    assertThat(channel.takeDone()).containsExactly(entry(0, 6L));
    assertThat(channel.work(NOW)).isZero();

    assertThat(channel.takeDone()).containsOnly(entry(0, 8L), entry(1, 3L));
    assertThat(receiver.bodies()).hasSize(2);
    assertThat(receiver.bodies().get(0)).contains("\"version\":\"4\"", "\"status\":\"firing\"");
    assertThat(receiver.bodies().get(1)).contains("\"status\":\"resolved\"");
    assertThat(receiver.headers())
        .containsEntry("Authorization", "Bearer abc")
        .containsEntry("Content-Type", "application/json");
    assertThat(notices("delivered")).isEqualTo(2);
  }

  @Test
  void sendsAgainWaitingLongerAndIsNotDoneBefore() {
    receiver.answering(503);
    take(0, 5, FIRING);
    take(0, 6, OTHER);

    assertThat(channel.work(NOW)).isEqualTo(Duration.ofSeconds(1));
    assertThat(channel.work(NOW)).as("no request yet").isEqualTo(Duration.ofSeconds(1));
    assertThat(channel.work(NOW.plusSeconds(1))).isEqualTo(Duration.ofSeconds(2));
    assertThat(channel.work(NOW.plusSeconds(3))).isEqualTo(Duration.ofSeconds(4));
    assertThat(channel.takeDone()).isEmpty();

    receiver.answering(200);
    assertThat(channel.work(NOW.plusSeconds(7))).isZero();
    assertThat(channel.takeDone()).containsExactly(entry(0, 6L));
    assertThat(receiver.bodies()).hasSize(1);
    assertThat(meters.get("oopsight.notice.retries").counter().count()).isEqualTo(3);
  }

  @Test
  void givesUpAtTheDeadlineAndGoesOn() {
    receiver.answering(500);
    take(0, 5, FIRING);
    take(0, 6, OTHER.resolvedAt(NOW.plus(DEADLINE)));
    assertThat(channel.work(NOW)).isEqualTo(Duration.ofSeconds(1));

    receiver.answering(200);
    Instant late = NOW.plus(DEADLINE).plusSeconds(1);
    channel.work(late);
    channel.work(late);

    assertThat(receiver.bodies()).singleElement().asString().contains("resolved");
    assertThat(notices("given_up")).isEqualTo(1);
    assertThat(channel.takeDone()).containsExactly(entry(0, 7L));
  }

  @Test
  void doesNotInsistWhereItIsRefusedAndFollowsNoRedirect() {
    take(0, 5, FIRING);
    take(0, 6, OTHER);
    receiver.answering(400);
    assertThat(channel.work(NOW)).isZero();
    receiver.answering(307);
    assertThat(channel.work(NOW)).isZero();

    assertThat(notices("refused")).isEqualTo(2);
    assertThat(receiver.bodies()).isEmpty();
    assertThat(channel.takeDone()).containsExactly(entry(0, 7L));
  }

  @Test
  void waitsForAReceiverThatIsNotThere() {
    receiver.close();
    take(0, 5, FIRING);

    assertThat(channel.work(NOW)).isEqualTo(Duration.ofSeconds(1));
    assertThat(channel.takeDone()).isEmpty();
  }

  @Test
  void forgetsWhatAnotherInstanceTellsNow() {
    take(0, 5, FIRING);
    take(1, 9, OTHER);

    channel.revoked(Set.of(0));
    channel.work(NOW);

    assertThat(receiver.bodies()).singleElement().asString().contains("web2");
    assertThat(channel.takeDone()).containsExactly(entry(1, 10L));
  }

  private void take(int partition, long offset, AlertMessage alert) {
    channel.take(partition, offset, alert.id(), Optional.of(alert));
  }

  private static AlertMessage updated(AlertMessage alert) {
    return new AlertMessage(
        alert.id(),
        true,
        false,
        alert.labels(),
        alert.annotations(),
        alert.startsAt(),
        alert.endsAt(),
        alert.updatedAt(),
        alert.link());
  }

  private double notices(String outcome) {
    return meters.get("oopsight.notices").tag("outcome", outcome).counter().count();
  }
}
