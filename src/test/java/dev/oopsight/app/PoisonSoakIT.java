package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.poison.Poison;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand records of poison between good ones, a line of 5 MB, a trace of 100 MB that never
 * ends: {@code run} lives through it in a heap of 256 MB, and loses nothing.
 */
@Tag("soak")
class PoisonSoakIT {

  private static final String HEAP = "-Xmx256m";
  private static final int POISON = 10_000;
  private static final int GOOD_EVERY = 1_000;
  private static final int MEGABYTES_OF_TRACE = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Instant BEGAN = SeedLog.BEGAN;

  @TempDir static Path dir;

  @Test
  void livesThroughAllOfItInASmallHeap() throws Exception {
    Map<String, String> roomy =
        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(8 << 20));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
        Site site = Site.on(kafka, "soak", dir.resolve("unused"), roomy)) {
      int port = freePort();
      Process run = start(kafka, site, port);
      try {
        String url = "http://localhost:" + port;
        Awaitility.await("ready")
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> Http.get(url + "/readyz").status() == 200);

        send(site);

        int sent = site.sent().size();
        awaitMetric(url, run, "oopsight_records_total", sent);
        Awaitility.await("its traces are over")
            .atMost(PATIENCE)
            .until(() -> metric(url, "oopsight_traces_open") == 0);
        double refused = metric(url, "oopsight_refused_total");
        Awaitility.await("its letters are committed")
            .atMost(PATIENCE)
            .until(() -> site.deadLetters().size() >= refused);

        assertThat(run.isAlive()).isTrue();
        assertThat(metric(url, "oopsight_records_total")).isEqualTo(sent);
        assertThat(metric(url, "oopsight_refused_total{reason=\"internal_error\"}")).isZero();
        assertThat(metric(url, "oopsight_refused_total{reason=\"too_large\"}")).isEqualTo(2);
        assertThat(site.deadLetters()).hasSize((int) refused);
        List<KernelIncident> incidents = incidents(site, url);
        assertThat(incidents.stream().filter(i -> i.host().value().startsWith("good")))
            .hasSize(POISON / GOOD_EVERY)
            .allSatisfy(i -> assertThat(i.trace().frames()).hasSize(SeedLog.FRAMES));
        assertThat(incidents).anySatisfy(i -> assertThat(i.host().value()).isEqualTo("endless"));
        assertThat(Http.get(url + "/api/v1/hosts/good0/incidents").status()).isEqualTo(200);
      } finally {
        run.destroy();
        if (!run.waitFor(30, TimeUnit.SECONDS)) run.destroyForcibly();
      }
      assertThat(Files.readString(dir.resolve("err"))).doesNotContain("OutOfMemoryError");
    }
  }

  private static Process start(EmbeddedKafka kafka, Site site, int port) throws IOException {
    Path settings =
        Files.write(
            dir.resolve("settings"),
            List.of(
                "bootstrap.servers = " + kafka.bootstrapServers(),
                "prefix = " + site.topics().prefix(),
                "input.logs = " + site.topics().logs().names().get(0),
                "input.configs = " + site.topics().configs().names().get(0),
                "input.aliases = " + site.topics().aliases(),
                "host.partitions = 2",
                "state.dir = " + dir.resolve("state"),
                "http.port = " + port));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--config",
            settings.toString());
    builder.redirectOutput(dir.resolve("out").toFile());
    builder.redirectError(dir.resolve("err").toFile());
    return builder.start();
  }

  private static void send(Site site) {
    int count = 0;
    for (Poison.Sent poison : new Poison(20_090_625).records(POISON)) {
      site.send(poison, BEGAN);
      if (++count % GOOD_EVERY == 0) {
        SeedLog.sendWhole(site, "good" + (count / GOOD_EVERY - 1), BEGAN, 4_000_000);
      }
    }
    byte[] line = ("[1.000000] BUG: " + "a".repeat(5_000_000)).getBytes(UTF_8);
    site.log(Optional.of("large"), BEGAN, line);
    StringBuilder keys = new StringBuilder();
    for (int i = 0; keys.length() < 4_000_000; i++) keys.append("net.k").append(i).append(" = 1\n");
    site.config("keys", BEGAN, keys.toString());
    endless(site);
    SeedLog.goOn(site, "endless", BEGAN.plusSeconds(7_200), 4_007_200);
  }

  /** One trace in records of a megabyte. */
  private static void endless(Site site) {
    site.log("endless", BEGAN, SeedLog.lines(4_000_000).get(0));
    long micros = 4_000_000_000_200L;
    for (int megabyte = 0; megabyte < MEGABYTES_OF_TRACE; megabyte++) {
      StringBuilder record = new StringBuilder();
      while (record.length() < 1_000_000) {
        micros += 10;
        record.append(
            "[%d.%06d]  [<ffffffff802555f9>] __alloc_pages+0x2b9/0x2ca%n"
                .formatted(micros / 1_000_000, micros % 1_000_000));
      }
      site.log("endless", BEGAN, record.toString());
    }
  }

  private static void awaitMetric(String url, Process run, String name, double atLeast) {
    Awaitility.await(name)
        .atMost(PATIENCE)
        .failFast("it ended", () -> !run.isAlive())
        .until(() -> metric(url, name) >= atLeast);
  }

  private static double metric(String url, String name) {
    return Http.get(url + "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static List<KernelIncident> incidents(Site site, String url) {
    return site.committed(site.topics().incidents()).stream()
        .map(record -> PublishedAvro.incident(url, record))
        .toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
