package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.query.peers.Holdings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances answer for each other, and one goes on answering when the other is killed. */
@ExtendWith(SharedKafka.class)
class PeersIT {

  private static final int HOSTS = 8;
  private static final int PER_SECOND = 200;
  private static final long UPTIME = 4_000_000;
  private static final String SECRET = "not-to-be-told-to-anybody";
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Duration OUTAGE = Duration.ofSeconds(15);

  @TempDir Path dir;

  @Test
  void answersForAnInstanceThatIsKilledUnderLoad(EmbeddedKafka kafka) throws Exception {
    Files.writeString(dir.resolve("secret"), SECRET + "\n");
    int port = freePort();
    int otherPort = freePort();
    try (Site site = Site.on(kafka, "peers", dir.resolve("unused"));
        KafkaSystem one =
            KafkaSystem.start(
                SettingsFile.read(settings(site, "one", port), new ArrayList<>()).orElseThrow());
        Program other = start(site, otherPort)) {
      fill(site);
      String survivor = one.url();
      String victim = "http://localhost:" + otherPort;
      awaitShared(port, otherPort);
      awaitWorkedOff(site, survivor, victim);
      Map<String, Http> answers = equalAnswers(survivor, victim);
      awaitCopies(port, otherPort);
      awaitAcquainted(survivor, port, otherPort);
      awaitAcquainted(victim, otherPort, port);

      try (Load load = new Load(survivor, answers)) {
        load.awaitRight(PER_SECOND);
        long killed = System.nanoTime();
        other.signal("KILL");
        assertThat(other.endsWithin(Site.PATIENCE)).isTrue();
        load.awaitRecovery();

        assertThat(load.wrong).isEmpty();
        assertThat(load.refused).as("it was missed").isNotEmpty();
        assertThat(load.stale.get()).as("copies answered meanwhile").isPositive();
        assertThat(Duration.ofNanos(load.lastRefused() - killed)).isLessThan(OUTAGE);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Program start(Site site, int port) throws IOException {
    Path file = dir.resolve("other.properties");
    Files.write(
        file,
        settings(site, "other", port).entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList());
    return Program.startClass(dir.resolve("other"), Main.class, "run", "--config", file.toString());
  }

  private Map<String, String> settings(Site site, String name, int port) {
    return Map.ofEntries(
        Map.entry("bootstrap.servers", site.settings().bootstrapServers()),
        Map.entry("prefix", site.topics().prefix()),
        Map.entry("input.logs", site.topics().logs().names().get(0)),
        Map.entry("input.configs", site.topics().configs().names().get(0)),
        Map.entry("input.aliases", site.topics().aliases()),
        Map.entry("state.dir", dir.resolve(name).toString()),
        Map.entry("host.partitions", "2"),
        Map.entry("http.port", Integer.toString(port)),
        Map.entry("http.peer.secret.file", dir.resolve("secret").toString()),
        Map.entry("kafka.num.standby.replicas", "1"),
        Map.entry("kafka.session.timeout.ms", "10000"),
        Map.entry("kafka.producer.transaction.timeout.ms", "5000"));
  }

  private static void fill(Site site) {
    for (int i = 0; i < HOSTS; i++) {
      String host = "web" + i;
      site.config(host, SeedLog.BEGAN.minusSeconds(600), "vm.min_free_kbytes = 8192");
      site.config(host, SeedLog.BEGAN.minusSeconds(60), "vm.min_free_kbytes = " + (11495 + i));
      SeedLog.sendWhole(site, host, SeedLog.BEGAN.plusSeconds(i), UPTIME);
    }
  }

  private static void awaitShared(int port, int otherPort) {
    Awaitility.await("each works on a partition")
        .atMost(Site.PATIENCE)
        .until(
            () ->
                Holdings.of(port, SECRET).fresh().size() == 1
                    && Holdings.of(otherPort, SECRET).fresh().size() == 1);
  }

  private static void awaitWorkedOff(Site site, String... urls) throws Exception {
    int sent = site.sent().size();
    Awaitility.await("all is read and known to both")
        .atMost(Site.PATIENCE)
        .until(
            () ->
                sum("oopsight_records_total", urls) >= sent
                    && sum(Site.MESSAGES + "{side=\"received\"}", urls)
                        >= sum(Site.MESSAGES + "{side=\"sent\"}", urls)
                    && Stream.of(urls)
                        .map(url -> Http.get(url + "/api/v1/incidents"))
                        .allMatch(all -> all.json().path("data").size() == HOSTS));
  }

  private static double sum(String meter, String... urls) {
    return Stream.of(urls).mapToDouble(url -> Site.metric(url, meter)).sum();
  }

  private static void awaitCopies(int port, int otherPort) {
    Awaitility.await("the copies have caught up")
        .atMost(Site.PATIENCE)
        .until(
            () -> {
              Holdings one = Holdings.of(port, SECRET);
              return one.all().size() == 2
                  && one.all().equals(Holdings.of(otherPort, SECRET).all());
            });
  }

  /** Each works on one of the two partitions, and follows the other. */
  private static void awaitAcquainted(String url, int port, int otherPort) {
    Awaitility.await("it knows who works on what")
        .atMost(Site.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode instances = Http.get(url + "/api/v1/instances").json().path("data");
              assertThat(instances.findValuesAsText("instance"))
                  .containsExactly("127.0.0.1:" + port, "127.0.0.1:" + otherPort);
              JsonNode self = instances.path(0);
              JsonNode other = instances.path(1);
              assertThat(self.path("active")).hasSize(1).isEqualTo(other.path("standby"));
              assertThat(self.path("standby")).hasSize(1).isEqualTo(other.path("active"));
              assertThat(self.path("active")).isNotEqualTo(other.path("active"));
              assertThat(self.path("behind").isIntegralNumber()).isTrue();
            });
  }

  /** All the questions, put to each. */
  private static Map<String, Http> equalAnswers(String survivor, String victim) {
    Map<String, Http> answers = new LinkedHashMap<>();
    for (String question : questions(survivor)) {
      Http answer = Http.get(survivor + question);
      assertThat(Http.get(victim + question)).as(question).isEqualTo(answer);
      assertThat(answer.body()).as(question).doesNotContain("\"partial\":true");
      answers.put(question, answer);
    }
    return answers;
  }

  private static List<String> questions(String url) {
    JsonNode incidents = Http.get(url + "/api/v1/incidents").json().path("data");
    String print = Http.get(url + "/api/v1/fingerprints").json().at("/data/0/fingerprint").asText();
    List<String> questions = new ArrayList<>();
    for (JsonNode incident : incidents) {
      String host = "/api/v1/hosts/" + incident.path("host").asText();
      String id = "/api/v1/incidents/" + incident.path("id").asText();
      questions.addAll(
          List.of(
              host,
              host + "/incidents?kind=page_allocation_failure",
              host + "/config?asOf=2009-06-25T03:12:01Z",
              host + "/changes?since=2009-06-01T00:00:00Z&until=2009-07-01T00:00:00Z",
              host + "/risk",
              id,
              id + "?format=text",
              id + "?format=ecs"));
    }
    String bug = "/api/v1/fingerprints/" + print;
    questions.addAll(
        List.of(
            "/api/v1/overview",
            "/api/v1/hosts",
            "/api/v1/hosts?limit=3",
            "/api/v1/hosts/nobody",
            "/api/v1/diff?a=web0&b=web5&asOf=2009-06-25T03:12:01Z",
            "/api/v1/incidents?limit=3",
            "/api/v1/incidents/00000000-0000-0000-0000-000000000000",
            "/api/v1/fingerprints",
            bug,
            bug + "/hosts",
            bug + "/spread",
            bug + "/trace",
            "/api/v1/risk"));
    return questions;
  }

  /** Questions on a schedule, however long their answers take. */
  private static final class Load implements AutoCloseable {

    private final String url;
    private final List<Map.Entry<String, Http>> expected;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(1);
    private final Future<?> running;
    private final Queue<Future<?>> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Queue<Long> refused = new ConcurrentLinkedQueue<>();

    Load(String url, Map<String, Http> expected) {
      this.url = url;
      this.expected =
          expected.entrySet().stream().filter(q -> !q.getKey().endsWith("/risk")).toList();
      running =
          schedule.scheduleAtFixedRate(this::ask, 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
    }

    /** Every other question allows for copies. */
    private void ask() {
      int number = asked.getAndIncrement();
      Map.Entry<String, Http> question = expected.get(number / 2 % expected.size());
      String path = question.getKey();
      if (number % 2 == 1) path += (path.contains("?") ? "&" : "?") + "allowStale=true";
      HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
      long began = System.nanoTime();
      answers.add(
          client
              .sendAsync(request, HttpResponse.BodyHandlers.ofString())
              .whenComplete(
                  (answer, failure) -> {
                    if (failure != null) wrong.add(request.uri() + ": " + failure);
                    else judge(question.getValue(), answer, began);
                  }));
    }

    private void judge(Http expected, HttpResponse<String> answer, long began) {
      String body = answer.body();
      if (answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent()) {
        refused.add(began);
      } else if (body.contains("\"partial\":true,\"missing_partitions\":[")) {
        refused.add(began);
      } else if (answer.statusCode() == expected.status()
          && body.replace("\"stale\":true", "\"stale\":false").equals(expected.body())) {
        right.incrementAndGet();
        if (answer.headers().firstValue("X-Stale").isPresent()) stale.incrementAndGet();
      } else {
        wrong.add(answer.uri() + ": " + answer.statusCode() + " " + body);
      }
    }

    void awaitRight(int more) {
      int enough = right.get() + more;
      Awaitility.await("right answers").atMost(Site.PATIENCE).until(() -> right.get() >= enough);
    }

    /** Until for some seconds nothing was refused. */
    void awaitRecovery() {
      Awaitility.await("recovery")
          .atMost(Site.PATIENCE)
          .until(() -> !refused.isEmpty() && System.nanoTime() - lastRefused() > CALM.toNanos());
      awaitRight(PER_SECOND);
    }

    /** When the last of those was asked that got no whole answer. */
    long lastRefused() {
      return refused.stream().mapToLong(at -> at).max().orElseThrow();
    }

    @Override
    public void close() {
      running.cancel(false);
      schedule.shutdownNow();
    }
  }
}
