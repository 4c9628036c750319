package dev.oopsight.topology;

import dev.oopsight.siem.SiemFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that the pipeline needs, with the settings that its promises rest on. */
public final class TopicPlan {

  private static final Map<String, String> COMPACTED =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  /** Sample stories are years old: a retention time would delete them as they are written. */
  private static final Map<String, String> KEPT = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");

  /** What a topic of a small site may take on its disk, a partition: 512 MiB in pieces of 64. */
  private static final Map<String, String> BOUNDED =
      Map.of(
          TopicConfig.RETENTION_MS_CONFIG,
          "-1",
          TopicConfig.RETENTION_BYTES_CONFIG,
          String.valueOf(512L << 20),
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(64 << 20));

  /** A refused record comes with headers that tell why, so it is larger than it was. */
  public static final int ROOM_FOR_HEADERS_BYTES = 64 << 10;

  // Kafka, ServerLogConfigs.MAX_MESSAGE_BYTES_DEFAULT.
  private static final int LARGEST_BATCH_BYTES = 1_048_588;

  /** What stands in the name of the internal topic between the two stages. */
  static final String HOSTS = "hosts";

  private TopicPlan() {}

  /** The topics that shippers and collectors write to, where they are named one by one. */
  public static List<NewTopic> inputs(Topics topics, int partitions, short replicas) {
    return Stream.of(topics.logs(), topics.configs())
        .flatMap(inputs -> inputs.names().stream())
        .distinct()
        .map(name -> topic(name, partitions, replicas, Map.of()))
        .toList();
  }

  /** The internal topic between the two stages, which Kafka Streams makes. */
  public static String hosts(String applicationId) {
    return applicationId + "-" + HOSTS + "-repartition";
  }

  /**
   * The topics that are ours to make, outputs and what a site tells us, beside inputs as Kafka
   * makes them.
   */
  public static List<NewTopic> ours(Topics topics, int partitions, short replicas) {
    return ours(topics, partitions, replicas, LARGEST_BATCH_BYTES);
  }

  /**
   * The same.
   *
   * @param largestInput bytes of the largest batch that an input takes
   */
  public static List<NewTopic> ours(
      Topics topics, int partitions, short replicas, long largestInput) {
    Map<String, String> roomier =
        Map.of(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(Math.min(Integer.MAX_VALUE, largestInput + ROOM_FOR_HEADERS_BYTES)));
    List<NewTopic> ours = new ArrayList<>();
    ours.add(topic(topics.aliases(), 1, replicas, COMPACTED));
    ours.add(topic(topics.rules(), 1, replicas, COMPACTED));
    ours.add(topic(topics.rulesInForce(), 1, replicas, COMPACTED));
    ours.add(topic(topics.feedback(), 1, replicas, COMPACTED));
    ours.add(topic(topics.feedbackKept(), 1, replicas, COMPACTED));
    ours.add(topic(topics.incidents(), partitions, replicas, Map.of()));
    ours.add(topic(topics.incidentStates(), partitions, replicas, COMPACTED));
    ours.add(topic(topics.openIncidents(), partitions, replicas, COMPACTED));
    for (SiemFormat format : topics.formats()) {
      ours.add(topic(topics.incidents(format), partitions, replicas, Map.of()));
    }
    ours.add(topic(topics.configChanges(), partitions, replicas, Map.of()));
    ours.add(topic(topics.deadLetters(), 1, replicas, roomier));
    if (topics.formats().contains(SiemFormat.ECS)) {
      ours.add(topic(topics.configChangesEcs(), partitions, replicas, Map.of()));
      ours.add(topic(topics.refusalsEcs(), 1, replicas, Map.of()));
    }
    return List.copyOf(ours);
  }

  /** Every topic of a system of our own, none of which forgets. */
  public static List<NewTopic> everything(Topics topics, int partitions) {
    return everything(topics, partitions, KEPT);
  }

  /**
   * Every topic of a system of our own that stays: the oldest goes where there is too much, however
   * old it says that it is.
   */
  public static List<NewTopic> bounded(Topics topics, int partitions) {
    return everything(topics, partitions, BOUNDED);
  }

  private static List<NewTopic> everything(
      Topics topics, int partitions, Map<String, String> retention) {
    return Stream.of(inputs(topics, partitions, (short) 1), ours(topics, partitions, (short) 1))
        .flatMap(List::stream)
        .map(topic -> isCompacted(topic) ? topic : with(topic, retention))
        .toList();
  }

  static boolean isCompacted(NewTopic topic) {
    return TopicConfig.CLEANUP_POLICY_COMPACT.equals(
        topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG));
  }

  private static NewTopic with(NewTopic topic, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(topic.configs());
    all.putAll(settings);
    return topic.configs(all);
  }

  private static NewTopic topic(
      String name, int partitions, short replicas, Map<String, String> settings) {
    return new NewTopic(name, partitions, replicas).configs(settings);
  }

  /**
   * Makes those that do not exist.
   *
   * @throws ExecutionException where the broker refuses
   */
  public static void make(Admin admin, List<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    Set<String> there = admin.listTopics().names().get();
    List<NewTopic> missing = topics.stream().filter(t -> !there.contains(t.name())).toList();
    try {
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      // Another instance was quicker.
      if (!(e.getCause() instanceof TopicExistsException)) throw e;
    }
  }
}
