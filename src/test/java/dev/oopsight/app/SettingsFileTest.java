package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.oopsight.topology.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.start().offsetReset()).isEqualTo("earliest");
    assertThat(settings.registryUrl()).isEqualTo("embedded:");
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
            incidents.retention = P30D
            config.history = PT36H
            state.dir = /var/lib/oopsight
            http.host = 0.0.0.0
            http.port = 0
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
    assertThat(settings.start().offsetReset()).isEqualTo("by_duration:PT24H");
    assertThat(settings.retention())
        .isEqualTo(new Retention(Duration.ofDays(30), Duration.ofHours(36)));
    assertThat(settings.registry())
        .contains(
            entry("basic.auth.user.info", "me:secret"),
            entry("schema.registry.ssl.truststore.location", "/etc/trust"));
    assertThat(settings.kafka())
        .containsOnly(
            entry("security.protocol", "SASL_SSL"), entry("consumer.fetch.max.bytes", "1000"));
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
      })
  void refusesKafkaKeysThatBreakAPromise(String key) {
    assertThat(faults(Map.of("kafka." + key, "x"))).singleElement().asString().contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "num.stream.threads",
        "num.standby.replicas",
        "sasl.jaas.config",
        "producer.compression.type",
        "consumer.max.poll.records",
        "group.instance.id",
        "commit.interval.ms",
      })
  void passesKafkaKeysThatDoNot(String key) {
    assertThat(faults(Map.of("kafka." + key, "x"))).isEmpty();
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
        "incidents.retention | 90",
        "incidents.retention | PT59M",
        "config.history | -P400D",
        "start | yesterday",
        "start | PT24H",
        "start | -PT0S",
        "host.partitions | 0",
        "host.partitions | 99999999999",
        "http.port | -1",
        "http.host | two words",
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
  })
  void guessesWhatAMistypedKeyWasMeantToBe(String typed, String meant) {
    assertThat(faults(Map.of(typed, "1")))
        .containsExactly("unknown key " + typed + " (did you mean " + meant + "?)");
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
