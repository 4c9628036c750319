package dev.oopsight.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
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

  /** What stands in the name of the internal topic between the two stages. */
  static final String HOSTS = "hosts";

  private TopicPlan() {}

  /** The internal topic between the two stages, which Kafka Streams makes. */
  public static String hosts(String applicationId) {
    return applicationId + "-" + HOSTS + "-repartition";
  }

  /** The topics that are ours to make, output and aliases. */
  public static List<NewTopic> ours(Topics topics, int partitions, short replicas) {
    return List.of(
        topic(topics.aliases(), 1, replicas, COMPACTED),
        topic(topics.incidents(), partitions, replicas, Map.of()),
        topic(topics.incidentStates(), partitions, replicas, COMPACTED),
        topic(topics.incidentsEcs(), partitions, replicas, Map.of()),
        topic(topics.deadLetters(), 1, replicas, Map.of()));
  }

  /** Every topic of a system of our own, none of which forgets. */
  public static List<NewTopic> everything(Topics topics, int partitions) {
    List<NewTopic> all = new ArrayList<>();
    for (InputTopics inputs : List.of(topics.logs(), topics.configs())) {
      inputs.names().forEach(name -> all.add(topic(name, partitions, (short) 1, KEPT)));
    }
    for (NewTopic ours : ours(topics, partitions, (short) 1)) {
      all.add(ours.configs().isEmpty() ? ours.configs(KEPT) : ours);
    }
    return all;
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
