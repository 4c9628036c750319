package dev.oopsight.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.topology.InputTopics;
import dev.oopsight.topology.Topics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a run was given.
 *
 * @param logs records of the log topics, each partition in its order
 * @param configs records of the config topics, each partition in its order
 * @param aliases host names by alias
 */
public record Input(
    List<ConsumerRecord<byte[], byte[]>> logs,
    List<ConsumerRecord<byte[], byte[]>> configs,
    Map<String, String> aliases) {

  public Input {
    logs = List.copyOf(logs);
    configs = List.copyOf(configs);
    aliases = Map.copyOf(aliases);
  }

  /** What lies in the topics by now; input topics must be told by name. */
  public static Input of(String bootstrapServers, Topics topics) {
    Map<String, String> aliases = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> alias :
        Topic.committed(bootstrapServers, topics.aliases())) {
      String name = new String(alias.key(), UTF_8);
      if (alias.value() == null) aliases.remove(name);
      else aliases.put(name, new String(alias.value(), UTF_8));
    }
    return new Input(
        committed(bootstrapServers, topics.logs()),
        committed(bootstrapServers, topics.configs()),
        aliases);
  }

  private static List<ConsumerRecord<byte[], byte[]>> committed(
      String bootstrapServers, InputTopics topics) {
    return topics.names().stream()
        .flatMap(name -> Topic.committed(bootstrapServers, name).stream())
        .toList();
  }

  /**
   * The log records in the order in which they were printed: by their {@link Place} where each has
   * one, copies together; else the partitions merged by time.
   */
  List<List<ConsumerRecord<byte[], byte[]>>> logsInOrder() {
    if (logs.stream().allMatch(record -> Place.of(record.headers()).isPresent())) {
      Map<Long, List<ConsumerRecord<byte[], byte[]>>> places = new TreeMap<>();
      for (ConsumerRecord<byte[], byte[]> record : logs) {
        long place = Place.of(record.headers()).getAsLong();
        places.computeIfAbsent(place, p -> new ArrayList<>()).add(record);
      }
      return List.copyOf(places.values());
    }
    return merged();
  }

  private List<List<ConsumerRecord<byte[], byte[]>>> merged() {
    Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> partitions =
        new TreeMap<>(
            Comparator.comparing(TopicPartition::topic)
                .thenComparingInt(TopicPartition::partition));
    for (ConsumerRecord<byte[], byte[]> record : logs) {
      partitions
          .computeIfAbsent(
              new TopicPartition(record.topic(), record.partition()), p -> new ArrayDeque<>())
          .add(record);
    }
    List<List<ConsumerRecord<byte[], byte[]>>> merged = new ArrayList<>();
    while (merged.size() < logs.size()) {
      merged.add(
          List.of(
              partitions.values().stream()
                  .filter(partition -> !partition.isEmpty())
                  .min(Comparator.comparingLong(partition -> partition.getFirst().timestamp()))
                  .orElseThrow()
                  .removeFirst()));
    }
    return merged;
  }
}
