package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.KernelIncident;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that is sent makes the pipeline stop, and what it refuses is set aside as it was. Each
 * test has hosts of its own; after all of them a good trace still comes out.
 */
class BadInputIT {

  private static final int DEPTH = 100_000;
  private static final int MEGABYTE = 1_000_000;
  private static final Instant BEGAN = SeedLog.BEGAN;

  @TempDir static Path dir;

  private static EmbeddedKafka kafka;
  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
    // As brokers were that knew no bounds.
    Map<String, String> unbounded =
        Map.of(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(8 << 20),
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            Long.toString(Long.MAX_VALUE));
    site = Site.on(kafka, "bad", dir.resolve("state"), Site.PARTITIONS, unbounded).start();
  }

  @AfterAll
  static void stillWorks() {
    try {
      SeedLog.sendWhole(site, "good", BEGAN, 4_000_000);
      site.awaitWorkedOff();
      assertThat(only(site.incidents("good")).trace().callTraces().get(0).frames())
          .hasSize(SeedLog.FRAMES);
    } finally {
      site.close();
      kafka.close();
    }
  }

  @Test
  void setsAsideWhatItRefusesWithItsReason() {
    Map<String, byte[]> logs = new HashMap<>();
    logs.put("binary", HexFormat.of().parseHex("0001020304050607"));
    logs.put("malformed_json", bytes("{\"message\":\"cut off in the mid"));
    logs.put("json_over_bounds", bytes("{\"a\":".repeat(DEPTH)));
    logs.put("bad_host", bytes("[1.000000] a line of a host of an impossible name"));
    logs.put("no_host", bytes("[1.000000] a line of nobody"));

    logs.forEach(
        (reason, value) ->
            site.log(
                switch (reason) {
                  case "no_host" -> Optional.empty();
                  case "bad_host" -> Optional.of("no such name");
                  default -> Optional.of("refused");
                },
                BEGAN,
                value));
    site.config("refused", BEGAN, "nothing that a command prints");
    site.awaitWorkedOff();

    logs.put("unknown_config", bytes("nothing that a command prints"));
    logs.forEach(
        (reason, value) ->
            assertThat(letters(reason))
                .as(reason)
                .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(value)));
  }

  @Test
  void setsAsideAnEmptyRecordAndOneWithoutValue() {
    double before = site.metric("oopsight_refused_total{reason=\"empty\"}");
    site.log(Optional.of("empty"), BEGAN, new byte[0]);
    site.log(Optional.of("empty"), BEGAN, null);
    site.config(Optional.of("empty"), BEGAN, new byte[0]);
    site.config(Optional.of("empty"), BEGAN, null);
    site.awaitWorkedOff();

    assertThat(letters("empty").stream().map(letter -> letter.value() == null))
        .containsExactlyInAnyOrder(false, true, false, true);
    assertThat(site.metric("oopsight_refused_total{reason=\"empty\"}")).isEqualTo(before + 4);
  }

  @Test
  void cutsALetterThatIsTooLargeAndTellsWhatItWas() throws Exception {
    byte[] line = bytes("[1.000000] BUG: " + "a".repeat(MEGABYTE));
    byte[] number = bytes("{\"message\":\"x\",\"n\":" + "1".repeat(MEGABYTE) + "}");
    site.log(Optional.of("large"), BEGAN, line);
    site.log(Optional.of("large"), BEGAN, number);
    site.config(Optional.of("large"), BEGAN, number);
    site.awaitWorkedOff();

    assertCut(letters("too_large"), line);
    assertThat(letters("json_over_bounds").stream().filter(BadInputIT::isCut)).hasSize(2);
    assertCut(letters("json_over_bounds").stream().filter(BadInputIT::isCut).toList(), number);
  }

  private static void assertCut(List<ConsumerRecord<byte[], byte[]>> letters, byte[] whole)
      throws Exception {
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(whole));
    assertThat(letters)
        .isNotEmpty()
        .allSatisfy(
            letter -> {
              assertThat(letter.value()).hasSizeLessThan(whole.length);
              assertThat(letter.value()).isEqualTo(Arrays.copyOf(whole, letter.value().length));
              assertThat(header(letter, "original-length")).isEqualTo("" + whole.length);
              assertThat(header(letter, "sha256")).isEqualTo(digest);
            });
  }

  @Test
  void saysWhereEveryLetterLay() {
    Random random = new Random(20_090_625);
    for (int i = 0; i < 100; i++) {
      byte[] noise = new byte[1 + random.nextInt(600)];
      random.nextBytes(noise);
      site.log(Optional.of("noise"), BEGAN, noise);
      site.config(Optional.of("noise"), BEGAN, noise);
    }
    for (int i = 0; i < 100; i++) {
      site.log(Optional.of("noise"), BEGAN, damaged(random));
    }
    SeedLog.goOn(site, "noise", BEGAN.plusSeconds(3_600), 4_003_600);
    site.awaitWorkedOff();

    Map<String, byte[]> sources = new HashMap<>();
    for (String topic : List.of("bad.kernel.log", "bad.host.config")) {
      site.committed(topic)
          .forEach(r -> sources.put(topic + " " + r.partition() + " " + r.offset(), r.value()));
    }
    List<ConsumerRecord<byte[], byte[]>> letters = site.deadLetters();
    assertThat(letters).hasSizeGreaterThan(100);
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      byte[] source =
          sources.get(
              header(letter, "source-topic")
                  + " "
                  + header(letter, "source-partition")
                  + " "
                  + header(letter, "source-offset"));
      if (letter.value() == null) {
        assertThat(source).isNull();
        continue;
      }
      int from =
          letter.value().length == source.length ? 0 : Integer.parseInt(header(letter, "position"));
      assertThat(letter.value())
          .isEqualTo(Arrays.copyOfRange(source, from, from + letter.value().length));
    }
    assertThat(site.metric("oopsight_refused_total")).isEqualTo(letters.size());
  }

  /** A good line with a few bytes of it replaced by any. */
  private static byte[] damaged(Random random) {
    List<String> good =
        List.of(
            SeedLog.lines(4_000_000).get(random.nextInt(20)),
            "4,1814,11706732233,-;BUG: unable to handle page fault for address: 10",
            "<4>1 2024-11-12T08:15:30.12Z app1 kernel - - - [317658.915040] Oops: 0000 [#1] SMP",
            "{\"__REALTIME_TIMESTAMP\":\"1729550825001200\",\"_TRANSPORT\":\"kernel\",\"PRIORITY\":"
                + "\"4\",\"MESSAGE\":\"Call Trace:\"}");
    byte[] line = bytes(good.get(random.nextInt(good.size())));
    for (int i = 0; i < 4; i++) line[random.nextInt(line.length)] = (byte) random.nextInt(256);
    return line;
  }

  @Test
  void readsThroughBytesThatAreNoUtf8() {
    List<String> lines = new ArrayList<>(SeedLog.lines(4_000_000));
    lines.set(1, lines.get(1).replace("swapper", "swa\u00ff\u00c3per"));
    Instant at = BEGAN;
    for (String line : lines) {
      site.log(Optional.of("latin"), at, line.getBytes(ISO_8859_1));
      at = at.plusMillis(1);
    }
    SeedLog.goOn(site, "latin", BEGAN.plusSeconds(60), 4_000_060);
    site.awaitWorkedOff();

    KernelIncident incident = only(site.incidents("latin"));
    assertThat(incident.trace().callTraces().get(0).frames()).hasSize(SeedLog.FRAMES);
    assertThat(incident.text().text()).contains("swa\uFFFD\uFFFDper");
  }

  @Test
  void takesARecordThatIsNothingButHeaders() {
    StringBuilder record = new StringBuilder();
    for (int i = 0; record.length() < 1.3 * MEGABYTE; i++) {
      record.append("[%d.000000] Oops: 0%n".formatted(i));
    }

    site.log("headers", BEGAN, record.toString());
    SeedLog.goOn(site, "headers", BEGAN.plusSeconds(60), 4_000_060);
    site.awaitWorkedOff();

    assertThat(site.incidents("headers")).isNotEmpty();
  }

  @Test
  void takesATraceThatNeverEnds() {
    StringBuilder record = new StringBuilder(SeedLog.lines(4_000_000).get(0)).append('\n');
    record.append("[4000000.000200] Call Trace:\n");
    for (int i = 0; record.length() < 2 * MEGABYTE; i++) {
      String symbol = "f".repeat(1_000);
      record.append("[4000000.001000]  [<ffffffff802555f9>] %s%d+0x1/0x2%n".formatted(symbol, i));
    }

    site.log("endless", BEGAN, record.toString());
    SeedLog.goOn(site, "endless", BEGAN.plusSeconds(60), 4_000_060);
    site.awaitWorkedOff();

    assertThat(site.incidents("endless")).isNotEmpty();
    assertThat(site.committed(site.topics().incidents()))
        .allSatisfy(r -> assertThat(r.value()).hasSizeLessThanOrEqualTo(512 << 10));
    assertThat(site.committed(site.topics().incidentsEcs()))
        .allSatisfy(r -> assertThat(r.value()).hasSizeLessThanOrEqualTo(MEGABYTE));
  }

  @Test
  void takesConfigOfMegabytes() {
    StringBuilder config = new StringBuilder("vm.min_free_kbytes = 11495\n");
    for (int i = 0; config.length() < 2 * MEGABYTE; i++) {
      config.append("net.ipv4.conf.veth%d.forwarding = 0%n".formatted(i));
    }
    site.config("rich", BEGAN.minusSeconds(60), config.toString()).awaitWorkedOff();
    SeedLog.sendWhole(site, "rich", BEGAN, 4_000_000);
    site.awaitWorkedOff();

    assertThat(only(site.incidents("rich")).trace().callTraces().get(0).frames())
        .hasSize(SeedLog.FRAMES);
  }

  @Test
  void takesConfigThatSaysTheSameOverAndOver() {
    site.config("stuck", BEGAN, "vm.min_free_kbytes = 11495\n".repeat(4 * MEGABYTE / 27));
    site.awaitWorkedOff();

    assertThat(Http.get(site.url() + "/api/v1/hosts/stuck/config").body().length())
        .isLessThan(10_000);
  }

  @Test
  void refusesConfigOfAMomentThatNoClockShows() {
    for (String year : List.of("-999999999", "+999999999", "1969")) {
      site.config(
          "never",
          BEGAN,
          "{\"collected_at\":\"%s-01-01T00:00:00Z\",\"sections\":[{\"name\":\"sysctl\",\"values\":{}}]}"
              .formatted(year));
    }
    site.awaitWorkedOff();

    assertThat(letters("malformed_config")).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void setsAsideARecordWithAKeyAsLargeAsItsValue() {
    byte[] key = bytes("k".repeat(MEGABYTE));
    byte[] value = new byte[MEGABYTE];
    Arrays.fill(value, (byte) 1);

    site.keyedLog(key, BEGAN, value).awaitWorkedOff();

    assertThat(letters("binary"))
        .anySatisfy(
            letter ->
                assertThat(letter.key())
                    .isNotNull()
                    .hasSizeBetween(1_000, 100_000)
                    .containsOnly((byte) 'k'));
  }

  @Test
  void doesNotBelieveARecordOfTheFarFuture() {
    Instant future = Instant.parse("2262-01-01T00:00:00Z");
    SeedLog.send(site, "future", future, SeedLog.lines(4_000_000));
    site.config("future", future, "vm.min_free_kbytes = 11495");
    site.awaitWorkedOff();

    assertThat(only(site.incidents("future")).firstAt().at())
        .isBefore(Instant.now().plus(Duration.ofMinutes(1)));
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(String reason) {
    return site.deadLetters().stream().filter(l -> header(l, "reason").equals(reason)).toList();
  }

  private static boolean isCut(ConsumerRecord<byte[], byte[]> letter) {
    return letter.headers().lastHeader("original-length") != null;
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static KernelIncident only(List<KernelIncident> all) {
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
