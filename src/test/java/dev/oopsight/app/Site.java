package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.access.Access;
import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.oracle.Topic;
import dev.oopsight.oracle.Trial;
import dev.oopsight.poison.Poison;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.InputTopics;
import dev.oopsight.topology.PipelineSettings.Limits;
import dev.oopsight.topology.Retention;
import dev.oopsight.topology.TopicPlan;
import dev.oopsight.topology.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * A pipeline on a broker that it may share with others: topics, consumer group and state are its
 * own. It can be stopped and started again.
 */
final class Site implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int PARTITIONS = 2;
  private static final String READ = "oopsight_records_total";
  static final String MESSAGES = "oopsight_host_messages_total";

  private Settings settings;
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private KafkaSystem system;
  private long unread;
  private int committedBefore;
  private int refusedBefore;
  private boolean lettersAreThere;

  private Site(Settings settings, Topics topics) {
    this.settings = settings;
    this.topics = topics;
    ByteArraySerializer bytes = new ByteArraySerializer();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", settings.bootstrapServers(), "max.request.size", 8 << 20),
            bytes,
            bytes);
  }

  /** Makes the topics; starts nothing yet. */
  static Site on(EmbeddedKafka kafka, String name, Path stateDir)
      throws ExecutionException, InterruptedException {
    return on(kafka, name, stateDir, Map.of());
  }

  /** The same with settings of the input topics, and no topic of dead letters yet. */
  static Site on(
      EmbeddedKafka kafka, String name, Path stateDir, Map<String, String> inputTopicSettings)
      throws ExecutionException, InterruptedException {
    return on(kafka.bootstrapServers(), name, stateDir, inputTopicSettings);
  }

  /** The same on any broker. */
  static Site on(
      String bootstrapServers, String name, Path stateDir, Map<String, String> inputTopicSettings)
      throws ExecutionException, InterruptedException {
    return on(bootstrapServers, name, stateDir, PARTITIONS, inputTopicSettings);
  }

  /** The same with so many partitions. */
  static Site on(
      String bootstrapServers,
      String name,
      Path stateDir,
      int partitions,
      Map<String, String> inputTopicSettings)
      throws ExecutionException, InterruptedException {
    return on(
        bootstrapServers,
        topics(name, Topics.DEFAULT.formats()),
        stateDir,
        partitions,
        inputTopicSettings);
  }

  /** The same that publishes in these formats beside Avro. */
  static Site publishing(Set<SiemFormat> formats, EmbeddedKafka kafka, String name, Path stateDir)
      throws ExecutionException, InterruptedException {
    return on(kafka.bootstrapServers(), topics(name, formats), stateDir, PARTITIONS, Map.of());
  }

  private static Topics topics(String name, Set<SiemFormat> formats) {
    String prefix = name + ".";
    return new Topics(
        InputTopics.named(prefix + "kernel.log"),
        InputTopics.named(prefix + "host.config"),
        prefix + "host.aliases",
        prefix,
        formats);
  }

  private static Site on(
      String bootstrapServers,
      Topics topics,
      Path stateDir,
      int partitions,
      Map<String, String> inputTopicSettings)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      TopicPlan.make(
          admin,
          TopicPlan.everything(topics, partitions).stream()
              .filter(topic -> inputTopicSettings.isEmpty() || !isLetters(topics, topic.name()))
              .map(
                  topic -> {
                    Map<String, String> all = new LinkedHashMap<>(topic.configs());
                    if (isInput(topics, topic.name())) all.putAll(inputTopicSettings);
                    return topic.configs(all);
                  })
              .toList());
    }
    String id = topics.prefix() + "oopsight";
    Site site = new Site(settings(id, bootstrapServers, topics, stateDir), topics);
    site.lettersAreThere = inputTopicSettings.isEmpty();
    return site;
  }

  /** The start makes it to fit the inputs. */
  private static boolean isLetters(Topics topics, String name) {
    return name.equals(topics.deadLetters());
  }

  private static Settings settings(
      String applicationId, String bootstrapServers, Topics topics, Path stateDir) {
    return new Settings(
        applicationId,
        bootstrapServers,
        topics.prefix(),
        topics.logs(),
        topics.configs(),
        topics.aliases(),
        ZoneOffset.UTC,
        Start.EARLIEST,
        PARTITIONS,
        Limits.DEFAULT,
        Retention.DEFAULT,
        true,
        Redaction.NONE,
        topics.formats(),
        List.of(),
        stateDir,
        "127.0.0.1",
        0,
        PeerSettings.ALONE,
        Access.OPEN,
        "embedded:",
        Map.of(),
        Map.of(),
        NotifySettings.DEFAULT);
  }

  private static boolean isInput(Topics topics, String name) {
    return topics.logs().names().contains(name) || topics.configs().names().contains(name);
  }

  /** Has its first start begin there. */
  Site startingWith(Start start) {
    settings =
        new Settings(
            settings.applicationId(),
            settings.bootstrapServers(),
            settings.prefix(),
            settings.logs(),
            settings.configs(),
            settings.aliases(),
            settings.inputZone(),
            start,
            settings.hostPartitions(),
            settings.limits(),
            settings.retention(),
            settings.notices(),
            settings.redaction(),
            settings.siemFormats(),
            settings.rules(),
            settings.stateDir(),
            settings.httpHost(),
            settings.httpPort(),
            settings.peers(),
            settings.access(),
            settings.registryUrl(),
            settings.registry(),
            settings.kafka(),
            settings.notifying());
    return this;
  }

  /** Has it tell somebody of alerts. */
  Site notifying(NotifySettings wanted) {
    settings = settings.notifying(wanted);
    return this;
  }

  Settings settings() {
    return settings;
  }

  /** Settings of another instance of the same pipeline. */
  Settings settingsIn(Path otherStateDir) {
    return settings(settings.applicationId(), settings.bootstrapServers(), topics, otherStateDir);
  }

  /** Another pipeline over the same topics, which knows nothing of this one. */
  Site anew(Path otherStateDir) {
    Settings others =
        settings(
            settings.applicationId() + "-anew", settings.bootstrapServers(), topics, otherStateDir);
    return new Site(others, topics);
  }

  Topics topics() {
    return topics;
  }

  /** Starts the pipeline, and returns when it can answer. */
  Site start() {
    committedBefore = committed(topics.incidents()).size();
    refusedBefore = lettersAreThere ? committed(topics.deadLetters()).size() : 0;
    lettersAreThere = true;
    system = KafkaSystem.start(settings);
    Awaitility.await("ready")
        .atMost(PATIENCE)
        .until(() -> Http.get(system.url() + "/readyz").status() == 200);
    return this;
  }

  /** Stops the pipeline as a signal would, once what was sent is read; topics and state stay. */
  Site stop() {
    awaitRead();
    unread = 0;
    return leave();
  }

  /** The same at once, whatever is left to be read by another instance. */
  Site leave() {
    system.close();
    system = null;
    return this;
  }

  /** Says that another process has read what was sent so far. */
  void wasReadElsewhere() {
    producer.flush();
    unread = 0;
  }

  String url() {
    return system.url();
  }

  /** A record of the log topic whose host stands in a header. */
  Site log(String host, Instant at, String value) {
    return log(Optional.of(host), at, value.getBytes(UTF_8));
  }

  /** A record of the log topic. */
  Site log(Optional<String> host, Instant at, byte[] value) {
    send(topics.logs().names().get(0), Optional.empty(), host, at, value);
    return this;
  }

  /** A record of the log topic that says nothing of its host beside its key. */
  Site keyedLog(byte[] key, Instant at, byte[] value) {
    send(topics.logs().names().get(0), Optional.of(key), Optional.empty(), at, value);
    return this;
  }

  /** A record of the config topic. */
  Site config(String host, Instant at, String value) {
    return config(Optional.of(host), at, value.getBytes(UTF_8));
  }

  /** A record of the config topic. */
  Site config(Optional<String> host, Instant at, byte[] value) {
    send(topics.configs().names().get(0), Optional.empty(), host, at, value);
    return this;
  }

  /** A record of either, with whatever it has. */
  Site send(Poison.Sent sent, Instant at) {
    InputTopics topic = sent.input() == Poison.Input.CONFIGS ? topics.configs() : topics.logs();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic.names().get(0), 0, at.toEpochMilli(), sent.key(), sent.value());
    if (sent.host() != null) record.headers().add("host-id", sent.host());
    this.sent.add(producer.send(record));
    unread++;
    return this;
  }

  private void send(
      String topic, Optional<byte[]> key, Optional<String> host, Instant at, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, 0, at.toEpochMilli(), key.orElse(null), value);
    host.ifPresent(name -> record.headers().add("host-id", name.getBytes(UTF_8)));
    sent.add(producer.send(record));
    unread++;
  }

  /** Where the broker put everything that was sent, in order. */
  List<RecordMetadata> sent() throws ExecutionException, InterruptedException {
    List<RecordMetadata> acknowledged = new ArrayList<>();
    for (Future<RecordMetadata> one : sent) acknowledged.add(one.get());
    return acknowledged;
  }

  /** Waits until all that was sent is read, its traces are over, and the results are committed. */
  Site awaitWorkedOff() {
    producer.flush();
    Awaitility.await("worked off")
        .atMost(PATIENCE)
        .until(() -> system.metrics().isIdleAfter(unread));
    double revisions = committedBefore + metric("oopsight_incident_revisions_total");
    Awaitility.await("revisions committed")
        .atMost(PATIENCE)
        .until(() -> committed(topics.incidents()).size() >= revisions);
    return awaitLetters();
  }

  /** Waits until all that was sent is read, and what was refused of it is committed. */
  Site awaitRead() {
    producer.flush();
    Awaitility.await("records read")
        .atMost(PATIENCE)
        .until(
            () ->
                metric(READ) >= unread
                    && metric(MESSAGES + "{side=\"received\"}")
                        >= metric(MESSAGES + "{side=\"sent\"}"));
    return awaitLetters();
  }

  private Site awaitLetters() {
    double refused = refusedBefore + metric("oopsight_refused_total");
    Awaitility.await("dead letters committed")
        .atMost(PATIENCE)
        .until(() -> committed(topics.deadLetters()).size() >= refused);
    return this;
  }

  /** A meter of {@code /metrics}, summed over its series, or one series; 0 where there is none. */
  double metric(String name) {
    return metric(system.url(), name);
  }

  /** The same of the instance at that URL. */
  static double metric(String url, String name) {
    return Http.get(url + "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Holds what was done to all that lies in the input topics against a quiet run. */
  Trial trial() {
    return Trial.of(settings.bootstrapServers(), topics, settings.applicationId());
  }

  /** The same where a format of its own is published. */
  Trial trial(Function<byte[], KernelIncident> decoder) {
    return Trial.of(settings.bootstrapServers(), topics, settings.applicationId(), decoder);
  }

  /** Every revision that a read_committed consumer sees of a host, in order. */
  List<KernelIncident> revisions(String host) {
    HostId wanted = new HostId(host);
    return revisions().stream().filter(incident -> incident.host().equals(wanted)).toList();
  }

  /** The same of all hosts, each in order. */
  List<KernelIncident> revisions() {
    return committed(topics.incidents()).stream()
        .map(record -> PublishedAvro.incident(system.url(), record))
        .toList();
  }

  /** The newest revision of each incident of a host, in the order of their first. */
  List<KernelIncident> incidents(String host) {
    Map<IncidentId, KernelIncident> newest = new LinkedHashMap<>();
    revisions(host).forEach(revision -> newest.put(revision.id(), revision));
    return List.copyOf(newest.values());
  }

  /** Everything that was refused. */
  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return committed(topics.deadLetters());
  }

  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    return Topic.committed(settings.bootstrapServers(), topic);
  }

  @Override
  public void close() {
    if (system != null) system.close();
    producer.close();
  }
}
