package dev.oopsight.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Puts a consumer group that never read to where it is to begin.
 *
 * <p>Kafka's {@code auto.offset.reset} would not do: it counts whenever a partition has no offset,
 * so that one which is added later, and our own internal topics, would begin in their middle. It is
 * earliest here, always.
 */
final class FirstStart {

  private FirstStart() {}

  /**
   * Puts it there, unless it has read before.
   *
   * @param inputs the topics that are read
   */
  static void begin(Admin admin, String group, Start start, Collection<String> inputs)
      throws ExecutionException, InterruptedException {
    if (start.ago().isEmpty() || hasRead(admin, group)) return;
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    offsets(admin, start.ago().get(), inputs)
        .forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    try {
      admin.alterConsumerGroupOffsets(group, offsets).all().get();
    } catch (ExecutionException e) {
      // Another instance was quicker, and reads already.
      if (!(e.getCause() instanceof UnknownMemberIdException)) throw e;
    }
  }

  private static boolean hasRead(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    try {
      return !admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().isEmpty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) return false;
      throw e;
    }
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Duration ago, Collection<String> inputs)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    Map<TopicPartition, OffsetSpec> moments = new HashMap<>();
    long since = Instant.now().minus(ago).toEpochMilli();
    admin
        .describeTopics(inputs)
        .allTopicNames()
        .get()
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(
                        p -> {
                          TopicPartition partition = new TopicPartition(topic, p.partition());
                          ends.put(partition, OffsetSpec.latest());
                          moments.put(partition, OffsetSpec.forTimestamp(since));
                        }));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin.listOffsets(ends).all().get().forEach((p, end) -> offsets.put(p, end.offset()));
    if (ago.isZero()) return offsets;
    admin
        .listOffsets(moments)
        .all()
        .get()
        .forEach(
            (p, found) ->
                offsets.computeIfPresent(p, (q, end) -> found.offset() < 0 ? end : found.offset()));
    return offsets;
  }
}
