package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.embedded.SampleFleet;
import dev.oopsight.embedded.SampleRecord;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.oracle.Topic;
import dev.oopsight.query.Answer;
import dev.oopsight.query.IncidentFilter;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.Topics;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample fleet, the whole way: from Kafka through the pipeline to Kafka and HTTP. */
class DemoIT {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Instant TRACE_OF_THE_SEED = Instant.parse("2009-06-25T03:12:01Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static EmbeddedSystem demo;
  private static List<KernelIncident> revisions;

  @BeforeAll
  static void replayTheFleet() throws InterruptedException {
    demo = EmbeddedSystem.start(0, 0);
    demo.send(SampleFleet.records());
    demo.awaitWorkedOff(Duration.ofSeconds(45));
    Awaitility.await("the last commit")
        .until(() -> committed(TOPICS.incidents(SiemFormat.ECS)).size() >= 6);
    revisions =
        committed(TOPICS.incidents()).stream()
            .map(record -> PublishedAvro.incident(demo.url(), record))
            .toList();
  }

  @AfterAll
  static void leavesNothingBehind() throws Exception {
    Path logs = logDirectory();
    List<Integer> ports = List.of(portOf(demo.url()), portOf("kafka://" + demo.bootstrapServers()));
    assertThat(logs).isDirectory();

    demo.close();

    assertThat(logs.getParent().getParent()).doesNotExist();
    for (int port : ports) new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  private static int portOf(String url) {
    return URI.create(url).getPort();
  }

  private static Path logDirectory() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", demo.bootstrapServers()))) {
      return Path.of(
          admin
              .describeLogDirs(List.of(1))
              .allDescriptions()
              .get()
              .get(1)
              .keySet()
              .iterator()
              .next());
    }
  }

  @Test
  void publishesTheIncidentsThatTheApiTellsOf() {
    assertThat(newest(revisions)).hasSizeGreaterThanOrEqualTo(6);
    newest(revisions)
        .forEach((id, incident) -> assertThat(stored(id)).as("%s", id).isEqualTo(incident));
    long known = SampleFleet.hosts().stream().mapToLong(host -> storedOf(host).size()).sum();
    assertThat(newest(revisions)).hasSize((int) known);
  }

  @Test
  void publishesEveryRevisionUnderItsHost() {
    assertThat(committed(TOPICS.incidents()))
        .allSatisfy(
            record ->
                assertThat(PublishedAvro.incident(demo.url(), record).host().value())
                    .isEqualTo(new String(record.key(), UTF_8)));
    revisions.stream()
        .collect(groupingBy(KernelIncident::id))
        .values()
        .forEach(
            ofOne ->
                assertThat(ofOne.stream().map(KernelIncident::revision))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .startsWith(1));
  }

  @Test
  void explainsTheSeed() {
    KernelIncident seed =
        revisions.stream()
            .filter(i -> i.host().equals(new HostId("web1")))
            .filter(i -> i.firstAt().at().equals(TRACE_OF_THE_SEED))
            .reduce((first, second) -> second)
            .orElseThrow();

    assertThat(seed.trace().kind()).isEqualTo(Kind.PAGE_ALLOCATION_FAILURE);
    assertThat(seed.trace().guilty().orElseThrow().symbol()).isEqualTo("tg3_alloc_rx_skb");
    assertThat(seed.trace().callTraces().get(0).frames()).hasSize(23);
    assertThat(((Detail.AllocationFailure) seed.trace().detail()).order()).isEqualTo(1);
    assertThat(seed.config())
        .anySatisfy(
            setting -> {
              assertThat(setting.key()).contains("tcp-segmentation-offload");
              assertThat(setting.value()).isEqualTo("on");
            })
        .anySatisfy(
            setting -> {
              assertThat(setting.key()).contains("vm.min_free_kbytes");
              assertThat(setting.value()).isEqualTo("11495");
            });
    assertThat(seed.diagnosis().findings()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void keepsTheNewestRevisionOfEachIncidentForUpserts() {
    Map<IncidentId, KernelIncident> states =
        committed(TOPICS.incidentStates()).stream()
            .collect(
                toMap(
                    record -> new IncidentId(UUID.fromString(new String(record.key(), UTF_8))),
                    record -> PublishedAvro.incident(demo.url(), record),
                    (older, newer) -> newer));

    assertThat(states).isEqualTo(newest(revisions));
  }

  @Test
  void writesOneEcsDocumentForEachRevision() {
    List<ConsumerRecord<byte[], byte[]>> records = committed(TOPICS.incidents(SiemFormat.ECS));

    assertThat(records)
        .allSatisfy(
            record ->
                assertThat(json(record).path("event").path("id").asText())
                    .isEqualTo(new String(record.key(), UTF_8)));
    assertThat(records.stream().map(DemoIT::json).map(DemoIT::idAndSequence))
        .containsExactlyInAnyOrderElementsOf(
            revisions.stream().map(r -> r.id() + " " + r.revision()).toList());
  }

  @Test
  void setsThePoisonAsideWithItsBytesAndWhereItLay() {
    byte[] poison = poison().value();

    List<ConsumerRecord<byte[], byte[]>> letters = committed(TOPICS.deadLetters());

    assertThat(letters).hasSize(1);
    ConsumerRecord<byte[], byte[]> letter = letters.get(0);
    assertThat(letter.value()).isEqualTo(poison);
    assertThat(letter.key()).isEqualTo("edge1".getBytes(UTF_8));
    Map<String, String> headers = headers(letter);
    assertThat(headers)
        .containsEntry("reason", "binary")
        .containsEntry("source-topic", "kernel.log")
        .containsKeys("advice", "excerpt", "position");
    ConsumerRecord<byte[], byte[]> source =
        committed("kernel.log").stream()
            .filter(record -> Arrays.equals(record.value(), poison))
            .findFirst()
            .orElseThrow();
    assertThat(headers)
        .containsEntry("source-partition", Integer.toString(source.partition()))
        .containsEntry("source-offset", Long.toString(source.offset()));
  }

  @Test
  void listsTheHosts() {
    Http answer = get("/api/v1/hosts");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(texts(answer.json().path("data"), "host"))
        .containsExactlyInAnyOrderElementsOf(SampleFleet.hosts());
  }

  @Test
  void listsTheIncidentsOfAHostNewestFirst() {
    Http answer = get("/api/v1/hosts/web1/incidents");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(texts(answer.json().path("data"), "function")).containsOnly("tg3_alloc_rx_skb");
    assertThat(texts(answer.json().path("data"), "first_at"))
        .containsExactly("2009-06-25T03:12:01Z", "2009-06-19T14:41:37Z");
    assertThat(get("/api/v1/hosts/edge1/incidents").json().path("data")).isEmpty();
    assertThat(get("/api/v1/hosts/nobody/incidents").status()).isEqualTo(404);
  }

  @Test
  void tellsEachIncidentInItsThreeForms() {
    newest(revisions)
        .forEach(
            (id, incident) -> {
              String path = "/api/v1/incidents/" + id;
              JsonNode whole = get(path).json().path("data");
              assertThat(whole.path("id").asText()).isEqualTo(id.toString());
              assertThat(whole.path("revision").asInt()).isEqualTo(incident.revision());
              assertThat(whole.path("text").asText()).isEqualTo(incident.text().text());

              Http text = get(path + "?format=text");
              assertThat(text.contentType()).startsWith("text/plain");
              assertThat(text.body()).contains(incident.trace().title(), incident.host().value());

              JsonNode ecs = get(path + "?format=ecs").json();
              assertThat(idAndSequence(ecs)).isEqualTo(id + " " + incident.revision());
            });
  }

  @Test
  void answersTheConfigAsOfThen() {
    assertThat(configOfWeb1("2009-06-25T03:12:01Z"))
        .containsEntry("sysctl:vm.min_free_kbytes", "11495")
        .containsEntry("nic:eth0:feature.tcp-segmentation-offload", "on");
    assertThat(configOfWeb1("2009-06-25T19:45:13Z"))
        .containsEntry("sysctl:vm.min_free_kbytes", "65536")
        .containsEntry("nic:eth0:feature.tcp-segmentation-offload", "off");
    assertThat(configOfWeb1("2009-06-01T00:00:00Z")).isEmpty();
  }

  private static Map<String, String> configOfWeb1(String asOf) {
    JsonNode rows = get("/api/v1/hosts/web1/config?asOf=" + asOf).json().path("data");
    Map<String, String> values = new LinkedHashMap<>();
    rows.forEach(row -> values.put(row.path("key").asText(), row.path("value").asText()));
    return values;
  }

  @Test
  void isWellAndReadyAndCounts() {
    assertThat(get("/healthz").status()).isEqualTo(200);
    assertThat(get("/readyz").json().path("ready").asBoolean()).isTrue();
    assertThat(get("/metrics").body())
        .contains("oopsight_refused_total{reason=\"binary\"} 1.0")
        .contains("oopsight_traces_open 0.0")
        .contains("oopsight_records_total " + (double) SampleFleet.records().size());
  }

  private static SampleRecord poison() {
    return SampleFleet.records().stream()
        .filter(record -> record.key().equals(Optional.of("edge1")))
        .findFirst()
        .orElseThrow();
  }

  private static Map<IncidentId, KernelIncident> newest(List<KernelIncident> all) {
    return all.stream()
        .collect(
            toMap(
                KernelIncident::id,
                incident -> incident,
                (a, b) -> a.revision() > b.revision() ? a : b));
  }

  private static KernelIncident stored(IncidentId id) {
    return found(demo.queries().incident(id, OptionalInt.empty()));
  }

  private static List<KernelIncident> storedOf(String host) {
    return found(demo.queries().incidents(new HostId(host), IncidentFilter.newest(100))).items();
  }

  private static <T> T found(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Found.class);
    return ((Answer.Found<T>) answer).value();
  }

  private static Http get(String path) {
    return Http.get(demo.url() + path);
  }

  private static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    return Topic.committed(demo.bootstrapServers(), topic);
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (java.io.IOException e) {
      throw new AssertionError(new String(record.value(), UTF_8), e);
    }
  }

  private static String idAndSequence(JsonNode ecs) {
    return ecs.path("event").path("id").asText() + " " + ecs.path("event").path("sequence").asInt();
  }

  private static List<String> texts(JsonNode rows, String field) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.path(field).asText())
        .toList();
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    return headers;
  }
}
