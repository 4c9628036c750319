package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.notify.Receiver;
import dev.oopsight.notify.SampleReceiver;
import dev.oopsight.topology.AlertSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The stream, the open view, a webhook and an Alertmanager, on a real broker, over a restart. */
@ExtendWith(SharedKafka.class)
class NotificationsIT {

  private static final Duration WINDOW = Duration.ofHours(2);

  @TempDir private Path dir;

  @Test
  @Timeout(180)
  void tellWhoeverListensAndWhoeverIsOnCallAlsoAfterARestart(EmbeddedKafka kafka) throws Exception {
    try (SampleReceiver webhook = new SampleReceiver().answering(503);
        SampleReceiver alertmanager = new SampleReceiver();
        Site site =
            Site.on(kafka, "told", dir.resolve("state"))
                .notifying(
                    new NotifySettings(
                        new AlertSettings(WINDOW, Optional.of("http://localhost:8080")),
                        List.of(
                            receiver(Receiver.Form.WEBHOOK, webhook, "/hook"),
                            receiver(Receiver.Form.ALERTMANAGER, alertmanager, "/api/v2/alerts")),
                        Duration.ofMinutes(15)))
                .start()) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      String lastSeen;
      try (BufferedReader events = listen(site, Optional.empty())) {
        hang(site, "web1", now);
        assertThat(event(events, "event: opened")).contains("\"host\":\"web1\"");
        hang(site, "web2", now);
        lastSeen = id(events, "web2");
      }
      Awaitility.await("both are open")
          .atMost(Site.PATIENCE)
          .until(() -> open(site).equals(List.of("web1", "web2")));
      Awaitility.await("told to Alertmanager, whatever the webhook does")
          .atMost(Site.PATIENCE)
          .until(() -> String.join("", alertmanager.bodies()).contains("web2"));
      Awaitility.await("sent again")
          .atMost(Site.PATIENCE)
          .until(() -> site.metric("oopsight_notice_retries_total{receiver=\"webhook\"}") >= 1);
      assertThat(webhook.bodies()).isEmpty();

      site.stop();
      webhook.answering(200);
      site.start();
      Awaitility.await("what was not taken before the restart")
          .atMost(Site.PATIENCE)
          .until(() -> webhook.bodies().size() == 2);
      assertThat(webhook.bodies()).allMatch(body -> body.contains("\"status\":\"firing\""));

      String incident = site.incidents("web1").get(0).id().toString();
      Ran ran =
          Ran.of(
              new Wiring(), "feedback", incident, "--ack", "--by", "ann", "--server", site.url());
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      Awaitility.await("resolved by whoever is on it")
          .atMost(Site.PATIENCE)
          .until(() -> webhook.bodies().size() == 3 && open(site).equals(List.of("web2")));
      assertThat(webhook.bodies().get(2)).contains("\"status\":\"resolved\"", "web1");

      hang(site, "web3", now);
      try (BufferedReader events = listen(site, Optional.of(lastSeen))) {
        assertThat(event(events, "event: opened"))
            .as("the first that came after the last one that was seen")
            .contains("\"host\":\"web3\"");
      }
    }
  }

  private static Receiver receiver(Receiver.Form form, SampleReceiver at, String path) {
    return new Receiver(form, URI.create(at.url(path)), Optional.empty(), Optional.empty());
  }

  private static List<String> open(Site site) {
    return Http.get(site.url() + "/api/v1/incidents/open")
        .json()
        .path("data")
        .findValuesAsText("host")
        .stream()
        .sorted()
        .toList();
  }

  private static void hang(Site site, String host, Instant at) {
    String text =
        """
        <3>[ 1000.000000] INFO: task postgres:812 blocked for more than 120 seconds.
        <3>[ 1000.000001]       Not tainted 5.10.0-8-amd64 #1
        <6>[ 1000.000002] Call Trace:
        <6>[ 1000.000003]  __schedule+0x2a/0x8b0
        <6>[ 1000.000004]  io_schedule+0x12/0x40
        <6>[ 1000.000005]  wait_on_page_bit+0x137/0x230
        """;
    site.log(host, at, text);
    site.awaitWorkedOff();
  }

  private static BufferedReader listen(Site site, Optional<String> after) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(site.url() + "/api/v1/incidents/stream"));
    after.ifPresent(id -> request.header("Last-Event-ID", id));
    var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
  }

  /** The data of the next event of that kind. */
  private static String event(BufferedReader events, String kind) throws IOException {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.equals(kind)) return events.readLine();
    }
    throw new AssertionError("the stream ended");
  }

  /** The id of the next event of a host. */
  private static String id(BufferedReader events, String host) throws IOException {
    String id = "";
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("id: ")) id = line.substring(4);
      if (line.startsWith("data: ") && line.contains("\"" + host + "\"")) return id;
    }
    throw new AssertionError("the stream ended");
  }
}
