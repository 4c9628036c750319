package dev.oopsight.app;

import dev.oopsight.access.Access;
import dev.oopsight.embedded.BrokerAddress;
import dev.oopsight.embedded.CannotStartException;
import dev.oopsight.embedded.DirectoryLock;
import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.embedded.SampleRecord;
import dev.oopsight.query.AddressTaken;
import dev.oopsight.query.IncidentQueries;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.topology.PipelineSettings.Limits;
import dev.oopsight.topology.Retention;
import dev.oopsight.topology.TopicPlan;
import dev.oopsight.topology.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The whole system in this process, broker included. */
final class EmbeddedSystem implements RunningDemo {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** One: lines of a host that go to several, with no key to part them by, overtake each other. */
  private static final int PARTITIONS = 1;

  private static final int HOST_PARTITIONS_OF_A_DEMO = 2;
  private static final int HOST_PARTITIONS_OF_A_SITE = 4;

  private final Started started;
  private final EmbeddedKafka kafka;
  private final KafkaSystem system;
  private long sent;

  private EmbeddedSystem(Started started, EmbeddedKafka kafka, KafkaSystem system) {
    this.started = started;
    this.kafka = kafka;
    this.system = system;
  }

  /**
   * Starts on loopback, with state that is thrown away.
   *
   * @throws CommandFailed where it cannot start
   * @throws CannotStartException where the broker's port is taken
   * @throws AddressTaken where the API's port is taken
   */
  static EmbeddedSystem start(int httpPort, int kafkaPort) {
    return start(
        started -> {
          Path directory =
              started.start(EmbeddedSystem::temporaryDirectory, EmbeddedSystem::delete);
          return new Standalone(
              directory,
              Ports.LOOPBACK,
              Ports.LOOPBACK,
              httpPort,
              kafkaPort,
              List.of(),
              Access.OPEN);
        },
        HOST_PARTITIONS_OF_A_DEMO,
        TopicPlan.everything(Topics.DEFAULT, PARTITIONS));
  }

  /**
   * Starts with state that is kept.
   *
   * @throws CommandFailed where an address cannot be had
   * @throws CannotStartException where the directory is in use
   */
  static EmbeddedSystem start(Standalone wanted) {
    return start(
        started -> {
          started.start(() -> DirectoryLock.take(wanted.data(), "--data"), DirectoryLock::close);
          return wanted;
        },
        HOST_PARTITIONS_OF_A_SITE,
        TopicPlan.bounded(Topics.DEFAULT, PARTITIONS));
  }

  private static EmbeddedSystem start(
      Function<Started, Standalone> place, int hostPartitions, List<NewTopic> topics) {
    Started started = new Started();
    try {
      Standalone wanted = place.apply(started);
      Ports.requireFree("--port", wanted.listen(), wanted.httpPort());
      EmbeddedKafka kafka =
          started.start(
              () ->
                  EmbeddedKafka.start(
                      wanted.data().resolve("kafka"),
                      new BrokerAddress(wanted.listen(), wanted.advertise(), wanted.kafkaPort())),
              EmbeddedKafka::close);
      make(topics, kafka);
      Settings settings = settings(kafka, wanted, hostPartitions);
      KafkaSystem system = started.start(() -> KafkaSystem.start(settings), KafkaSystem::close);
      return new EmbeddedSystem(started, kafka, system);
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  private static Settings settings(EmbeddedKafka kafka, Standalone wanted, int hostPartitions) {
    return new Settings(
        "oopsight",
        kafka.ownBootstrapServers(),
        Topics.DEFAULT.prefix(),
        Topics.DEFAULT.logs(),
        Topics.DEFAULT.configs(),
        Topics.DEFAULT.aliases(),
        ZoneOffset.UTC,
        Start.EARLIEST,
        hostPartitions,
        Limits.DEFAULT,
        Retention.DEFAULT,
        true,
        Redaction.NONE,
        Topics.DEFAULT.formats(),
        wanted.rules(),
        wanted.data().resolve("state"),
        wanted.listen(),
        wanted.httpPort(),
        PeerSettings.ALONE,
        wanted.access(),
        "embedded:",
        Map.of(),
        Map.of(),
        NotifySettings.DEFAULT);
  }

  private static void make(List<NewTopic> topics, EmbeddedKafka kafka) {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.ownBootstrapServers());
    try (Admin admin = Admin.create(client)) {
      TopicPlan.make(admin, topics);
    } catch (ExecutionException e) {
      throw new CommandFailed("the broker refuses our topics: " + Faults.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted while it started", e);
    }
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void send(List<SampleRecord> records) {
    Map<String, Object> client =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.ownBootstrapServers(),
            ProducerConfig.LINGER_MS_CONFIG,
            5);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      List<Future<RecordMetadata>> acknowledged =
          records.stream().map(record -> producer.send(producerRecord(record))).toList();
      for (Future<RecordMetadata> one : acknowledged) one.get();
    } catch (ExecutionException e) {
      throw new CommandFailed("the broker refuses the samples: " + Faults.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted while the samples were sent", e);
    }
    sent += records.size();
  }

  private static ProducerRecord<byte[], byte[]> producerRecord(SampleRecord record) {
    Topics topics = Topics.DEFAULT;
    String topic =
        switch (record.input()) {
          case LOGS -> topics.logs().names().get(0);
          case CONFIGS -> topics.configs().names().get(0);
        };
    byte[] key = record.key().map(EmbeddedSystem::utf8).orElse(null);
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(topic, null, record.timestamp().toEpochMilli(), key, record.value());
    record.headers().forEach((name, value) -> sent.headers().add(name, utf8(value)));
    return sent;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void awaitWorkedOff(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!system.metrics().isIdleAfter(sent)) {
      if (System.nanoTime() > end) {
        throw new CommandFailed(
            "the replay is not worked off after %d s: is this machine busy? run it again"
                .formatted(atMost.toSeconds()));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    }
  }

  @Override
  public IncidentQueries queries() {
    return system.queries();
  }

  @Override
  public String url() {
    return system.url();
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    system.awaitEnd();
  }

  @Override
  public void close() {
    started.close();
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("oopsight-");
    } catch (IOException e) {
      throw new CommandFailed("no temporary directory can be made: " + Faults.of(e), e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("oopsight: " + directory + " could not be removed: " + Faults.of(e));
    }
  }
}
