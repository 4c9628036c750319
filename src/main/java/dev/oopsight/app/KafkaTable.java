package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A compacted topic that a command writes to. */
final class KafkaTable {

  private static final int GIVE_UP_AFTER_MS = 30_000;

  private KafkaTable() {}

  static void put(String bootstrap, String topic, SortedMap<String, Optional<String>> values) {
    BrokerQuestion.to(
        bootstrap, (admin, brokers) -> KafkaLinePublisher.requireTopic(admin, bootstrap, topic));
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings(bootstrap), bytes, bytes)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      values.forEach(
          (key, value) ->
              sent.add(
                  producer.send(
                      new ProducerRecord<>(
                          topic,
                          key.getBytes(UTF_8),
                          value.map(text -> text.getBytes(UTF_8)).orElse(null)))));
      for (Future<RecordMetadata> one : sent) one.get();
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CommandFailed("%s refuses it: %s".formatted(topic, Faults.of(cause)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted while it was sent", e);
    }
  }

  private static Map<String, Object> settings(String bootstrap) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        GIVE_UP_AFTER_MS,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        GIVE_UP_AFTER_MS,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        GIVE_UP_AFTER_MS / 3);
  }
}
