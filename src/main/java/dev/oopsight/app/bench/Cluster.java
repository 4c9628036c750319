package dev.oopsight.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker and the applications that are measured, each in a JVM of its own.
 *
 * <p>An application is watched from outside, by the offsets that its group commits: so all are
 * measured alike, and what is not committed is not done. The clock runs from the first commit that
 * is seen after it has started to the last one.
 */
final class Cluster implements AutoCloseable {

  static final String CONFIGS = "sample.configs";

  private static final int PARTITIONS = 4;
  private static final long LOOK_EVERY_MILLIS = 20;
  private static final double DONE_AFTER_SECONDS = 1;
  private static final double STUCK_AFTER_SECONDS = 60;

  private final Path directory;
  private final Child broker;
  private final String bootstrap;
  private final Admin admin;
  private final Map<App, Child> apps = new EnumMap<>(App.class);
  private final Map<String, Long> records = new HashMap<>();
  private int runs;

  private Cluster(Path directory, Child broker, String bootstrap) {
    this.directory = directory;
    this.broker = broker;
    this.bootstrap = bootstrap;
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }

  static Cluster start(Path directory)
      throws IOException, InterruptedException, ExecutionException {
    Path data = Files.createDirectories(directory.resolve("kafka"));
    Child broker = Child.startSilent(BrokerProcess.class, data.toString());
    Cluster cluster = new Cluster(directory, broker, broker.ask("address"));
    cluster.make(CONFIGS);
    return cluster;
  }

  private void make(String topic) throws InterruptedException, ExecutionException {
    admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    while (!admin.listTopics().names().get().contains(topic)) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS); // the broker hears of it a moment later
    }
  }

  /** The topic of that content; filled when it is first asked for. */
  String topic(Content content, int lines, long seed)
      throws IOException, InterruptedException, ExecutionException {
    String topic = content.topic();
    if (!records.containsKey(topic)) {
      make(topic);
      fill(content, lines, seed);
      records.put(topic, count(topic));
    }
    return topic;
  }

  private void fill(Content content, int lines, long seed) throws IOException {
    AtomicReference<Exception> fault = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap)) {
      content.records(lines, seed, record -> send(producer, record, fault));
    }
    if (fault.get() != null) throw new IOException("the broker refuses samples", fault.get());
  }

  static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 16,
            ProducerConfig.LINGER_MS_CONFIG,
            20);
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(settings, bytes, bytes);
  }

  /** Nobody waits for each: the first that fails is kept. */
  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      ProducerRecord<byte[], byte[]> record,
      AtomicReference<Exception> fault) {
    var unused =
        producer.send(
            record,
            (written, e) -> {
              if (e != null) fault.compareAndSet(null, e);
            });
  }

  private long count(String topic) throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int i = 0; i < PARTITIONS; i++)
      ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
    return admin.listOffsets(ends).all().get().values().stream().mapToLong(o -> o.offset()).sum();
  }

  /**
   * Runs an application over the whole topic.
   *
   * @param lines that the topic holds
   */
  Sample measure(App app, String topic, int lines)
      throws IOException, InterruptedException, ExecutionException {
    String run = "run" + runs++;
    Child child = started(app, run, topic);
    try {
      return watch(child, AppProcess.group(run), topic, lines);
    } finally {
      child.ask("stop");
      forget(run);
    }
  }

  private Child started(App app, String run, String topic) throws IOException {
    Child child = apps.get(app);
    if (child == null) {
      Path state = Files.createDirectories(directory.resolve(app.name()));
      child = Child.start(AppProcess.class, app.name(), bootstrap, state.toString());
      apps.put(app, child);
    }
    child.ask("start " + run + " " + topic);
    return child;
  }

  /** What is done while the pipeline runs. */
  @FunctionalInterface
  interface Live {

    double[] with(Running pipeline) throws Exception;
  }

  /**
   * A pipeline that runs.
   *
   * @param input the topic that it reads, empty at first
   * @param prefix of the topics that it writes
   * @param url of its API
   */
  record Running(String bootstrap, String input, String prefix, String url) {}

  /** Runs the pipeline on an empty topic of its own while something is done. */
  double[] live(Live work) throws Exception {
    String run = "run" + runs++;
    String input = run + ".input";
    make(input);
    Child child = started(App.PIPELINE, run, input);
    try {
      return work.with(new Running(bootstrap, input, run + ".", child.ask("url")));
    } finally {
      child.ask("stop");
      forget(run);
    }
  }

  /** What a group had committed at a moment, and what it had cost. */
  private record Look(long nanos, double cpuSeconds, long ofTopic, long ofAll) {
    double secondsSince(Look earlier) {
      return (nanos - earlier.nanos) / 1e9;
    }
  }

  private Sample watch(Child child, String group, String topic, int lines)
      throws IOException, InterruptedException, ExecutionException {
    long all = records.get(topic);
    Look begin = look(child, group, topic);
    Look moved = begin;
    while (true) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      Look now = look(child, group, topic);
      if (now.ofTopic < all && moved.ofTopic == 0) begin = now;
      if (now.ofAll != moved.ofAll) {
        moved = now;
      } else if (moved.ofTopic == all && now.secondsSince(moved) > DONE_AFTER_SECONDS) {
        break;
      } else if (now.secondsSince(moved) > STUCK_AFTER_SECONDS) {
        throw new IOException("nothing was committed for a minute, at " + moved);
      }
    }
    double share = (all - begin.ofTopic) / (double) all;
    return new Sample(
        lines * share, moved.secondsSince(begin), moved.cpuSeconds - begin.cpuSeconds);
  }

  private Look look(Child child, String group, String topic)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    long ofTopic = 0;
    long ofAll = 0;
    for (var one : committed.entrySet()) {
      if (one.getValue() == null) continue;
      ofAll += one.getValue().offset();
      if (one.getKey().topic().equals(topic)) ofTopic += one.getValue().offset();
    }
    return new Look(System.nanoTime(), child.cpuSeconds(), ofTopic, ofAll);
  }

  /** Deletes what a run wrote. */
  private void forget(String run) throws InterruptedException, ExecutionException {
    Set<String> topics = admin.listTopics().names().get();
    List<String> written = topics.stream().filter(t -> t.startsWith(run + ".")).toList();
    admin.deleteTopics(written).all().get();
  }

  @Override
  public void close() {
    apps.values().forEach(Child::close);
    admin.close();
    broker.close();
  }
}
