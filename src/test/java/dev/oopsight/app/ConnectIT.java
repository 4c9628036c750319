package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.oopsight.connect.ConnectWorker;
import dev.oopsight.connect.DocumentSinks;
import dev.oopsight.connect.DocumentStore;
import dev.oopsight.connect.RegistryAvroConverter;
import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.oracle.Fleet;
import dev.oopsight.oracle.FleetSender;
import dev.oopsight.oracle.Topic;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.wire.Formats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sinks of {@code deploy/connect}, run by Kafka Connect as they stand there: only names of
 * hosts and topics, and the classes that Maven Central does not hold, are put in place of others.
 */
@ExtendWith(SharedKafka.class)
@TestMethodOrder(OrderAnnotation.class)
class ConnectIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ELASTICSEARCH = "elasticsearch";
  private static final String STATE = "elasticsearch-state";
  private static final String OPENSEARCH = "opensearch";
  private static final String OCSF = "ocsf";
  private static final String SECRETS = "secrets.properties";

  @TempDir static Path dir;

  private static Site site;
  private static ConnectWorker connect;
  private static final Map<String, DocumentStore> STORES = new TreeMap<>();
  private static final Map<String, Map<String, String>> SINKS = new TreeMap<>();

  @BeforeAll
  static void start(EmbeddedKafka kafka) throws Exception {
    site =
        Site.publishing(
            Set.of(SiemFormat.ECS, SiemFormat.OCSF), kafka, "connected", dir.resolve("state"));
    site.start();
    connect = ConnectWorker.start(kafka.bootstrapServers(), dir);
    Files.write(
        dir.resolve(SECRETS),
        List.of(
            ELASTICSEARCH + " = " + DocumentStore.PASSWORD,
            OPENSEARCH + " = " + DocumentStore.PASSWORD));
    for (String sink : List.of(ELASTICSEARCH, STATE, OPENSEARCH)) create(sink, shipped(sink));
    Map<String, String> ocsf = shipped(ELASTICSEARCH);
    ocsf.put("topics", site.topics().incidents(SiemFormat.OCSF));
    create(OCSF, ocsf);

    Fleet fleet = Fleet.of(4, List.of(Formats.KMSG, Formats.SYSLOG, Formats.JOURNAL_JSON), 3);
    try (FleetSender sender = new FleetSender(fleet, kafka.bootstrapServers(), site.topics())) {
      sender.configs().logs();
    }
    site.trial().awaitWorkedOff(Site.PATIENCE);
    awaitRead(SINKS.keySet());
  }

  @AfterAll
  static void stop() {
    connect.close();
    STORES.values().forEach(DocumentStore::close);
    site.close();
  }

  private static void create(String sink, Map<String, String> config) throws Exception {
    STORES.put(sink, DocumentStore.start());
    config.put("connection.url", STORES.get(sink).url());
    SINKS.put(sink, config);
    connect.create(sink, config);
  }

  private static Map<String, String> shipped(String name) throws Exception {
    Map<String, String> config = new HashMap<>();
    JSON.readTree(Files.readString(Path.of("deploy/connect", name + ".json")))
        .path("config")
        .properties()
        .forEach(setting -> config.put(setting.getKey(), setting.getValue().asText()));
    config.compute(
        "connection.password",
        (k, v) -> v.replaceFirst("file:[^:]+", "file:" + dir.resolve(SECRETS)));
    config.compute("topics", (k, v) -> v.replaceAll("(?<=^|,)", site.topics().prefix()));
    config.replace(
        "connector.class",
        (name.equals(OPENSEARCH)
                ? DocumentSinks.OpenSearch.class
                : DocumentSinks.Elasticsearch.class)
            .getName());
    config.replace(
        "value.converter",
        "io.confluent.connect.avro.AvroConverter",
        RegistryAvroConverter.class.getName());
    config.replace("value.converter.schema.registry.url", site.url() + "/registry");
    return config;
  }

  @Test
  @Order(1)
  void holdTheNewestRecordOfEachKey() throws Exception {
    for (String sink : List.of(ELASTICSEARCH, OPENSEARCH, OCSF)) {
      for (String topic : topics(sink)) {
        Map<String, JsonNode> newest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : site.committed(topic)) {
          newest.put(new String(record.key(), UTF_8), JSON.readTree(record.value()));
        }
        assertThat(newest).as(topic).isNotEmpty();
        assertThat(STORES.get(sink).documents(topic)).isEqualTo(newest);
      }
    }
  }

  @Test
  @Order(1)
  void holdWhatTheAvroTopicSaysOfEachIncident() {
    Map<String, Integer> revisions =
        site.revisions().stream()
            .collect(
                Collectors.toMap(
                    incident -> incident.id().toString(), KernelIncident::revision, Math::max));
    Map<String, Integer> held = new TreeMap<>();
    states().forEach((id, document) -> held.put(id, document.path("revision").asInt()));
    assertThat(held).isNotEmpty().isEqualTo(revisions);
    assertThat(states().values())
        .allSatisfy(
            document -> assertThat(document.path("trace").path("kind").asText()).isNotEmpty());
  }

  @Test
  @Order(2)
  void areTheSameAfterAllWasReadAgain() throws Exception {
    Map<String, Map<String, JsonNode>> before = everything();

    for (String sink : SINKS.keySet()) {
      connect.forget(sink);
      connect.create(sink, SINKS.get(sink));
    }
    awaitRead(SINKS.keySet());

    assertThat(everything()).isEqualTo(before);
  }

  /**
   * How often an incident was revised depends on what came together, and a refusal is of when it
   * was refused; all else stays.
   */
  @Test
  @Order(3)
  void areTheSameAfterAnotherPipelineWorkedOffTheSameInput() throws Exception {
    Map<String, Map<String, JsonNode>> before = everything();

    try (Site again = site.anew(dir.resolve("anew"))) {
      again.start().trial().awaitWorkedOff(Site.PATIENCE);
    }
    awaitRead(SINKS.keySet());

    assertThat(withoutRevisions(everything())).isEqualTo(withoutRevisions(before));
  }

  @Test
  @Order(4)
  void dropTheIncidentThatExpiresWhereTheTopicIsOfWhatIsThere() throws Exception {
    String id = states().keySet().iterator().next();
    int all = STORES.get(ELASTICSEARCH).documents(topics(ELASTICSEARCH).get(0)).size();

    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> settings = Map.of("bootstrap.servers", site.settings().bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
      producer
          .send(new ProducerRecord<>(site.topics().incidentStates(), id.getBytes(UTF_8), null))
          .get();
    }
    awaitRead(Set.of(STATE));

    assertThat(states()).doesNotContainKey(id).hasSize(all - 1);
  }

  private static Map<String, JsonNode> states() {
    return STORES.get(STATE).documents(site.topics().incidentStates());
  }

  private static List<String> topics(String sink) {
    return List.of(SINKS.get(sink).get("topics").split(","));
  }

  /** Returns when each of these sinks has committed that it wrote all there is. */
  private static void awaitRead(Set<String> sinks) {
    String bootstrap = site.settings().bootstrapServers();
    await("all read")
        .atMost(Site.PATIENCE)
        .until(
            () -> {
              assertThat(connect.faults()).isEmpty();
              return sinks.stream()
                  .allMatch(
                      sink ->
                          topics(sink).stream()
                              .allMatch(
                                  topic ->
                                      Topic.isReadBy(bootstrap, topic, ConnectWorker.group(sink))));
            });
  }

  private static Map<String, Map<String, JsonNode>> everything() {
    Map<String, Map<String, JsonNode>> all = new TreeMap<>();
    SINKS.keySet().stream()
        .flatMap(sink -> topics(sink).stream().map(topic -> Map.entry(sink, topic)))
        .forEach(of -> all.put(of.toString(), STORES.get(of.getKey()).documents(of.getValue())));
    return all;
  }

  private static Map<String, Map<String, JsonNode>> withoutRevisions(
      Map<String, Map<String, JsonNode>> all) {
    all.forEach(
        (index, documents) ->
            documents
                .values()
                .forEach(
                    document -> {
                      unrevised(document);
                      if (index.contains("dead-letters")) without(document, "@timestamp");
                    }));
    return all;
  }

  private static void unrevised(JsonNode document) {
    without(
        document, "revision", "change", "activity_id", "activity_name", "type_name", "type_uid");
    without(document.path("event"), "sequence", "action");
    without(document.path("metadata"), "sequence", "uid");
    for (JsonNode kernel : List.of(document, document.path("unmapped"))) {
      without(kernel.path("kernel"), "change");
    }
  }

  private static void without(JsonNode document, String... fields) {
    if (document instanceof ObjectNode object) object.remove(List.of(fields));
  }
}
