package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.siem.SiemFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {

  private final FakeParts parts = new FakeParts();
  @TempDir private Path dir;

  @Test
  void printsIncidentsForAPerson() throws IOException {
    Ran ran = explain(file("kern.log", "a failure\nnone\n"));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).isEqualTo("page allocation failure in tg3_alloc_rx_skb\n\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void printsAJsonLineForEachOccurrence() throws IOException {
    String name = file("kern.log", "a failure\nanother failure\n");

    Ran ran = explain("--format", "json", name);

    assertThat(ran.out().lines()).hasSize(2);
    assertThat(ran.out())
        .startsWith(
            "{\"case\":\""
                + name
                + "\",\"kind\":\"page_allocation_failure\","
                + "\"title\":\"page allocation failure in tg3_alloc_rx_skb\","
                + "\"function\":\"tg3_alloc_rx_skb\",\"module\":\"tg3\",");
    JsonNode line = new ObjectMapper().readTree(ran.out().lines().findFirst().orElseThrow());
    assertThat(line.path("order").asInt()).isEqualTo(1);
    assertThat(line.path("mode").asText()).isEqualTo("0x4020");
    assertThat(line.path("frames").asInt()).isEqualTo(1);
    assertThat(line.path("kernel_time_us").asLong()).isEqualTo(4_262_686_822_339L);
    assertThat(line.at("/findings/0/rule").asText()).isEqualTo("slub-order1-no-fallback");
    assertThat(line.at("/findings/0/score").asDouble()).isEqualTo(8);
  }

  @Test
  void takesOutWhatOthersShouldNotSee() throws IOException {
    Path log =
        Files.writeString(
            dir.resolve("kern.log"),
            """
            <4>[   99.999999] secretd: page allocation failure. order:1, mode:0x4020
            <4>[  100.000000] Pid: 12, comm: secretd Not tainted 2.6.24 #1
            <4>[  100.000001] Call Trace:
            <4>[  100.000002]  [<ffffffff8044b1b7>] tg3_alloc_rx_skb+0xc4/0x150 [tg3]
            <4>[  100.000003] web7: words
            """);

    for (String format : List.of("text", "json", "ecs")) {
      Ran ran =
          Ran.of(
              new Wiring(),
              "explain",
              "--redact",
              "pointers,hosts,comms",
              "--redact-key",
              "a key for the test",
              "--host",
              "web7",
              "--format",
              format,
              log.toString());

      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out())
          .as(format)
          .contains("host-", "comm-")
          .doesNotContain("web7", "secretd", "8044b1b7");
    }
    assertThat(explain("--redact", "names", log.toString()).exitCode()).isEqualTo(2);
    assertThat(explain("--redact", "hosts", "--redact-key", "k", log.toString()).exitCode())
        .isEqualTo(2);
  }

  @Test
  void printsAnEcsLineForEachIncident() throws IOException {
    Ran ran = explain("--format", "ecs", file("kern.log", "a failure\n"));

    assertThat(ran.out()).startsWith("{\"ecs\":{\"id\":").endsWith("}}\n");
  }

  @Test
  void saysWhichFormatsThereAre() throws IOException {
    Ran ran = explain("--format", "xml", file("kern.log", "a failure\n"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("text, json, ecs, ocsf, cef, leef, otel");
    assertThat(Ran.of(parts, "explain", "--help").out()).contains(SiemFormat.ids());
  }

  @Test
  void saysThatNothingWasFoundAndSucceeds() throws IOException {
    Ran ran = explain(file("kern.log", "one\ntwo\n"));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("no kernel fault found in 2 lines\n");
  }

  @Test
  void takesEachFileForALogOfItsOwn() throws IOException {
    String first = file("a.log", "a failure\n");
    String second = file("b.log", "quiet\n");

    Ran ran = explain(first, second);

    assertThat(parts.logs).hasSize(2);
    assertThat(ran.out()).startsWith("==> " + first + " <==\n");
    assertThat(ran.err()).isEqualTo(second + ": no kernel fault found in 1 lines\n");
  }

  @Test
  void tellsTheCoreWhatTheCommandLineKnows() throws IOException {
    Path conf = Files.createDirectories(dir.resolve("conf/net"));
    Files.writeString(conf.resolve("ethtool_-k_eth0"), "Features for eth0:\n");
    Files.writeString(dir.resolve("conf/sysctl_-a"), "vm.min_free_kbytes = 11495\n");
    String one = file("one.txt", "vm.swappiness = 60\n");
    String log = file("kern.log", "x\n");
    Files.setLastModifiedTime(Path.of(log), FileTime.from(Instant.parse("2009-06-25T04:00:00Z")));

    explain(
        "--host",
        "web1",
        "--config",
        dir.resolve("conf").toString(),
        "--config",
        one,
        log,
        "--rules",
        "own",
        "--notices");

    assertThat(parts.rules).containsExactly(Path.of("own"));
    Offline.Log given = parts.logs.get(0);
    assertThat(given.host()).hasToString("Optional[web1]");
    assertThat(given.notices()).isTrue();
    assertThat(given.written()).isEqualTo("2009-06-25T04:00:00Z");
    assertThat(given.config().stream().map(ConfigFile::name))
        .containsExactly("net/ethtool_-k_eth0", "sysctl_-a", "one.txt");
    assertThat(new String(given.config().get(1).bytes(), UTF_8)).contains("11495");
  }

  @Test
  void readsStandardInputWhereNoFileIsNamed() {
    for (List<String> args : List.of(List.<String>of(), List.of("-"))) {
      StringWriter out = new StringWriter();
      var stdin = new ByteArrayInputStream("a failure\n".getBytes(UTF_8));

      int exitCode =
          new CommandLine(new ExplainCommand(parts, stdin))
              .setCaseInsensitiveEnumValuesAllowed(true)
              .setOut(new PrintWriter(out))
              .execute(args.toArray(String[]::new));

      assertThat(exitCode).isZero();
      assertThat(out.toString()).contains("tg3_alloc_rx_skb");
    }
  }

  @Test
  void refusesWhatIsNoLogWithAdvice() throws IOException {
    assertFailure(explain(dir.resolve("none.log").toString()), "there is no such file");
    assertFailure(explain(dir.toString()), "is a directory: name the log files in it");
    assertFailure(
        explain("--config", dir.resolve("none").toString(), file("a.log", "x")),
        "check the path after --config");
  }

  @Test
  void refusesAHostNameThatCannotBeOne() throws IOException {
    Ran ran = explain("--host", "two words", file("a.log", "x"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("without blanks");
  }

  private static void assertFailure(Ran ran, String why) {
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains(why);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  private Ran explain(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "explain";
    System.arraycopy(args, 0, all, 1, args.length);
    return Ran.of(parts, all);
  }
}
