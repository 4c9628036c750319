package dev.oopsight.app;

import dev.oopsight.incident.IncidentBounds;
import dev.oopsight.topology.InputTopics;
import dev.oopsight.topology.StreamsSettings;
import dev.oopsight.topology.TopicPlan;
import dev.oopsight.topology.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that a pipeline needs: those of others are looked for, ours are made. */
final class KafkaTopics {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
  private static final int PARTITIONS = 4;
  private static final int MOST_REPLICAS = 3;
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
  private static final long ASK_AGAIN_MILLIS = 50;

  private final Admin admin;
  private final Settings settings;
  private final Topics topics;

  private KafkaTopics(Admin admin, Settings settings, Topics topics) {
    this.admin = admin;
    this.settings = settings;
    this.topics = topics;
  }

  /**
   * Sees to it that they are there, and that a first start begins where it is to.
   *
   * @return bytes of a refused piece that a dead letter can hold
   * @throws CommandFailed where no broker answers, an input topic is missing, an earlier start
   *     chose another number of partitions, or a topic does not take an incident
   */
  static int prepare(Settings settings, Topics topics) {
    return BrokerQuestion.to(
        settings.bootstrapServers(),
        settings.kafka(),
        Setting.BOOTSTRAP_SERVERS.key(),
        (admin, brokers) -> new KafkaTopics(admin, settings, topics).prepare(brokers));
  }

  private int prepare(int brokers) throws ExecutionException, InterruptedException {
    Set<String> known = admin.listTopics().names().get();
    Set<String> inputs = inputs(known);
    String hosts = TopicPlan.hosts(settings.applicationId());
    if (known.contains(hosts)) checkPartitions(hosts, settings.hostPartitions());
    long largestInput =
        largest(inputs).values().stream().mapToLong(Long::longValue).max().orElse(0);
    TopicPlan.make(admin, TopicPlan.ours(topics, PARTITIONS, replicas(brokers), largestInput));
    checkOutputs();
    if (!known.contains(hosts)) {
      FirstStart.begin(admin, settings.applicationId(), settings.start(), inputs);
    }
    return letterBytes(largestInput);
  }

  /** Those that are there, of which none that is named may be missing. */
  private Set<String> inputs(Set<String> known) {
    Set<String> missing = new TreeSet<>(topics.logs().names());
    missing.addAll(topics.configs().names());
    missing.removeAll(known);
    if (!missing.isEmpty()) {
      throw new CommandFailed(
          "the input topics %s do not exist: create them, or name those of your shippers with"
                  .formatted(String.join(", ", missing))
              + " input.logs and input.configs");
    }
    Set<String> inputs = new TreeSet<>();
    for (InputTopics read : List.of(topics.logs(), topics.configs())) {
      known.stream().filter(read::includes).forEach(inputs::add);
    }
    return inputs;
  }

  private static short replicas(int brokers) {
    return (short) Math.min(MOST_REPLICAS, brokers);
  }

  /** State is spread by this number: another would look for it in the wrong place. */
  private void checkPartitions(String topic, int wanted)
      throws ExecutionException, InterruptedException {
    int there =
        admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic).partitions().size();
    if (there == wanted) return;
    throw new CommandFailed(
        "%s is %d, but the first start made %s with %d: set it to %d, or choose another %s"
            .formatted(
                Setting.HOST_PARTITIONS.key(),
                wanted,
                topic,
                there,
                there,
                Setting.APPLICATION_ID.key()));
  }

  /** An incident that its topic does not take would stop the pipeline. */
  private void checkOutputs() throws ExecutionException, InterruptedException {
    IncidentBounds incident = settings.limits().incident();
    long needed = incident.bytes() + (long) TopicPlan.ROOM_FOR_HEADERS_BYTES;
    Stream<String> outputs =
        Stream.concat(
            Stream.of(topics.incidents(), topics.incidentStates()),
            topics.formats().stream().map(topics::incidents));
    for (var output : largest(outputs.toList()).entrySet()) {
      if (output.getValue() < needed) {
        throw new CommandFailed(
            "%s takes messages of %d bytes, an incident may have %d: raise its %s to %d, or lower %s"
                .formatted(
                    output.getKey(),
                    output.getValue(),
                    incident.bytes(),
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    needed,
                    Setting.INCIDENT_BYTES.key()));
      }
    }
  }

  private int letterBytes(long largestInput) throws ExecutionException, InterruptedException {
    String name = topics.deadLetters();
    long takes =
        Math.min(
            largest(List.of(name)).get(name), StreamsSettings.largestRequest(settings.kafka()));
    long needed = largestInput + TopicPlan.ROOM_FOR_HEADERS_BYTES;
    long bytes = Math.max(0, takes - TopicPlan.ROOM_FOR_HEADERS_BYTES);
    if (takes < needed) {
      LOG.warn(
          "refused pieces are cut at {} bytes, and the inputs take {}: raise {} of {} and"
              + " kafka.producer.max.request.size to {}",
          bytes,
          largestInput,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          name,
          needed);
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  /** The largest batch that each topic takes, in bytes. */
  private Map<String, Long> largest(Collection<String> names)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> asked =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Long> found = new HashMap<>();
    configs(asked)
        .forEach(
            (topic, config) ->
                found.put(
                    topic.name(),
                    Long.valueOf(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())));
    return found;
  }

  /** A broker may not know yet of a topic that was made a moment ago. */
  private Map<ConfigResource, Config> configs(List<ConfigResource> topics)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (true) {
      try {
        return admin.describeConfigs(topics).all().get();
      } catch (ExecutionException e) {
        boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!unknown || System.nanoTime() > end) throw e;
        TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
      }
    }
  }
}
