package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.topology.TopicPlan;
import dev.oopsight.topology.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** The sinks for Kafka Connect under {@code deploy/connect}. */
class ConnectConfigsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, NewTopic> TOPICS =
      TopicPlan.ours(Topics.DEFAULT, 1, (short) 1).stream()
          .collect(Collectors.toMap(NewTopic::name, topic -> topic));

  private final List<JsonNode> sinks = sinks();

  @Test
  void readTopicsThatThereAreAndOnlyWhatIsCommitted() {
    assertThat(sinks)
        .hasSize(4)
        .allSatisfy(
            sink -> {
              assertThat(TOPICS.keySet()).containsAll(topics(sink));
              assertThat(setting(sink, "consumer.override.isolation.level"))
                  .isEqualTo("read_committed");
              assertThat(setting(sink, "key.converter")).endsWith(".StringConverter");
            });
  }

  @Test
  void replaceADocumentByItsKeyAsAWhole() {
    assertThat(sinks.stream().filter(s -> !setting(s, "connector.class").contains("splunk")))
        .hasSize(3)
        .allSatisfy(
            sink -> {
              assertThat(setting(sink, "key.ignore")).isEqualTo("false");
              assertThat(setting(sink, "schema.ignore")).isEqualTo("true");
              assertThat(setting(sink, "write.method") + setting(sink, "index.write.method"))
                  .isEqualTo("insert");
            });
  }

  /** Versions are offsets, and records can come twice; Aiven's sink would stop at the second. */
  @Test
  void goOnWhenARecordComesAgain() {
    assertThat(sinks.stream().filter(s -> setting(s, "connector.class").contains("aiven")))
        .singleElement()
        .satisfies(s -> assertThat(setting(s, "behavior.on.version.conflict")).isEqualTo("ignore"));
  }

  /** Only a compacted topic says by null that something is gone. */
  @Test
  void deleteWhatIsGoneWhereTheTopicSaysSo() {
    for (JsonNode sink : sinks) {
      String nulls = setting(sink, "behavior.on.null.values");
      boolean compacted =
          topics(sink).stream()
              .map(TOPICS::get)
              .anyMatch(t -> "compact".equals(t.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG)));
      if (!nulls.isEmpty()) assertThat(nulls).isEqualTo(compacted ? "delete" : "ignore");
    }
  }

  @Test
  void giveSplunkASourceTypeForEachTopic() {
    JsonNode splunk =
        sinks.stream()
            .filter(s -> setting(s, "connector.class").contains("splunk"))
            .findFirst()
            .orElseThrow();

    assertThat(setting(splunk, "splunk.sourcetypes").split(",")).hasSameSizeAs(topics(splunk));
    assertThat(setting(splunk, "splunk.indexes").split(",")).hasSameSizeAs(topics(splunk));
  }

  @Test
  void holdNoSecret() {
    for (JsonNode sink : sinks) {
      sink.path("config")
          .properties()
          .forEach(
              s -> {
                if (s.getKey().matches(".*(password|token)")) {
                  assertThat(s.getValue().asText()).startsWith("${file:");
                }
              });
    }
  }

  private static List<String> topics(JsonNode sink) {
    return List.of(setting(sink, "topics").split(","));
  }

  private static String setting(JsonNode sink, String key) {
    return sink.path("config").path(key).asText();
  }

  private static List<JsonNode> sinks() {
    try (Stream<Path> files = Files.list(Path.of("deploy/connect"))) {
      return files.sorted().map(ConnectConfigsTest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
