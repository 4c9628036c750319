package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oopsight.access.Access;
import dev.oopsight.embedded.CannotStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person runs them, against a broker of their own. */
class CommandsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final String LOG =
      """
      <4>[  100.000000] swapper: page allocation failure. order:1, mode:0x4020
      <4>[  100.000001] Pid: 0, comm: swapper Not tainted 2.6.24 #1
      <4>[  100.000002] Call Trace:
      <4>[  100.000003]  [<ffffffff8026a0c0>] __alloc_pages+0x2f0/0x310
      <4>[  100.000004]  [<ffffffff8803a0c0>] :tg3:tg3_alloc_rx_skb+0x76/0x16d
      <6>[  110.000000] eth0: link up
      """;

  @TempDir Path dir;

  @Test
  void goesOnWhereTheFirstStartStopped() throws Exception {
    Path data = dir.resolve("data");
    Path temporary = Files.createDirectory(dir.resolve("tmp"));
    Path log = Files.writeString(dir.resolve("kern.log"), LOG);
    int port = freePort();
    int kafkaPort = freePort();
    String broker = "127.0.0.1:" + kafkaPort;
    String server = "http://127.0.0.1:" + port;

    Process site =
        program(
            temporary,
            "standalone",
            "--data",
            data.toString(),
            "--port",
            String.valueOf(port),
            "--kafka-port",
            String.valueOf(kafkaPort));
    String first;
    try {
      assertThat(firstLine(site)).contains("point shippers at " + broker, "localhost:" + port);
      assertThatThrownBy(
              () ->
                  EmbeddedSystem.start(
                      new Standalone(data, "127.0.0.1", "127.0.0.1", 0, 0, List.of(), Access.OPEN)))
          .isInstanceOf(CannotStartException.class)
          .hasMessageStartingWith(data + " is in use");
      replayAndMakeTopics(broker, log);
      first = awaitIncidents(server);
    } finally {
      site.destroy(); // SIGTERM
    }

    assertThat(site.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(temporary).as("nothing is left").isEmptyDirectory();
    try (EmbeddedSystem again =
        EmbeddedSystem.start(
            new Standalone(
                data, "127.0.0.1", "no-such-name.invalid", 0, 0, List.of(), Access.OPEN))) {
      assertThat(awaitIncidents(again.url())).isEqualTo(first);
      assertThat(again.bootstrapServers()).startsWith("no-such-name.invalid:");
    }
  }

  private static void replayAndMakeTopics(String broker, Path log) {
    Wiring parts = new Wiring();
    Ran sent =
        Ran.of(
            parts,
            "replay",
            "--bootstrap",
            broker,
            "--host",
            "web1",
            "--boot-time",
            "2009-05-06T19:07:14Z",
            log.toString());
    assertThat(sent).isEqualTo(new Ran(0, "", "oopsight: sent 6 lines to kernel.log\n"));

    Ran nowhere = Ran.of(parts, "replay", "--bootstrap", broker, "--topic", "t", log.toString());
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.err()).contains("there is no topic t", "--create --topic t");

    assertThat(Ran.of(parts, "topics", "--bootstrap", broker).exitCode()).isZero();
    Ran missing = Ran.of(parts, "topics", "--bootstrap", broker, "--prefix", "x.");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.out()).containsPattern("x\\.kernel\\.incidents +out +missing");
    Ran made = Ran.of(parts, "topics", "--bootstrap", broker, "--prefix", "x.", "--create");
    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).containsPattern("x\\.kernel\\.incidents +out +made +4 +delete\n");
    assertThat(made.out()).as("as it needs to be").doesNotContain("must be");
    assertThat(Ran.of(parts, "topics", "--bootstrap", broker, "--prefix", "x.").exitCode())
        .isZero();
  }

  /** The rows of web1's incidents, as soon as there are any. */
  private static String awaitIncidents(String server) {
    return Awaitility.await("incidents of web1")
        .atMost(PATIENCE)
        .until(
            () -> Ran.of(new Wiring(), "query", "hosts/web1/incidents", "--server", server).out(),
            rows -> rows.contains("tg3_alloc_rx_skb"));
  }

  @Test
  void givesUpOnAnAbsentBrokerSoon() throws IOException {
    String nobody = "127.0.0.1:" + freePort();
    long begun = System.nanoTime();

    Ran ran = Ran.of(new Wiring(), "topics", "--bootstrap", nobody);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("oopsight: no Kafka broker answers at " + nobody)
        .endsWith("start it, or correct --bootstrap\n");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void helpsWithoutKafkaOrAWebServer() throws Exception {
    Process help =
        new ProcessBuilder(
                List.of(
                    java(),
                    "-Xlog:class+load:stdout",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "--help"))
            .start();
    String told = new String(help.getInputStream().readAllBytes(), UTF_8);

    assertThat(help.waitFor()).isZero();
    assertThat(told)
        .contains("standalone", "picocli.CommandLine")
        .doesNotContain("org.apache.kafka", "io.javalin", "org.eclipse.jetty", "jackson");
  }

  private static Process program(Path temporary, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String firstLine(Process process) {
    try {
      return new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8)).readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
