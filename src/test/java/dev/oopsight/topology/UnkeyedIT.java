package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.app.BuiltInRules;
import dev.oopsight.avro.StoredFormat;
import dev.oopsight.cases.CaseFile;
import dev.oopsight.cases.CaseLines;
import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.Essence;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.wire.Formats;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shipper without keys, on a real broker. */
class UnkeyedIT {

  private static final int PARTITIONS = 8;
  private static final Instant NOON = Instant.parse("2025-01-05T12:00:00Z");
  private static final long SECOND = 1_000_000;

  @TempDir Path dir;

  /** A record on its way. */
  private record Sent(String host, Instant at, String value) {}

  @Test
  void givesTheIncidentsOfAShipperThatKeysByHost() throws Exception {
    List<Sent> inOrder = story();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0)) {
      Map<IncidentId, Essence> keyed = run(kafka, "keyed", inOrder, true);
      Map<IncidentId, Essence> unkeyed =
          run(kafka, "unkeyed", scattered(inOrder, new Random(7)), false);

      assertThat(keyed).hasSizeGreaterThan(10);
      assertThat(unkeyed.keySet()).isEqualTo(keyed.keySet());
      assertThat(unkeyed).isEqualTo(keyed);
    }
  }

  /** Traces of two hosts that fail at the same time, with userland in between. */
  private static List<Sent> story() {
    List<Sent> records = new ArrayList<>();
    for (String host : List.of("web1", "web2")) {
      long micros = 100 * SECOND + host.hashCode() % 1_000;
      long sequence = 0;
      for (CaseFile c : CaseFile.all()) {
        if (c.name().hashCode() % 2 == host.hashCode() % 2) continue;
        List<Formats.Line> lines = CaseLines.of(c, host);
        long shift = micros - lines.get(0).kernelMicros();
        for (Formats.Line l : lines) {
          micros = l.kernelMicros() + shift;
          Instant at = NOON.plus(micros, ChronoUnit.MICROS);
          Formats.Line moved =
              new Formats.Line(l.level(), ++sequence, micros, l.caller(), l.text(), host, at);
          Formats.KMSG
              .records(List.of(moved))
              .forEach(r -> records.add(new Sent(host, at, new String(r, UTF_8))));
          String other = "<30>Jan  5 12:00:00 " + host + " dhclient[7]: bound, renewal in 99 s";
          records.add(new Sent(host, at, other));
        }
        micros += 3 * SECOND;
      }
    }
    records.sort(Comparator.comparing(Sent::at));
    return records;
  }

  /** Each record up to some hundred records late, and every fifth one twice. */
  private static List<Sent> scattered(List<Sent> inOrder, Random random) {
    record Late(double key, Sent sent) {}
    List<Late> late = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      do {
        late.add(new Late(i + 200 * random.nextDouble(), inOrder.get(i)));
      } while (random.nextInt(5) == 0);
    }
    late.sort(Comparator.comparingDouble(Late::key));
    return late.stream().map(Late::sent).toList();
  }

  private Map<IncidentId, Essence> run(
      EmbeddedKafka kafka, String name, List<Sent> records, boolean keyed) throws Exception {
    Topics topics =
        new Topics(
            InputTopics.named(name + ".log"),
            InputTopics.named(name + ".config"),
            name + ".aliases",
            name + ".");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      TopicPlan.make(admin, TopicPlan.everything(topics, PARTITIONS));
    }
    send(kafka, name + ".log", records, keyed);
    PipelineSettings usual = PipelineSettings.DEFAULT;
    PipelineSettings settings =
        new PipelineSettings(topics, 2, usual.inputZone(), usual.limits(), usual.retention());
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    PipelineMetrics metrics = new PipelineMetrics(registry);
    Pipeline pipeline =
        new Pipeline(settings, BuiltInRules.load(), PipelineDriver.outputs(), metrics);
    String stateDir = dir.resolve(name).toString();
    try (PipelineRun running =
        PipelineRun.of(
            pipeline.topology(),
            StreamsSettings.of(name, kafka.bootstrapServers(), stateDir, Map.of()),
            registry)) {
      running.start();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> metrics.isIdleAfter(records.size()));
    }
    return incidents(kafka, topics.incidents());
  }

  private static void send(EmbeddedKafka kafka, String topic, List<Sent> records, boolean keyed)
      throws Exception {
    // The leaders of a new topic are not all there at once: a batch that is sent again must not be
    // overtaken.
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "max.in.flight.requests.per.connection",
            1);
    List<Future<RecordMetadata>> sending = new ArrayList<>();
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      int next = 0;
      for (Sent sent : records) {
        byte[] host = sent.host().getBytes(UTF_8);
        var record =
            new ProducerRecord<>(
                topic,
                keyed ? null : next++ % PARTITIONS,
                sent.at().toEpochMilli(),
                keyed ? host : null,
                sent.value().getBytes(UTF_8));
        record.headers().add("host-id", host);
        sending.add(producer.send(record));
      }
      for (Future<RecordMetadata> acknowledged : sending) acknowledged.get();
    }
  }

  /** The newest revision of each incident. */
  private static Map<IncidentId, Essence> incidents(EmbeddedKafka kafka, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    Map<IncidentId, KernelIncident> newest = new HashMap<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int p = 0; p < PARTITIONS; p++) partitions.add(new TopicPartition(topic, p));
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  KernelIncident revision = StoredFormat.KERNEL_INCIDENT.decode(record.value());
                  newest.merge(
                      revision.id(), revision, (a, b) -> a.revision() > b.revision() ? a : b);
                });
      }
    }
    Map<IncidentId, Essence> essences = new TreeMap<>();
    newest.forEach((id, incident) -> essences.put(id, Essence.of(incident)));
    return essences;
  }
}
