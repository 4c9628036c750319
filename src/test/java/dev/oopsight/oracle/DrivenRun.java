package dev.oopsight.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.app.BuiltInRules;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.Pipeline;
import dev.oopsight.topology.PipelineMetrics;
import dev.oopsight.topology.PipelineSettings;
import dev.oopsight.topology.StoredOutputs;
import dev.oopsight.topology.Stores;
import dev.oopsight.topology.StreamsSettings;
import dev.oopsight.topology.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology over a fleet, without a broker: what it was given and what it wrote. */
final class DrivenRun {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final String APPLICATION = "driven";

  private final Input input;
  private final Output output;

  private DrivenRun(Input input, Output output) {
    this.input = input;
    this.output = output;
  }

  Input input() {
    return input;
  }

  Output output() {
    return output;
  }

  /**
   * Runs it.
   *
   * @param stateDir an empty directory
   * @param fault what is done to a revision just before it is written
   */
  static DrivenRun of(Fleet fleet, Path stateDir, UnaryOperator<KernelIncident> fault) {
    Pipeline pipeline =
        new Pipeline(
            PipelineSettings.DEFAULT,
            BuiltInRules.load(),
            StoredOutputs.all(fault),
            new PipelineMetrics(new SimpleMeterRegistry()));
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            pipeline.topology(),
            StreamsSettings.of(APPLICATION, "localhost:1", stateDir.toString(), Map.of()))) {
      List<ConsumerRecord<byte[], byte[]>> configs =
          send(driver, TOPICS.configs().names().get(0), fleet.configs());
      List<ConsumerRecord<byte[], byte[]>> logs =
          send(
              driver,
              TOPICS.logs().names().get(0),
              Stream.of(fleet.logs(), fleet.ends()).flatMap(List::stream).toList());
      Output output =
          new Output(
              written(driver, TOPICS.incidents()),
              written(driver, TOPICS.incidentStates()),
              written(driver, TOPICS.incidents(SiemFormat.ECS)),
              written(driver, TOPICS.deadLetters()),
              written(driver, changelog(Stores.INCIDENTS)),
              written(driver, changelog(Stores.TALLIES)),
              written(driver, changelog(Stores.OCCURRENCES)));
      return new DrivenRun(new Input(logs, configs, Map.of()), output);
    }
  }

  private static String changelog(String store) {
    return APPLICATION + "-" + store + "-changelog";
  }

  private static List<ConsumerRecord<byte[], byte[]>> send(
      TopologyTestDriver driver, String topic, List<Fleet.Sent> records) {
    TestInputTopic<byte[], byte[]> in =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    List<ConsumerRecord<byte[], byte[]>> sent = new ArrayList<>();
    for (Fleet.Sent record : records) {
      RecordHeaders headers = new RecordHeaders();
      headers.add("host-id", record.host().getBytes(UTF_8));
      in.pipeInput(new TestRecord<>(null, record.value(), headers, record.at()));
      sent.add(
          record(topic, sent.size(), record.at().toEpochMilli(), null, record.value(), headers));
    }
    return sent;
  }

  private static List<ConsumerRecord<byte[], byte[]>> written(
      TopologyTestDriver driver, String topic) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    List<ConsumerRecord<byte[], byte[]>> written = new ArrayList<>();
    driver
        .createOutputTopic(topic, bytes, bytes)
        .readRecordsToList()
        .forEach(
            r ->
                written.add(
                    record(topic, written.size(), r.timestamp(), r.key(), r.value(), r.headers())));
    return written;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, long timestamp, byte[] key, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        key,
        value,
        headers,
        Optional.empty());
  }
}
