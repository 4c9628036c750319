package dev.oopsight.app;

import dev.oopsight.topology.TopicPlan;
import dev.oopsight.topology.Topics;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** The topics that a pipeline needs: those of others are looked for, ours are made. */
final class KafkaTopics {

  private static final int PARTITIONS = 4;
  private static final int MOST_REPLICAS = 3;

  private KafkaTopics() {}

  /**
   * Sees to it that they are there.
   *
   * @throws CommandFailed where no broker answers, an input topic is missing, or an earlier start
   *     chose another number of partitions
   */
  static void prepare(Settings settings, Topics topics) {
    BrokerQuestion.<Void>to(
        settings.bootstrapServers(),
        settings.kafka(),
        Setting.BOOTSTRAP_SERVERS.key(),
        (admin, brokers) -> {
          prepare(admin, brokers, settings, topics);
          return null;
        });
  }

  private static void prepare(Admin admin, int brokers, Settings settings, Topics topics)
      throws ExecutionException, InterruptedException {
    Set<String> known = admin.listTopics().names().get();
    Set<String> missing = new TreeSet<>(topics.logs().names());
    missing.addAll(topics.configs().names());
    missing.removeAll(known);
    if (!missing.isEmpty()) {
      throw new CommandFailed(
          "the input topics %s do not exist: create them, or name those of your shippers with"
                  .formatted(String.join(", ", missing))
              + " input.logs and input.configs");
    }
    String hosts = TopicPlan.hosts(settings.applicationId());
    if (known.contains(hosts)) checkPartitions(admin, hosts, settings.hostPartitions());
    TopicPlan.make(admin, TopicPlan.ours(topics, PARTITIONS, replicas(brokers)));
  }

  private static short replicas(int brokers) {
    return (short) Math.min(MOST_REPLICAS, brokers);
  }

  /** State is spread by this number: another would look for it in the wrong place. */
  private static void checkPartitions(Admin admin, String topic, int wanted)
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
}
