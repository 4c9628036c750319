package dev.oopsight.app;

import dev.oopsight.topology.TopicPlan;
import dev.oopsight.topology.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The topics that a pipeline needs: those of others are looked for, ours are made. */
final class KafkaTopics {

  private static final int BROKER_ANSWERS_WITHIN_SECONDS = 10;
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
    Map<String, Object> client = new HashMap<>(settings.kafka());
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    try {
      Admin admin = Admin.create(client);
      try {
        prepare(admin, settings, topics);
      } finally {
        // Calls that wait for a broker which is not there would hold a plain close for a minute.
        admin.close(Duration.ZERO);
      }
    } catch (TimeoutException e) {
      throw noAnswer(settings, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw noAnswer(settings, e.getCause());
      }
      throw new CommandFailed(
          "Kafka at %s refuses: %s".formatted(settings.bootstrapServers(), Faults.of(e.getCause())),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted while it started", e);
    } catch (KafkaException e) {
      throw new CommandFailed(
          "cannot talk to Kafka at %s (%s): correct bootstrap.servers or the kafka.* settings"
              .formatted(settings.bootstrapServers(), Faults.of(e)),
          e);
    }
  }

  private static CommandFailed noAnswer(Settings settings, Throwable e) {
    return new CommandFailed(
        "no Kafka broker answers at %s (%s): start it, or correct bootstrap.servers"
            .formatted(settings.bootstrapServers(), Faults.of(e)),
        e);
  }

  private static void prepare(Admin admin, Settings settings, Topics topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    int brokers =
        admin.describeCluster().nodes().get(BROKER_ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS).size();
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
