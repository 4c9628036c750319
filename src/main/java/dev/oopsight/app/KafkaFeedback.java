package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.incident.Feedback;
import dev.oopsight.query.SiteInput;
import dev.oopsight.wire.FeedbackJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes feedback to its topic. The producer is made with the first of it. */
final class KafkaFeedback implements SiteInput.Sink, AutoCloseable {

  private static final int GIVE_UP_AFTER_MS = 10_000;

  private final Map<String, Object> client;
  private final String topic;
  private KafkaProducer<byte[], byte[]> producer;

  KafkaFeedback(Settings settings, String topic) {
    client = new HashMap<>(settings.kafka());
    client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, GIVE_UP_AFTER_MS);
    client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVE_UP_AFTER_MS);
    client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, GIVE_UP_AFTER_MS / 2);
    this.topic = topic;
  }

  @Override
  public synchronized void put(String key, Feedback feedback) {
    try {
      if (producer == null) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        producer = new KafkaProducer<>(client, bytes, bytes);
      }
      byte[] value = FeedbackJson.write(feedback).getBytes(UTF_8);
      producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
    } catch (ExecutionException | KafkaException e) {
      throw new UncheckedIOException(new IOException(Faults.of(e), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  @Override
  public synchronized void close() {
    if (producer != null) producer.close();
  }
}
