package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.app.BuiltInRules;
import dev.oopsight.config.Setting;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.KernelIncident.Change;
import dev.oopsight.incident.KernelIncident.ConfigBasis;
import dev.oopsight.trace.Defect;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {

  private static final Path TOPOLOGY = Path.of("src/test/resources/golden/topology.txt");
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final String HEADER =
      "[  100.000000] tcpflow: page allocation failure: order:1, mode:0xa20(GFP_ATOMIC)\n";
  private static final String BODY =
      """
      [  100.000001] CPU: 0 PID: 7 Comm: tcpflow Not tainted 6.1.0-25-amd64 #1  Debian 6.1.106-3
      [  100.000002] Call Trace:
      [  100.000003]  <IRQ>
      [  100.000004]  warn_alloc+0x151/0x170
      [  100.000005]  __alloc_pages+0x305/0x330
      [  100.000006]  somenic_refill+0x2e8/0x6a0 [somenic]
      [  100.000007]  __napi_poll+0x28/0x160
      """;

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  /** Names are the on-disk contract: a change here needs a way for the state that is there. */
  @Test
  void keepsItsStepsStoresAndTopics() throws IOException {
    String description =
        new Pipeline(
                PipelineSettings.DEFAULT,
                BuiltInRules.load(),
                StoredOutputs.all(),
                new PipelineMetrics(new SimpleMeterRegistry()))
            .topology()
            .describe()
            .toString();

    if ("update".equals(System.getProperty("cases"))) Files.writeString(TOPOLOGY, description);
    assertThat(description).isEqualTo(Files.readString(TOPOLOGY, UTF_8));
    assertThat(System.getProperty("cases")).as("rewritten: read the difference").isNull();
  }

  @Test
  void joinsTheConfigInForceWhenTheTraceBeganNotTheLatest() {
    pipeline.config(
        "web1", NOON.minusSeconds(60), "$ sysctl vm.min_free_kbytes\nvm.min_free_kbytes = 11111");
    pipeline.log("web1", NOON, HEADER);
    pipeline.config(
        "web1", NOON.plusMillis(500), "$ sysctl vm.min_free_kbytes\nvm.min_free_kbytes = 22222");
    pipeline.log("web1", NOON.plusSeconds(1), BODY);

    KernelIncident incident = pipeline.fallSilent().onlyIncident();
    assertThat(incident.trace().frames()).hasSize(4);
    assertThat(incident.configBasis()).isEqualTo(ConfigBasis.AS_OF);
    assertThat(incident.config()).extracting(Setting::value).containsExactly("11111");
  }

  @Test
  void saysThatLinesOfATraceAreMissingByTheirNumbers() {
    String[] lines = (HEADER + BODY).split("\n");
    for (int i = 0; i < lines.length; i++) {
      if (i == 6) continue;
      pipeline.log("web1", NOON, kmsg(4, i, lines[i]));
      pipeline.log("web2", NOON, kmsg(4, i < 6 ? i : i - 1, lines[i]));
    }
    pipeline.fallSilent();

    assertThat(pipeline.revisions())
        .extracting(i -> i.host().value(), i -> i.trace().defects().contains(Defect.LINES_LOST))
        .containsExactlyInAnyOrder(Tuple.tuple("web1", true), Tuple.tuple("web2", false));
  }

  @Test
  void missesNoLineThatAProcessWroteBetweenThoseOfATrace() {
    String[] lines = (HEADER + BODY).split("\n");
    for (int i = 0; i < lines.length; i++) {
      pipeline.log("web1", NOON, kmsg(4, 2 * i, lines[i]));
      pipeline.log("web1", NOON, kmsg(30, 2 * i + 1, "x[  1] systemd[1]: Started x."));
    }
    KernelIncident incident = pipeline.fallSilent().onlyIncident();
    assertThat(incident.trace().frames()).hasSize(4);
    assertThat(incident.trace().defects()).isEmpty();
    assertThat(incident.text().text()).doesNotContain("systemd");
  }

  private static String kmsg(int priority, int sequence, String line) {
    String text = line.substring(line.indexOf(']') + 2);
    return "%d,%d,%d,-;%s".formatted(priority, sequence, 100_000_000 + sequence, text);
  }

  @Test
  void resolvesAliasesForLogsAndConfigsAlike() {
    pipeline.alias("10.0.0.5", "web1").alias("web1.example.com", "web1");
    pipeline.config(
        "web1.example.com",
        NOON.minusSeconds(60),
        "$ sysctl vm.min_free_kbytes\nvm.min_free_kbytes = 11111");
    pipeline.log("10.0.0.5", NOON, HEADER + BODY);

    KernelIncident incident = pipeline.fallSilent().onlyIncident();
    assertThat(incident.host().value()).isEqualTo("web1");
    assertThat(incident.config()).extracting(Setting::value).containsExactly("11111");
  }

  @Test
  void revisesForConfigThatComesLate() {
    pipeline.log("web1", NOON, HEADER + BODY).fallSilent();
    pipeline.config(
        "web1", NOON.minusSeconds(60), "$ sysctl vm.min_free_kbytes\nvm.min_free_kbytes = 11111");

    assertThat(pipeline.revisions())
        .extracting(KernelIncident::revision, KernelIncident::change)
        .containsExactly(Tuple.tuple(1, Change.OPENED), Tuple.tuple(2, Change.CONFIG_ARRIVED));
  }

  @Test
  void publishesTheLastCountsWhenTheHostSpeaksAnHourLater() {
    occurEachMinute(5);
    assertThat(pipeline.revisions()).hasSize(1);

    pipeline.log("web1", NOON.plusSeconds(3_700), "<6>[ 3800.000000] usb 1-1: new device");
    assertThat(pipeline.onlyIncident().printed()).isEqualTo(5);
    pipeline.log("web1", NOON.plusSeconds(9_700), "<6>[ 9800.000000] usb 1-1: new device");
    assertThat(pipeline.revisions()).isEmpty();
  }

  @Test
  void publishesTheLastCountsOfAHostThatSpeaksNoMore() {
    occurEachMinute(5);
    assertThat(pipeline.revisions()).hasSize(1);

    pipeline.pass(Expiry.SILENT.plusSeconds(1));
    assertThat(pipeline.onlyIncident().printed()).isEqualTo(5);
    assertThat(pipeline.pass(Expiry.SILENT.plusSeconds(1)).revisions()).isEmpty();
  }

  private void occurEachMinute(int times) {
    for (int minute = 0; minute < times; minute++) {
      String at = "[ " + (100 + 60 * minute);
      pipeline.log("web1", NOON.plusSeconds(60L * minute), (HEADER + BODY).replace("[  100", at));
    }
    pipeline.fallSilent();
  }

  @Test
  void publishesOneEcsDocumentARevision() {
    pipeline.log("web1", NOON, HEADER + BODY);

    KernelIncident incident = pipeline.fallSilent().onlyIncident();
    List<TestRecord<String, String>> documents = pipeline.ecs();
    assertThat(documents).hasSize(1);
    assertThat(documents.get(0).key()).isEqualTo(incident.id().toString());
    assertThat(documents.get(0).value()).contains("\"id\":\"" + incident.id() + "\"");
  }

  @Test
  void countsAReplayedDumpOnce() {
    for (int times = 0; times < 3; times++) pipeline.log("web1", NOON, HEADER + BODY).fallSilent();

    assertThat(pipeline.onlyIncident().printed()).isEqualTo(1);
  }

  @Test
  void completesTheIncidentOfAHostThatFellSilentInTheMiddleOfATrace() {
    int middle = BODY.indexOf("[  100.000004]");
    pipeline.log("web1", NOON, HEADER + BODY.substring(0, middle)).fallSilent();
    KernelIncident cut = pipeline.onlyIncident();
    assertThat(cut.trace().frames()).isEmpty();

    pipeline.log("web1", NOON.plusSeconds(60), BODY.substring(middle)).fallSilent();

    KernelIncident whole = pipeline.onlyIncident();
    assertThat(whole.id()).isEqualTo(cut.id());
    assertThat(whole.revision()).isEqualTo(2);
    assertThat(whole.change()).isEqualTo(Change.AMENDED);
    assertThat(whole.trace().frames()).hasSize(4);
    assertThat(whole.printed()).isEqualTo(1);
  }

  @Test
  void waitsForAHeaderThatComesAfterItsBody() {
    pipeline.log("web1", NOON, BODY).fallSilent();
    pipeline.log("web1", NOON.plusSeconds(30), HEADER).fallSilent();

    KernelIncident incident = pipeline.onlyIncident();
    assertThat(incident.revision()).isEqualTo(1);
    assertThat(incident.trace().frames()).hasSize(4);
  }

  @Test
  void keepsLinesForARestartNoLongerThanTheyCanBeCompleted() {
    pipeline.log("web1", NOON, HEADER).log("web1", NOON, BODY).fallSilent();
    assertThat(pipeline.keptSegments()).isPositive();

    pipeline.log("web1", NOON.plusSeconds(700), "<6>[  800.000000] usb 1-1: new device");
    assertThat(pipeline.keptSegments()).isZero();
  }

  @Test
  void saysNothingOfARingBufferThatIsReplayedLineByLine() {
    String[] lines = (HEADER + BODY).split("\n");
    for (int times = 0; times < 2; times++) {
      for (String line : lines) pipeline.log("web1", NOON.plusSeconds(60L * times), line);
      pipeline.fallSilent();
    }

    assertThat(pipeline.revisions()).extracting(KernelIncident::revision).containsExactly(1);
  }

  @Test
  void sendsWhatItCannotReadToTheDeadLettersWithItsBytes() {
    byte[] noise = {0, 1, 2, 3, (byte) 0xFF, 5, 6, 7};
    pipeline.log("web1", NOON, HEADER).log("web1", NOON, noise).log("web1", NOON, new byte[0]);
    pipeline.log("web1", NOON.plusMillis(1), BODY);

    assertThat(pipeline.fallSilent().onlyIncident().trace().frames()).hasSize(4);
    List<TestRecord<byte[], byte[]>> letters = pipeline.deadLetters();
    assertThat(letters).extracting(PipelineTest::reason).containsExactly("binary", "empty");
    assertThat(letters.get(0).value()).isEqualTo(noise);
    assertThat(text(letters.get(0), "source-offset")).isEqualTo("1");
    assertThat(pipeline.counted("oopsight.refused")).isEqualTo(2);
  }

  @Test
  void cutsALetterThatNoTopicWouldTake() {
    byte[] huge = new byte[5 << 20];
    java.util.Arrays.fill(huge, (byte) 'x');
    pipeline.log("web1", NOON, huge);

    TestRecord<byte[], byte[]> letter = pipeline.deadLetters().get(0);
    assertThat(reason(letter)).isEqualTo("too_large");
    assertThat(letter.value()).hasSize(PipelineSettings.Limits.DEFAULT.letterBytes());
    assertThat(text(letter, "original-length")).isEqualTo(Integer.toString(huge.length));
    assertThat(text(letter, "sha256")).matches("[0-9a-f]{64}");
  }

  @Test
  void saysOfARegistrysFrameWhatItIs() {
    byte[] avro = "\0\0\0\0*\u0002P[    1.000000] BUG: unable to handle page".getBytes(UTF_8);
    pipeline.log("web1", NOON, avro);
    pipeline.config("web1", NOON, "\0\0\0\u0001\u0002\u0006web1");
    pipeline.log("web1", NOON, "\0\0\0" + HEADER);

    assertThat(pipeline.deadLetters())
        .extracting(PipelineTest::reason)
        .containsExactly("registry_frame", "registry_frame");
    assertThat(pipeline.counted("oopsight.lines")).as("text behind NULs is text").isPositive();
  }

  @Test
  void findsOneHostInAliasesThatGoRound() {
    pipeline.alias("web1", "web2").alias("web2", "web3").alias("web3", "web1");
    pipeline.alias("short", "web2").alias("web9", "not a name");
    for (String name : List.of("web3", "short", "web9")) {
      pipeline.log(name, NOON, HEADER).log(name, NOON.plusMillis(1), BODY);
    }

    assertThat(pipeline.fallSilent().revisions())
        .extracting(revision -> revision.host().value())
        .containsOnly("web1", "web9");
  }

  @Test
  void refusesALineOfNoHost() {
    pipeline.log(java.util.Optional.empty(), java.util.Map.of(), NOON, HEADER.getBytes(UTF_8));

    assertThat(pipeline.deadLetters()).extracting(PipelineTest::reason).containsExactly("no_host");
  }

  @Test
  void letsNoBenignLineThrough() {
    for (int i = 0; i < 1_000; i++) {
      pipeline.log("web1", NOON.plusMillis(i), "<6>[" + (10 + i) + ".000000] usb 1-1: device " + i);
    }

    assertThat(pipeline.counted("oopsight.lines")).isEqualTo(1_000);
    assertThat(pipeline.counted("oopsight.host.messages"))
        .as("a heartbeat, sent and received")
        .isEqualTo(2);
    assertThat(pipeline.fallSilent().incidents()).isEmpty();
  }

  private static String reason(TestRecord<byte[], byte[]> letter) {
    return text(letter, "reason");
  }

  private static String text(TestRecord<byte[], byte[]> letter, String header) {
    return new String(letter.headers().lastHeader(header).value(), UTF_8);
  }
}
