package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What cannot start says in one line what to do, soon, and leaves nothing behind. The words are the
 * commands' own and whatever is logged beside them.
 */
@ExtendWith(SharedKafka.class)
class StartFaultsIT {

  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir static Path dir;

  private static EmbeddedKafka kafka;
  private static Site site;

  @BeforeAll
  static void start(EmbeddedKafka shared) throws Exception {
    kafka = shared;
    site = Site.on(kafka, "faults", dir.resolve("state"));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void saysThatThePortOfTheDemoIsTaken() throws Exception {
    try (ServerSocket other = takenPort()) {
      String line = demoFails("--port", port(other), "--kafka-port", "0");
      assertThat(line).contains("port " + port(other) + " is taken", "--port");
    }
  }

  @Test
  void saysThatThePortOfTheDemosBrokerIsTaken() throws Exception {
    try (ServerSocket other = takenPort()) {
      String line = demoFails("--port", "0", "--kafka-port", port(other));
      assertThat(line).contains("port " + port(other) + " is taken", "--kafka-port");
    }
  }

  @Test
  void saysThatThePortOfTheApiIsTaken() throws Exception {
    try (ServerSocket other = takenPort()) {
      assertThat(runFails(Map.of("http.port", port(other))))
          .contains("127.0.0.1:" + port(other), "another port");
    }
  }

  @Test
  void saysThatNoBrokerIsThere() throws Exception {
    assertThat(runFails(Map.of("bootstrap.servers", "127.0.0.1:" + freePort())))
        .contains("no Kafka broker answers", "bootstrap.servers");
  }

  @Test
  void saysThatTheBrokersNameIsUnknown() throws Exception {
    assertThat(runFails(Map.of("bootstrap.servers", "kafka.invalid:9092")))
        .contains("kafka.invalid:9092", "bootstrap.servers");
  }

  @Test
  void saysWhichInputTopicIsMissing() throws Exception {
    assertThat(runFails(Map.of("input.logs", "no.such.topic")))
        .contains("no.such.topic", "create", "input.logs");
  }

  @Test
  void saysThatNoRegistryIsThere() throws Exception {
    String url = "http://127.0.0.1:" + freePort();
    assertThat(runFails(Map.of("schema.registry.url", url)))
        .contains(url, "does not answer", "schema.registry.url");
  }

  @Test
  void saysThatTheRegistryAnswersNothing() throws Exception {
    try (ServerSocket mute = takenPort()) {
      String url = "http://127.0.0.1:" + port(mute);
      assertThat(runFails(Map.of("schema.registry.url", url, "http.read.timeout.ms", "3000")))
          .contains(url, "does not answer", "schema.registry.url");
    }
  }

  @Test
  void saysThatTheStateDirectoryCannotBeOne() throws Exception {
    Path file = Files.createFile(dir.resolve("a-file"));
    assertThat(runFails(Map.of("state.dir", file.toString())))
        .contains(file.toString(), "state.dir");
  }

  @Test
  void saysThatAnotherInstanceUsesTheStateDirectory() throws Exception {
    site.start();
    assertThat(runFails(Map.of("state.dir", site.settings().stateDir().toString())))
        .contains(site.settings().stateDir().toString(), "in use", "state.dir");
    assertThat(Http.get(site.url() + "/healthz").status()).isEqualTo(200);
    site.stop();
  }

  @Test
  void saysThatTheFirstStartChoseAnotherNumberOfPartitions() throws Exception {
    site.start().stop();
    assertThat(runFails(Map.of("host.partitions", "7")))
        .contains("host.partitions is 7", "set it to 2", "application.id");
  }

  @Test
  void saysThatATopicDoesNotTakeAnIncident() throws Exception {
    assertThat(runFails(Map.of("incident.bytes", "2000000")))
        .contains("faults.kernel.incidents", "max.message.bytes to 2065536", "incident.bytes");
  }

  private static String demoFails(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "demo";
    System.arraycopy(options, 0, args, 1, options.length);
    return fails(args);
  }

  private static String runFails(Map<String, String> settings) throws IOException {
    Map<String, String> all = new TreeMap<>();
    all.put("bootstrap.servers", kafka.bootstrapServers());
    all.put("prefix", site.topics().prefix());
    all.put("input.logs", site.topics().logs().names().get(0));
    all.put("input.configs", site.topics().configs().names().get(0));
    all.put("input.aliases", site.topics().aliases());
    all.put("state.dir", dir.resolve("unused").toString());
    all.put("http.port", "0");
    all.put("host.partitions", Integer.toString(site.settings().hostPartitions()));
    all.putAll(settings);
    Path file = dir.resolve("settings.properties");
    Files.write(file, all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    return fails("run", "--config", file.toString());
  }

  /** The one line that was said. */
  private static String fails(String... args) {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    long began = System.nanoTime();
    PrintStream realErr = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setErr(new PrintStream(logged, true, UTF_8));
    Ran ran;
    try {
      ran = Ran.of(new Wiring(), args);
    } finally {
      System.setErr(realErr);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err() + logged.toString(UTF_8)).startsWith("oopsight: ").endsWith("\n");
    assertThat((ran.err() + logged.toString(UTF_8)).lines()).hasSize(1);
    Awaitility.await("its threads end")
        .pollInSameThread()
        .untilAsserted(() -> assertThat(threadsSince(before)).isEmpty());
    return ran.err();
  }

  private static Set<String> threadsSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .map(Thread::getName)
        // The JDK's HTTP client ends its thread when it is collected; the broker of this test and
        // its metrics start some of theirs late.
        .filter(name -> !name.startsWith("HttpClient-"))
        .filter(name -> !name.startsWith("executor-"))
        .filter(name -> !name.startsWith("metrics-meter-tick-thread"))
        .collect(Collectors.toSet());
  }

  private static ServerSocket takenPort() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static String port(ServerSocket socket) {
    return Integer.toString(socket.getLocalPort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = takenPort()) {
      return socket.getLocalPort();
    }
  }
}
