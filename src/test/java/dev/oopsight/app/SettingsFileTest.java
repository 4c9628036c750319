package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.oopsight.access.Access;
import dev.oopsight.assembly.AssemblyBounds;
import dev.oopsight.incident.IncidentBounds;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.PipelineMetrics;
import dev.oopsight.topology.PipelineSettings.Limits;
import dev.oopsight.topology.Retention;
import dev.oopsight.wire.Bounds;
import dev.oopsight.wire.ConfigBounds;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

  private final FakeParts parts = new FakeParts();
  @TempDir private Path dir;

  @Test
  void needsNoMoreThanTheBrokers() throws IOException {
    Ran ran = run("bootstrap.servers = kafka:9092\n");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    Settings settings = parts.settings;
    assertThat(settings.bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(settings.applicationId()).isEqualTo("oopsight");
    assertThat(settings.logs().names()).containsExactly("kernel.log");
    assertThat(settings.configs().names()).containsExactly("host.config");
    assertThat(settings.hostPartitions()).isEqualTo(12);
    assertThat(settings.retention()).isEqualTo(Retention.DEFAULT);
    assertThat(settings.notices()).isTrue();
    assertThat(settings.siemFormats()).containsExactly(SiemFormat.ECS);
    assertThat(settings.rules()).isEmpty();
    assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.access()).isEqualTo(Access.OPEN);
    assertThat(settings.start()).isEqualTo(Start.EARLIEST);
    assertThat(settings.registryUrl()).isEqualTo("embedded:");
    assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
  }

  @Test
  void takesEveryKey() throws IOException {
    Ran ran =
        run(
            """
            bootstrap.servers = a:9092, b:9093
            application.id = pipeline
            prefix = site1.
            input.logs = syslog, journal
            input.configs = /facts\\\\..*/
            input.aliases = names
            input.zone = Europe/Berlin
            start = -PT24H
            host.partitions = 48
            incidents.notices = off
            incidents.retention = P30D
            config.history = PT36H
            siem.formats =
            rules.dir = /etc/oopsight/rules
            state.dir = /var/lib/oopsight
            http.host = 0.0.0.0
            http.port = 0
            http.users.file = /etc/oopsight/users
            http.tls.certificate = /etc/oopsight/tls.crt
            http.tls.key = /etc/oopsight/tls.key
            http.requests = 50
            http.connections = 60
            http.metrics.open = on
            http.audit = all
            http.audit.file = /var/log/oopsight-audit
            schema.registry.url = https://one:8081, https://two:8081
            basic.auth.user.info = me:secret
            schema.registry.ssl.truststore.location = /etc/trust
            kafka.security.protocol = SASL_SSL
            kafka.consumer.fetch.max.bytes = 1000
            """);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    Settings settings = parts.settings;
    assertThat(settings.applicationId()).isEqualTo("site1.pipeline");
    assertThat(settings.logs().names()).containsExactly("syslog", "journal");
    assertThat(settings.configs().pattern().orElseThrow().pattern()).isEqualTo("facts\\..*");
    assertThat(settings.inputZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(settings.start().ago()).contains(Duration.ofHours(24));
    assertThat(settings.notices()).isFalse();
    assertThat(settings.siemFormats()).isEmpty();
    assertThat(settings.rules()).containsExactly(Path.of("/etc/oopsight/rules"));
    assertThat(settings.retention())
        .isEqualTo(new Retention(Duration.ofDays(30), Duration.ofHours(36)));
    assertThat(settings.access())
        .isEqualTo(
            new Access(
                Optional.of(Path.of("/etc/oopsight/users")),
                false,
                true,
                Optional.of(
                    new Access.Tls(
                        Path.of("/etc/oopsight/tls.crt"), Path.of("/etc/oopsight/tls.key"))),
                new Access.Bounds(
                    50,
                    60,
                    Access.Bounds.DEFAULT.headWithin(),
                    Access.Bounds.DEFAULT.idle(),
                    Access.Bounds.DEFAULT.bodyRate()),
                new Access.Audit(true, Optional.of(Path.of("/var/log/oopsight-audit")))));
    assertThat(settings.registry())
        .contains(
            entry("basic.auth.user.info", "me:secret"),
            entry("schema.registry.ssl.truststore.location", "/etc/trust"));
    assertThat(settings.kafka())
        .containsOnly(
            entry("security.protocol", "SASL_SSL"), entry("consumer.fetch.max.bytes", "1000"));
  }

  @Test
  void takesEveryLimit() throws IOException {
    Ran ran =
        run(
            """
            bootstrap.servers = a:9092
            input.record.bytes = 9000000
            input.line.bytes = 8000
            config.bytes = 7000
            config.keys = 60
            config.value.chars = 50
            trace.lines = 400
            trace.chars = 3000
            trace.silence = PT1S
            trace.amendable = PT1M
            trace.open = PT0.1S
            trace.open.lines = 2
            trace.kept.heap = 30
            incident.bytes = 100000
            incident.text.bytes = 2000
            incident.list.length = 10
            incident.changes.within = P2D
            """);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(parts.settings.limits())
        .isEqualTo(
            new Limits(
                new Bounds(9_000_000, 8_000),
                new ConfigBounds(7_000, 60, 50),
                new AssemblyBounds(
                    400,
                    3_000,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofMillis(100),
                    2,
                    AssemblyBounds.DEFAULT.keptBytes()),
                new IncidentBounds(100_000, 2_000, 10, Duration.ofDays(2)),
                Limits.DEFAULT.letterBytes(),
                30));
  }

  @Test
  void tellsTheLineOfEachFault() throws IOException {
    Ran ran =
        run(
            """
            # a comment that ends like this \\
            bootstrap.servers = a:9092,\\
                b:9092

            http.port = x
            http.host = \\
              two words
            htp.port = 1
            """);

    Path file = dir.resolve("settings");
    assertThat(ran.err())
        .contains("3 faults in the settings")
        .contains(file + ":5: http.port must be")
        .contains(file + ":6: http.host must be")
        .contains(file + ":8: unknown key htp.port");
  }

  @Test
  void refusesAKeyThatIsSetTwice() throws IOException {
    Ran ran = run("bootstrap.servers = a:1\nhttp.port = 1\nhttp.port = 1\n");

    Path file = dir.resolve("settings");
    assertThat(ran.err()).contains(file + ":3: http.port is set before, at " + file + ":2");
  }

  @ParameterizedTest
  @CsvSource({
    "input.line.bytes, 2000, input.record.bytes, 1999",
    "incident.text.bytes, 70000, incident.bytes, 65536"
  })
  void refusesAPartThatIsLargerThanTheWhole(String part, String large, String whole, String small) {
    assertThat(faults(Map.of(part, large, whole, small)))
        .containsExactly("%s must be at most %s, which is %s".formatted(part, whole, small));
  }

  @Test
  void tellsAllFaultsAtOnceInOneLine() throws IOException {
    Ran ran =
        run(
            """
            htp.port = 8080
            http.port = 80800
            host.partitions = many
            input.zone = Mars/Olympus
            kafka.isolation.level = read_uncommitted
            """);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err())
        .contains("6 faults")
        .contains("unknown key htp.port (did you mean http.port?)")
        .contains("http.port must be a number from 0 to 65535, not \"80800\"")
        .contains("host.partitions must be a number")
        .contains("input.zone must be a zone")
        .contains("kafka.isolation.level is not yours to set")
        .contains("bootstrap.servers is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processing.guarantee",
        "isolation.level",
        "consumer.isolation.level",
        "main.consumer.isolation.level",
        "producer.acks",
        "producer.enable.idempotence",
        "transactional.id",
        "default.value.serde",
        "producer.value.serializer",
        "application.id",
        "bootstrap.servers",
        "consumer.auto.offset.reset",
        "partitioner.class",
        "production.exception.handler",
        "topic.cleanup.policy",
        "topic.retention.ms",
        "ensure.explicit.internal.resource.naming",
        "producer.max.request.size",
        "topic.max.message.bytes",
      })
  void refusesKafkaKeysThatBreakAPromise(String key) {
    assertThat(faults(Map.of("kafka." + key, "x"))).singleElement().asString().contains(key);
  }

  @Test
  void tellsWhichValueKafkaDoesNotTake() throws IOException {
    for (String line :
        List.of(
            "kafka.num.stream.threads = many",
            "kafka.producer.max.in.flight.requests.per.connection = 6",
            "kafka.consumer.fetch.max.bytes = 1 MB")) {
      Ran ran = run("bootstrap.servers = a:1\n" + line + "\n");

      assertThat(ran.err())
          .contains(dir.resolve("settings") + ":2: Kafka's clients take no such value")
          .contains(line.substring(line.indexOf(' ') + 3));
      assertThat(ran.err().lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "num.stream.threads, 2",
    "num.standby.replicas, 1",
    "sasl.jaas.config, x",
    "producer.compression.type, zstd",
    "producer.max.request.size, 10000000",
    "consumer.max.poll.records, 100",
    "group.instance.id, x",
    "commit.interval.ms, 1000",
    "some.interceptors.own, x",
  })
  void passesKafkaKeysThatDoNot(String key, String value) {
    assertThat(faults(Map.of("kafka." + key, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bootstrap.servers | kafka",
        "bootstrap.servers | kafka:9092,",
        "application.id | a b",
        "prefix | a/b",
        "input.logs | a,,b",
        "input.logs | /(/",
        "input.logs | ..",
        "input.aliases | a,b",
        "incidents.notices | yes",
        "incidents.retention | 90",
        "incidents.retention | PT59M",
        "config.history | -P400D",
        "siem.formats | xml",
        "siem.formats | ecs,",
        "start | yesterday",
        "start | PT24H",
        "start | -PT0S",
        "host.partitions | 0",
        "host.partitions | 99999999999",
        "input.record.bytes | 0",
        "config.bytes | 4194305",
        "trace.silence | PT0S",
        "trace.silence | 2",
        "trace.amendable | P1D",
        "trace.chars | 1000000",
        "incident.bytes | 1000",
        "http.port | -1",
        "http.host | two words",
        "http.audit | none",
        "http.requests | 0",
        "http.open | yes",
        "state.dir | ''",
        "schema.registry.url | ftp://x",
        "schema.registry.url | localhost:8081",
      })
  void refusesAValueThatMakesNoSense(String key, String value) {
    assertThat(faults(Map.of(key, value))).singleElement().asString().startsWith(key + " must be");
  }

  @ParameterizedTest
  @CsvSource({
    "http.prot, http.port",
    "input.log, input.logs",
    "schema.registy.url, schema.registry.url",
    "statedir, state.dir",
    "basic.auth.user.inf, basic.auth.user.info",
    "security.protocol, kafka.security.protocol",
    "num.stream.threads, kafka.num.stream.threads",
  })
  void guessesWhatAMistypedKeyWasMeantToBe(String typed, String meant) {
    assertThat(faults(Map.of(typed, "1")))
        .containsExactly("unknown key " + typed + " (did you mean " + meant + "?)");
  }

  @Test
  void opensTheApiToOthersOnlyWhereItIsSaidWhoMayAsk() {
    for (String host : List.of("0.0.0.0", "::", "10.0.0.7", "example.com", "localhost.evil.com")) {
      assertThat(faults(Map.of("http.host", host)))
          .singleElement()
          .asString()
          .contains("http.host = " + host, "http.users.file", "http.open = on");
      assertThat(faults(Map.of("http.host", host, "http.open", "on"))).isEmpty();
      assertThat(faults(Map.of("http.host", host, "http.users.file", "u"))).isEmpty();
    }
    for (String host : List.of("127.0.0.1", "127.0.0.53", "::1", "localhost")) {
      assertThat(faults(Map.of("http.host", host))).as(host).isEmpty();
    }
  }

  @Test
  void refusesHalfOfTwoThingsThatGoTogetherAndTwoThatContradict() {
    assertThat(faults(Map.of("http.tls.key", "k"))).singleElement().asString().contains("together");
    assertThat(faults(Map.of("http.tls.certificate", "c")))
        .singleElement()
        .asString()
        .contains("together");
    assertThat(faults(Map.of("http.open", "on", "http.users.file", "u")))
        .singleElement()
        .asString()
        .contains("contradicts");
  }

  @Test
  void guessesNothingForAKeyThatIsLikeNone() {
    assertThat(faults(Map.of("log4j.rootLogger", "INFO")))
        .singleElement()
        .asString()
        .contains("docs/settings.md");
  }

  @Test
  void refusesAFileThatCannotBeRead() throws IOException {
    assertThat(Ran.of(parts, "run", "--config", dir.resolve("none").toString()).err())
        .contains("there is no such file");
    assertThat(run("a = \\u12").exitCode()).isEqualTo(1);
    Files.write(dir.resolve("latin1"), new byte[] {'a', '=', (byte) 0xE9});
    assertThat(Ran.of(parts, "run", "--config", dir.resolve("latin1").toString()).exitCode())
        .isEqualTo(1);
  }

  @Test
  void isDocumentedKeyByKey() throws IOException {
    String document = Files.readString(Path.of("docs/settings.md"));

    assertThat(document.lines())
        .containsSubsequence(Stream.of(Setting.values()).map(SettingsFileTest::row).toList());
  }

  @Test
  void documentsNoKeyThatThereIsNot() throws IOException {
    String document = Files.readString(Path.of("docs/settings.md"));

    assertThat(Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)`").matcher(between(document)).results())
        .extracting(found -> found.group(1))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(Setting.of(key)).as(key).isPresent());
  }

  @Test
  void wantsAKeyWhereNamesAreReplaced() {
    assertThat(faults(Map.of("redact.pointers", "on"))).isEmpty();
    assertThat(faults(Map.of("redact.hosts", "on", "redact.key", "sixteen letters!"))).isEmpty();
    assertThat(faults(Map.of("redact.comms", "on", "redact.key", "short")))
        .singleElement()
        .asString()
        .contains("redact.key", "at least 16 characters");
    assertThat(faults(Map.of("redact.hosts", "on")))
        .singleElement()
        .asString()
        .contains("redact.key");
    assertThat(faults(Map.of("redact.hosts", "yes")))
        .singleElement()
        .asString()
        .contains("on or off");
  }

  @Test
  void documentsCountersThatThereAre() throws IOException {
    String document = Files.readString(Path.of("docs/settings.md"));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new PipelineMetrics(registry);
    String scraped = registry.scrape();

    assertThat(Pattern.compile("oopsight_\\w+(?:\\{\\w+=\"\\w+\"})?").matcher(document).results())
        .extracting(MatchResult::group)
        .isNotEmpty()
        .allSatisfy(meter -> assertThat(scraped).contains("\n" + meter));
  }

  /** The part of the document in which limits are named. */
  private static String between(String document) {
    return document.substring(
        document.indexOf("| limit |"), document.indexOf("| what the dead letters"));
  }

  private static String row(Setting setting) {
    String preset = setting.preset().map(p -> p.isEmpty() ? "empty" : "`" + p + "`").orElse("–");
    return "| `%s` | %s | %s |".formatted(setting.key(), preset, setting.says());
  }

  private Ran run(String settings) throws IOException {
    Path file = Files.writeString(dir.resolve("settings"), settings);
    return Ran.of(parts, "run", "--config", file.toString());
  }

  private static List<String> faults(Map<String, String> given) {
    Map<String, String> whole = new TreeMap<>(given);
    whole.putIfAbsent("bootstrap.servers", "kafka:9092");
    List<String> faults = new ArrayList<>();
    assertThat(SettingsFile.read(whole, faults).isEmpty()).isEqualTo(!faults.isEmpty());
    return faults;
  }
}
