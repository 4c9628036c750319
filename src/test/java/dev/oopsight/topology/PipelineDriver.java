package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.app.BuiltInRules;
import dev.oopsight.assembly.AssemblyBounds;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.incident.Feedback;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.theory.Fleet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology in a test: records in, incidents and dead letters out, the clock in hand. */
public final class PipelineDriver implements AutoCloseable {

  private static final Instant LATER_THAN_ALL = Instant.parse("2030-01-01T00:00:00Z");
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final KnowledgeBase KNOWLEDGE = BuiltInRules.load();

  private final Path stateDir;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> logs;
  private final TestInputTopic<byte[], byte[]> configs;
  private final TestInputTopic<String, String> aliases;
  private final TestInputTopic<String, String> rules;
  private final TestInputTopic<String, String> feedback;
  private final Pipeline pipeline;
  private final TestOutputTopic<String, KernelIncident> incidents;
  private final TestOutputTopic<String, KernelIncident> states;
  private final TestOutputTopic<String, String> changes;
  private final TestOutputTopic<String, String> ecs;
  private final TestOutputTopic<byte[], byte[]> deadLetters;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  public PipelineDriver() {
    this(PipelineSettings.DEFAULT);
  }

  public PipelineDriver(PipelineSettings settings) {
    this(settings, LATER_THAN_ALL);
  }

  /**
   * The same at another time.
   *
   * @param now our clock; record times are believed up to the real one
   */
  public PipelineDriver(PipelineSettings settings, Instant now) {
    stateDir = temporaryDirectory();
    pipeline = new Pipeline(settings, KNOWLEDGE, StoredOutputs.all(), new PipelineMetrics(meters));
    Properties properties =
        StreamsSettings.of("test", "localhost:1", stateDir.toString(), Map.of());
    driver = new TopologyTestDriver(pipeline.topology(), properties, now);
    ByteArraySerializer bytes = new ByteArraySerializer();
    logs = driver.createInputTopic(TOPICS.logs().names().get(0), bytes, bytes);
    configs = driver.createInputTopic(TOPICS.configs().names().get(0), bytes, bytes);
    aliases =
        driver.createInputTopic(TOPICS.aliases(), new StringSerializer(), new StringSerializer());
    rules = driver.createInputTopic(TOPICS.rules(), new StringSerializer(), new StringSerializer());
    feedback =
        driver.createInputTopic(TOPICS.feedback(), new StringSerializer(), new StringSerializer());
    incidents =
        driver.createOutputTopic(
            TOPICS.incidents(), new StringDeserializer(), StoredOutputs.incidents().deserializer());
    states =
        driver.createOutputTopic(
            TOPICS.incidentStates(),
            new StringDeserializer(),
            StoredOutputs.incidents().deserializer());
    changes =
        driver.createOutputTopic(
            TOPICS.configChanges(), new StringDeserializer(), new StringDeserializer());
    ecs =
        driver.createOutputTopic(
            TOPICS.incidents(SiemFormat.ECS), new StringDeserializer(), new StringDeserializer());
    deadLetters =
        driver.createOutputTopic(
            TOPICS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A record of the log topic whose host stands in a header. */
  public PipelineDriver log(String host, Instant at, byte[] value) {
    logs.pipeInput(record(host, at, value));
    return this;
  }

  /** The same as text. */
  public PipelineDriver log(String host, Instant at, String value) {
    return log(host, at, value.getBytes(UTF_8));
  }

  /** A record of the log topic with whatever it has. */
  public PipelineDriver log(
      Optional<String> key, Map<String, String> headers, Instant at, byte[] value) {
    logs.pipeInput(record(key, headers, at, value));
    return this;
  }

  /** A record of the config topic with whatever it has. */
  public PipelineDriver config(
      Optional<String> key, Map<String, String> headers, Instant at, byte[] value) {
    configs.pipeInput(record(key, headers, at, value));
    return this;
  }

  /** A record of bytes, each of which may be null: its key, its header host-id and its value. */
  public PipelineDriver send(boolean config, byte[] key, byte[] host, Instant at, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    if (host != null) headers.add("host-id", host);
    (config ? configs : logs).pipeInput(new TestRecord<>(key, value, headers, at));
    return this;
  }

  /** A record of the config topic. */
  public PipelineDriver config(String host, Instant at, String value) {
    configs.pipeInput(record(host, at, value.getBytes(UTF_8)));
    return this;
  }

  /** Another name of a host. */
  public PipelineDriver alias(String alias, String host) {
    aliases.pipeInput(alias, host);
    return this;
  }

  /** A rule of the site's, published; null takes it back. */
  public PipelineDriver rule(String id, String yaml) {
    rules.pipeInput(id, yaml);
    return this;
  }

  /** What somebody says of incidents; null takes it back. */
  public PipelineDriver feedback(String key, String json) {
    feedback.pipeInput(key, json);
    return this;
  }

  /** What was said of an incident. */
  public Feedback feedbackOn(KernelIncident incident) {
    return pipeline.feedback().on(incident);
  }

  /** Lets the clock run until every host counts as silent. */
  public PipelineDriver fallSilent() {
    long millis = QuietClock.LIVE_MILLIS + AssemblyBounds.DEFAULT.silence().toMillis();
    for (long ran = 0;
        ran <= millis + QuietClock.LONGEST_STEP_MILLIS;
        ran += QuietClock.LONGEST_STEP_MILLIS) {
      driver.advanceWallClockTime(Duration.ofMillis(QuietClock.LONGEST_STEP_MILLIS));
    }
    return this;
  }

  /** Lets our clock jump, as after a long stop, and the stores be looked through once. */
  public PipelineDriver pass(Duration time) {
    driver.advanceWallClockTime(time);
    for (int i = 0; i < 3; i++) driver.advanceWallClockTime(Expiry.EVERY);
    return this;
  }

  /** Every revision published since the last call, in order. */
  public List<KernelIncident> revisions() {
    return incidents.readValuesToList();
  }

  /** The newest revision of every incident published since the last call. */
  public Collection<KernelIncident> incidents() {
    Map<IncidentId, KernelIncident> newest = new LinkedHashMap<>();
    revisions().forEach(r -> newest.put(r.id(), r));
    return newest.values();
  }

  /** The only one there is. */
  public KernelIncident onlyIncident() {
    List<KernelIncident> all = new ArrayList<>(incidents());
    if (all.size() != 1) throw new AssertionError(all.size() + " incidents: " + all);
    return all.get(0);
  }

  /** What was said of incidents by id since the last call; null where one expired. */
  public List<KeyValue<String, KernelIncident>> states() {
    return states.readKeyValuesToList();
  }

  /** Changes of settings published since the last call, by host, as text. */
  public List<KeyValue<String, String>> changes() {
    return changes.readKeyValuesToList();
  }

  /** What was published in that encoding, which is switched on, by incident id. */
  public List<TestRecord<String, String>> encoded(SiemFormat format) {
    return records(TOPICS.incidents(format));
  }

  /** What was published on a topic of text. */
  public List<TestRecord<String, String>> records(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new StringDeserializer())
        .readRecordsToList();
  }

  /** ECS documents published since the last call, by incident id. */
  public List<TestRecord<String, String>> ecs() {
    return ecs.readRecordsToList();
  }

  /** Refused pieces since the last call. */
  public List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  /** How many segments of lines are kept for a restart. */
  public int keptSegments() {
    return entries(Stores.OPEN_TRACES);
  }

  /** How many entries a store has. */
  public int entries(String store) {
    int count = 0;
    try (var all = driver.getKeyValueStore(store).all()) {
      for (; all.hasNext(); all.next()) count++;
    }
    return count;
  }

  /** All hosts, as questions see them. */
  public Fleet fleet() {
    return view().fleet();
  }

  /** The stores, as one partition. */
  public StoreView view() {
    return StoreView.of(driver::<Bytes, byte[]>getKeyValueStore);
  }

  /** The same with what is known of its hosts on the heap. */
  StoreView viewWithHosts() {
    return StoreView.of(driver::<Bytes, byte[]>getKeyValueStore, () -> pipeline.hostsHeard().of(0));
  }

  /** Names of hosts, as they are asked for from outside. */
  HostNames names() {
    return new HostNames(driver.<String, String>getKeyValueStore(Stores.ALIASES));
  }

  /** One of the pipeline's counters, summed over its labels. */
  public double counted(String meter) {
    return meters.find(meter).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  private static TestRecord<byte[], byte[]> record(String host, Instant at, byte[] value) {
    return record(Optional.empty(), Map.of("host-id", host), at, value);
  }

  private static TestRecord<byte[], byte[]> record(
      Optional<String> key, Map<String, String> headers, Instant at, byte[] value) {
    RecordHeaders sent = new RecordHeaders();
    headers.forEach((name, text) -> sent.add(name, text.getBytes(UTF_8)));
    return new TestRecord<>(key.map(k -> k.getBytes(UTF_8)).orElse(null), value, sent, at);
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("pipeline");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.close();
    try (var files = Files.walk(stateDir)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
