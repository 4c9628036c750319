package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.log.HostId;
import dev.oopsight.topology.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes lines with Kafka's producer, with the settings of a shipper. */
final class KafkaLinePublisher implements LinePublisher {

  private static final int GIVE_UP_AFTER_MS = 30_000;
  private static final int LINGER_MS = 20;

  private final String topic;
  private final Optional<byte[]> host;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> refusal = new AtomicReference<>();

  private KafkaLinePublisher(String bootstrap, String topic, Optional<HostId> host) {
    this.topic = topic;
    this.host = host.map(h -> h.value().getBytes(UTF_8));
    ByteArraySerializer bytes = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(settings(bootstrap), bytes, bytes);
  }

  private static Map<String, Object> settings(String bootstrap) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4",
        ProducerConfig.LINGER_MS_CONFIG,
        LINGER_MS,
        ProducerConfig.BATCH_SIZE_CONFIG,
        128 << 10,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, // what is too large, the topic decides
        LogLines.LONGEST_BYTES + (1 << 20),
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        GIVE_UP_AFTER_MS,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        GIVE_UP_AFTER_MS,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        GIVE_UP_AFTER_MS / 3);
  }

  /**
   * Looks whether there is such a topic, and connects.
   *
   * @throws CommandFailed where no broker answers or the topic does not exist
   */
  static KafkaLinePublisher to(String bootstrap, String topic, Optional<HostId> host) {
    BrokerQuestion.to(bootstrap, (admin, brokers) -> requireTopic(admin, bootstrap, topic));
    return new KafkaLinePublisher(bootstrap, topic, host);
  }

  static String requireTopic(Admin admin, String bootstrap, String topic)
      throws ExecutionException, InterruptedException {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      return topic;
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) throw e;
      Topics ours = Topics.DEFAULT;
      boolean standard =
          ours.logs().names().contains(topic)
              || ours.configs().names().contains(topic)
              || ours.rules().equals(topic);
      String how =
          standard
              ? "oopsight topics --bootstrap %s --create"
              : "kafka-topics.sh --bootstrap-server %s --create --topic " + topic;
      throw new CommandFailed(
          "there is no topic %s: create it with '%s', or name another with --topic"
              .formatted(topic, how.formatted(bootstrap)),
          e);
    }
  }

  @Override
  public void publish(byte[] line, Instant at) {
    failIfRefused();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, at.toEpochMilli(), host.orElse(null), line);
    host.ifPresent(h -> record.headers().add("host-id", h));
    try {
      Future<RecordMetadata> unused = // the callback hears of it
          producer.send(
              record,
              (metadata, e) -> {
                if (e != null) refusal.compareAndSet(null, e);
              });
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  @Override
  public void finish() {
    producer.flush();
    failIfRefused();
  }

  private void failIfRefused() {
    Exception e = refusal.get();
    if (e != null) throw refused(e);
  }

  private CommandFailed refused(Exception e) {
    return new CommandFailed("not every line arrived in %s: %s".formatted(topic, Faults.of(e)), e);
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
