package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.Cut;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.poison.Poison;
import dev.oopsight.siem.SiemFormat;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that is sent makes the pipeline stop, and what it refuses is set aside as it was. All of
 * it is sent at once, each sort for hosts of its own, before anything is looked at.
 */
@ExtendWith(SharedKafka.class)
class BadInputIT {

  private static final int DEPTH = 100_000;
  private static final int MEGABYTE = 1_000_000;
  private static final Instant BEGAN = SeedLog.BEGAN;

  /** By the reason for which it is refused. */
  private static final Map<String, byte[]> REFUSED =
      Map.of(
          "binary", HexFormat.of().parseHex("0001020304050607"),
          "registry_frame", HexFormat.of().parseHex("000000002a020c6b65726e656c"),
          "malformed_json", bytes("{\"message\":\"cut off in the mid"),
          "json_over_bounds", bytes("{\"a\":".repeat(DEPTH)),
          "bad_host", bytes("[1.000000] a line of a host of an impossible name"),
          "no_host", bytes("[1.000000] a line of nobody"));

  private static final byte[] LONG_LINE = bytes("[1.000000] BUG: " + "a".repeat(5 * MEGABYTE));
  private static final byte[] LONG_NUMBER = bytes("{\"n\":" + "1".repeat(7 * MEGABYTE) + "}");

  @TempDir static Path dir;

  private static Site site;
  private static int sentRecords;
  private static List<ConsumerRecord<byte[], byte[]>> letters;
  private static Map<IncidentId, KernelIncident> incidents;

  @BeforeAll
  static void sendEverything(EmbeddedKafka kafka) throws Exception {
    // As brokers were that knew no bounds.
    Map<String, String> unbounded =
        Map.of(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(8 << 20),
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            Long.toString(Long.MAX_VALUE));
    site = Site.on(kafka, "bad", dir.resolve("state"), unbounded).start();
    sendRefused();
    sendPoison();
    sendBytesThatAreNoUtf8();
    sendNothingButHeaders();
    sendATraceThatNeverEnds();
    sendAnIncidentOfThreeThousandLines();
    sendConfigs();
    sendTheFuture();
    SeedLog.sendWhole(site, "good", BEGAN, 4_000_000);
    site.awaitWorkedOff();
    sentRecords = site.sent().size();
    letters = site.deadLetters();
    incidents = new LinkedHashMap<>();
    for (var published : site.committed(site.topics().incidents())) {
      KernelIncident revision = PublishedAvro.incident(site.url(), published);
      incidents.put(revision.id(), revision);
    }
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void readsAGoodTraceAfterAllOfThat() {
    assertThat(only(incidents("good")).trace().callTraces().get(0).frames())
        .hasSize(SeedLog.FRAMES);
  }

  private static void sendRefused() {
    REFUSED.forEach(
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
    site.log(Optional.of("empty"), BEGAN, new byte[0]);
    site.log(Optional.of("empty"), BEGAN, null);
    site.config(Optional.of("empty"), BEGAN, new byte[0]);
    site.config(Optional.of("empty"), BEGAN, null);
    site.log(Optional.of("large"), BEGAN, LONG_LINE);
    site.log(Optional.of("large"), BEGAN, LONG_NUMBER);
    site.config(Optional.of("large"), BEGAN, LONG_NUMBER);
    byte[] binary = new byte[MEGABYTE];
    Arrays.fill(binary, (byte) 1);
    site.keyedLog(bytes("k".repeat(MEGABYTE)), BEGAN, binary);
  }

  @Test
  void setsAsideWhatItRefusesWithItsReason() {
    Map<String, byte[]> refused = new HashMap<>(REFUSED);
    refused.put("unknown_config", bytes("nothing that a command prints"));
    refused.forEach(
        (reason, value) ->
            assertThat(letters(reason))
                .as(reason)
                .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(value)));
  }

  @Test
  void setsAsideAnEmptyRecordAndOneWithoutValue() {
    for (String topic : List.of("bad.kernel.log", "bad.host.config")) {
      assertThat(letters("empty").stream().filter(l -> header(l, "source-topic").equals(topic)))
          .anySatisfy(letter -> assertThat(letter.value()).isNull())
          .anySatisfy(letter -> assertThat(letter.value()).isEmpty());
    }
  }

  @Test
  void keepsALetterWholeThatItsTopicTakes() {
    assertThat(letters("too_large"))
        .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(LONG_LINE));
  }

  @Test
  void cutsALetterThatIsTooLargeAndTellsWhatItWas() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> cut =
        letters("too_large").stream().filter(BadInputIT::isCut).toList();
    assertThat(cut).hasSize(2);
    assertCut(cut, LONG_NUMBER);
    assertThat(site.metric("oopsight_cut_total{what=\"dead_letter\"}")).isEqualTo(2);
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

  private static void sendPoison() {
    for (Poison.Sent sent : new Poison(20_090_625).records(1_000)) {
      site.send(sent, BEGAN);
    }
    SeedLog.goOn(site, "poisoned1", BEGAN.plusSeconds(3_600), 4_003_600);
  }

  @Test
  void saysWhereEveryLetterLay() {
    Map<String, byte[]> sources = new HashMap<>();
    for (String topic : List.of("bad.kernel.log", "bad.host.config")) {
      site.committed(topic)
          .forEach(r -> sources.put(topic + " " + r.partition() + " " + r.offset(), r.value()));
    }
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

  @Test
  void countsEveryRecord() {
    assertThat(site.metric("oopsight_records_total")).isEqualTo(sentRecords);
    assertThat(letters("internal_error")).isEmpty();
  }

  private static void sendBytesThatAreNoUtf8() {
    List<String> lines = new ArrayList<>(SeedLog.lines(4_000_000));
    lines.set(1, lines.get(1).replace("swapper", "swa\u00ff\u00c3per"));
    Instant at = BEGAN;
    for (String line : lines) {
      site.log(Optional.of("latin"), at, line.getBytes(ISO_8859_1));
      at = at.plusMillis(1);
    }
    SeedLog.goOn(site, "latin", BEGAN.plusSeconds(60), 4_000_060);
  }

  @Test
  void readsThroughBytesThatAreNoUtf8() {
    KernelIncident incident = only(incidents("latin"));
    assertThat(incident.trace().callTraces().get(0).frames()).hasSize(SeedLog.FRAMES);
    assertThat(incident.text().text()).contains("swa\uFFFD\uFFFDper");
  }

  private static void sendNothingButHeaders() {
    StringBuilder record = new StringBuilder();
    for (int i = 0; record.length() < 1.3 * MEGABYTE; i++) {
      record.append("[%d.000000] Oops: 0%n".formatted(i));
    }
    site.log("headers", BEGAN, record.toString());
    SeedLog.goOn(site, "headers", BEGAN.plusSeconds(60), 4_000_060);
  }

  @Test
  void takesARecordThatIsNothingButHeaders() {
    assertThat(incidents("headers")).isNotEmpty();
  }

  private static void sendATraceThatNeverEnds() {
    StringBuilder record = new StringBuilder(SeedLog.lines(4_000_000).get(0)).append('\n');
    record.append("[4000000.000200] Call Trace:\n");
    for (int i = 0; record.length() < 2 * MEGABYTE; i++) {
      String symbol = "f".repeat(1_000);
      record.append("[4000000.001000]  [<ffffffff802555f9>] %s%d+0x1/0x2%n".formatted(symbol, i));
    }
    site.log("endless", BEGAN, record.toString());
    SeedLog.goOn(site, "endless", BEGAN.plusSeconds(60), 4_000_060);
  }

  private static void sendAnIncidentOfThreeThousandLines() {
    StringBuilder record = new StringBuilder(SeedLog.lines(4_000_000).get(0)).append('\n');
    record.append("[4000000.000200] Call Trace:\n");
    for (int i = 0; i < 2_990; i++) {
      record.append("[4000000.001000]  [<ffffffff802555f9>] f%d+0x1/0x2%n".formatted(i));
    }
    site.log("long", BEGAN, record.toString());
    SeedLog.goOn(site, "long", BEGAN.plusSeconds(60), 4_000_060);
  }

  @Test
  void publishesNoIncidentThatATopicWouldRefuse() {
    assertThat(incidents("endless")).isNotEmpty();
    assertThat(site.committed(site.topics().incidents()))
        .allSatisfy(r -> assertThat(r.value()).hasSizeLessThanOrEqualTo(512 << 10));
    assertThat(site.committed(site.topics().incidents(SiemFormat.ECS)))
        .allSatisfy(r -> assertThat(r.value()).hasSizeLessThanOrEqualTo(512 << 10));
  }

  @Test
  void cutsTheListsOfALongIncidentAndTellsTheirLengths() {
    KernelIncident incident = only(incidents("long"));

    assertThat(incident.trace().frames()).hasSize(1_000);
    assertThat(incident.cuts()).containsExactly(new Cut("frames", 2_990));
    assertThat(incident.text().bytes()).isGreaterThan(incident.text().text().length());
  }

  private static void sendConfigs() {
    StringBuilder config = new StringBuilder("vm.min_free_kbytes = 11495\n");
    for (int i = 0; config.length() < 2 * MEGABYTE; i++) {
      config.append("net.ipv4.conf.veth%d.forwarding = 0%n".formatted(i));
    }
    site.config("rich", BEGAN.minusSeconds(60), config.toString());
    SeedLog.sendWhole(site, "rich", BEGAN, 4_000_000);
    site.config("stuck", BEGAN, "vm.min_free_kbytes = 11495\n".repeat(4 * MEGABYTE / 27));
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 300_000; i++) keys.append("net.k").append(i).append(" = 1\n");
    site.config("keys", BEGAN, keys.toString());
    for (String year : List.of("-999999999", "+999999999", "1969")) {
      site.config(
          "never",
          BEGAN,
          "{\"collected_at\":\"%s-01-01T00:00:00Z\",\"sections\":[{\"name\":\"sysctl\",\"values\":{}}]}"
              .formatted(year));
    }
  }

  @Test
  void takesConfigOfMegabytes() {
    assertThat(only(incidents("rich")).trace().callTraces().get(0).frames())
        .hasSize(SeedLog.FRAMES);
    assertThat(only(incidents("rich")).config())
        .anySatisfy(setting -> assertThat(setting.value()).isEqualTo("11495"));
  }

  @Test
  void takesConfigThatSaysTheSameOverAndOver() {
    assertThat(Http.get(site.url() + "/api/v1/hosts/stuck/config").body().length())
        .isLessThan(10_000);
  }

  @Test
  void refusesConfigOfMoreKeysThanThereAre() {
    assertThat(letters("too_large"))
        .anySatisfy(
            letter -> assertThat(letter.value()).startsWith(bytes("net.k0 = 1\nnet.k1 = 1\n")));
  }

  @Test
  void refusesConfigOfAMomentThatNoClockShows() {
    assertThat(letters("malformed_config")).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void setsAsideARecordWithAKeyAsLargeAsItsValue() {
    assertThat(letters("binary"))
        .anySatisfy(
            letter ->
                assertThat(letter.key())
                    .isNotNull()
                    .hasSizeBetween(1_000, 100_000)
                    .containsOnly((byte) 'k'));
  }

  private static void sendTheFuture() {
    Instant future = Instant.parse("2262-01-01T00:00:00Z");
    SeedLog.send(site, "future", future, SeedLog.lines(4_000_000));
    site.config("future", future, "vm.min_free_kbytes = 11495");
  }

  @Test
  void doesNotBelieveARecordOfTheFarFuture() {
    assertThat(only(incidents("future")).firstAt().at())
        .isBefore(Instant.now().plus(Duration.ofMinutes(1)));
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(String reason) {
    return letters.stream().filter(l -> header(l, "reason").equals(reason)).toList();
  }

  /** The newest revision of each incident of a host. */
  private static List<KernelIncident> incidents(String host) {
    return incidents.values().stream().filter(i -> i.host().value().equals(host)).toList();
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
