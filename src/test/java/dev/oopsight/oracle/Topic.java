package dev.oopsight.oracle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands in a topic. */
public final class Topic {

  private Topic() {}

  /** Everything that is committed by now, each partition in its order. */
  public static List<ConsumerRecord<byte[], byte[]>> committed(
      String bootstrapServers, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, Map.of())) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return rest(consumer, partitions);
    }
  }

  /** Whether a consumer group has committed that it read all that is committed by now. */
  public static boolean isReadBy(String bootstrapServers, String topic, String group) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        consumer(bootstrapServers, Map.of("group.id", group))) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, OffsetAndMetadata> read = consumer.committed(Set.copyOf(partitions));
      consumer.assign(partitions);
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata committed = read.get(partition);
        if (committed == null) consumer.seekToBeginning(List.of(partition));
        else consumer.seek(partition, committed.offset());
      }
      // What is left may be marks of transactions, which are no records.
      return !partitions.isEmpty() && rest(consumer, partitions).isEmpty();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      String bootstrapServers, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, bytes, bytes);
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> rest(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      consumer.poll(Duration.ofMillis(100)).forEach(found::add);
    }
    return found;
  }
}
