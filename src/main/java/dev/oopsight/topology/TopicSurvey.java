package dev.oopsight.topology;

import dev.oopsight.topology.TopicState.Direction;
import dev.oopsight.topology.TopicState.Presence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Holds the topics of a Kafka against those that the pipeline needs. */
public final class TopicSurvey {

  private static final int MOST_REPLICAS = 3;
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);

  private final Topics topics;
  private final Map<String, NewTopic> inputs;
  private final Map<String, NewTopic> all;

  /**
   * What is needed.
   *
   * @param topics by their names
   * @param partitions of those that have several
   * @param brokers how many there are to keep copies
   */
  public TopicSurvey(Topics topics, int partitions, int brokers) {
    this.topics = topics;
    short replicas = (short) Math.min(MOST_REPLICAS, brokers);
    inputs = byName(TopicPlan.inputs(topics, partitions, replicas));
    all = new LinkedHashMap<>(inputs);
    all.putAll(byName(TopicPlan.ours(topics, partitions, replicas)));
  }

  private static Map<String, NewTopic> byName(List<NewTopic> topics) {
    Map<String, NewTopic> named = new LinkedHashMap<>();
    topics.forEach(topic -> named.put(topic.name(), topic));
    return named;
  }

  /**
   * Looks at every topic.
   *
   * @param make whether those that are missing are made first
   * @return inputs first
   * @throws ExecutionException where the broker refuses
   */
  public List<TopicState> take(Admin admin, boolean make)
      throws ExecutionException, InterruptedException {
    Set<String> missing = new TreeSet<>(all.keySet());
    missing.removeAll(admin.listTopics().names().get());
    if (make) {
      TopicPlan.make(admin, List.copyOf(all.values()));
      awaitKnown(admin, missing);
    }
    Set<String> there = new TreeSet<>(all.keySet());
    if (!make) there.removeAll(missing);

    Map<String, TopicDescription> described = admin.describeTopics(there).allTopicNames().get();
    Map<String, Config> configs = configs(admin, there);
    List<TopicState> states = new ArrayList<>();
    for (NewTopic needed : all.values()) {
      String name = needed.name();
      Presence ifThere = missing.contains(name) ? Presence.MADE : Presence.THERE;
      states.add(
          there.contains(name)
              ? state(needed, ifThere, described.get(name).partitions().size(), configs)
              : missing(needed));
    }
    return states;
  }

  /** A broker learns of a topic a moment after the controller has made it. */
  private static void awaitKnown(Admin admin, Set<String> made)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (!admin.listTopics().names().get().containsAll(made)
        && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static Map<String, Config> configs(Admin admin, Set<String> names)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> asked =
        names.stream().map(n -> new ConfigResource(ConfigResource.Type.TOPIC, n)).toList();
    Map<String, Config> configs = new LinkedHashMap<>();
    admin.describeConfigs(asked).all().get().forEach((r, config) -> configs.put(r.name(), config));
    return configs;
  }

  private TopicState missing(NewTopic needed) {
    return new TopicState(
        needed.name(), direction(needed), Presence.MISSING, 0, cleanup(needed), List.of());
  }

  private TopicState state(
      NewTopic needed, Presence presence, int partitions, Map<String, Config> configs) {
    String cleanup = value(configs, needed.name(), TopicConfig.CLEANUP_POLICY_CONFIG);
    List<String> differences = new ArrayList<>();
    if (!cleanup.equals(cleanup(needed))) {
      differences.add("cleanup.policy must be " + cleanup(needed));
    }
    if (needed.name().equals(topics.deadLetters())) {
      largest(configs).ifPresent(bytes -> compareSize(bytes, configs, differences));
    }
    return new TopicState(
        needed.name(), direction(needed), presence, partitions, cleanup, differences);
  }

  private void compareSize(
      int largestInput, Map<String, Config> configs, List<String> differences) {
    String name = topics.deadLetters();
    long needed = largestInput + (long) TopicPlan.ROOM_FOR_HEADERS_BYTES;
    String has = value(configs, name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (Long.parseLong(has) < needed) {
      differences.add(
          "max.message.bytes is %s, must be at least %d: what the inputs take and 64 KiB"
              .formatted(has, needed));
    }
  }

  /** The largest batch that an input takes. */
  private OptionalInt largest(Map<String, Config> configs) {
    return inputs.keySet().stream()
        .filter(configs::containsKey)
        .map(name -> value(configs, name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
        .mapToInt(Integer::parseInt)
        .max();
  }

  private static String value(Map<String, Config> configs, String topic, String key) {
    return configs.get(topic).get(key).value();
  }

  private Direction direction(NewTopic topic) {
    boolean isRead =
        inputs.containsKey(topic.name())
            || Set.of(topics.aliases(), topics.rules(), topics.feedback()).contains(topic.name());
    return isRead ? Direction.IN : Direction.OUT;
  }

  private static String cleanup(NewTopic needed) {
    return TopicPlan.isCompacted(needed)
        ? TopicConfig.CLEANUP_POLICY_COMPACT
        : TopicConfig.CLEANUP_POLICY_DELETE;
  }
}
