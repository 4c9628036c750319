package dev.oopsight.embedded;

import dev.oopsight.avro.registry.RegistryException;
import dev.oopsight.avro.registry.RegistryException.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A compacted topic of one partition that several instances read as a whole and write one at a
 * time.
 *
 * <p>Why transactions: a version number may be given once only, and there is no leader to give it.
 * Every writer uses the same transactional id, so beginning to write shuts out whoever began
 * before; what is then read is the last word, and a commit that another has shut out fails and is
 * decided anew.
 *
 * <p>Errors: {@link RegistryException} UNAVAILABLE where Kafka does not answer in time.
 */
final class SchemaTopic implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int ATTEMPTS = 10;

  private final Map<String, ?> clientSettings;
  private final TopicPartition partition;
  private final Consumer<ConsumerRecord<String, String>> reader;
  private final KafkaConsumer<String, String> consumer;

  /**
   * Opens the topic, and makes it where it is missing.
   *
   * @param clientSettings {@code bootstrap.servers} and how to log in there
   * @param reader gets every record once, in order
   * @throws CannotStartException where the topic cannot be made, or forgets what it is told
   */
  SchemaTopic(
      Map<String, ?> clientSettings,
      String topic,
      Consumer<ConsumerRecord<String, String>> reader) {
    this.clientSettings = clientSettings;
    this.partition = new TopicPartition(topic, 0);
    this.reader = reader;
    prepare();
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    settings.put("fetch.max.wait.ms", 20); // nobody waits half a second for an empty answer
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    consumer.assign(List.of(partition));
  }

  /** Gives the reader every record up to the end of the topic as of now. */
  synchronized void read() {
    try {
      readTo(consumer.endOffsets(List.of(partition)).get(partition));
    } catch (KafkaException e) {
      throw unavailable("read", e);
    }
  }

  /**
   * Writes one record, decided when the topic is read to its end and nobody else can write, and
   * gives it to the reader.
   *
   * @param decision may be asked several times; empty where nothing is to be written
   */
  synchronized void write(Supplier<Optional<ProducerRecord<String, String>>> decision) {
    for (int attempt = 1; ; attempt++) {
      try (var producer =
          new KafkaProducer<>(producing(), new StringSerializer(), new StringSerializer())) {
        producer.initTransactions();
        read();
        Optional<ProducerRecord<String, String>> record = decision.get();
        if (record.isEmpty()) return;
        producer.beginTransaction();
        Future<RecordMetadata> sent = producer.send(record.get());
        producer.commitTransaction();
        readTo(sent.get().offset() + 1); // a commit returns before readers can see it
        return;
      } catch (KafkaException e) {
        if (attempt == ATTEMPTS || !mayBeFenced(e)) throw unavailable("write", e);
      } catch (ExecutionException e) {
        throw unavailable("write", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unavailable("write", e);
      }
    }
  }

  /**
   * Whether another writer may have come between, which shows when the topic is read again. A
   * broker that fences while a commit arrives says one of several things: that the transaction is
   * in another state, or an error without a name, where its log tells of a pending transition to
   * PREPARE_EPOCH_FENCE.
   */
  private static boolean mayBeFenced(KafkaException e) {
    return e instanceof ProducerFencedException
        || e instanceof InvalidProducerEpochException
        || e instanceof InvalidTxnStateException
        || e.getClass().equals(KafkaException.class);
  }

  private void readTo(long end) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < end) {
      consumer.poll(POLL).forEach(reader);
      if (System.nanoTime() - deadline > 0) {
        throw new RegistryException(
            Problem.UNAVAILABLE, "the topic " + partition.topic() + " cannot be read to its end");
      }
    }
  }

  String name() {
    return partition.topic();
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }

  private Map<String, Object> producing() {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put("transactional.id", partition.topic() + "-writer");
    settings.put("transaction.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("max.block.ms", PATIENCE.toMillis());
    settings.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.toMillis() / 2);
    return settings;
  }

  private RegistryException unavailable(String verb, Exception e) {
    return new RegistryException(
        Problem.UNAVAILABLE,
        "cannot %s the topic %s: %s".formatted(verb, partition.topic(), e.getMessage()),
        e);
  }

  private void prepare() {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.toMillis() / 2);
    try (Admin admin = Admin.create(settings)) {
      String policy = createUnlessThere(admin);
      if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
        throw new CannotStartException(
            "the topic %s has cleanup.policy=%s and would forget schemas: set it to compact"
                .formatted(partition.topic(), policy));
      }
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new CannotStartException(
          "cannot keep schemas in the topic " + partition.topic() + ": " + cause.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("interrupted while preparing " + partition.topic(), e);
    }
  }

  /** Gives the topic's cleanup policy. */
  private String createUnlessThere(Admin admin) throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, partition.topic());
    try {
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      return config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) throw e;
    }
    var topic = new NewTopic(partition.topic(), Optional.of(1), Optional.empty());
    topic.configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      // Another instance was faster, with the same policy.
      if (!(e.getCause() instanceof TopicExistsException)) throw e;
    }
    return TopicConfig.CLEANUP_POLICY_COMPACT;
  }
}
