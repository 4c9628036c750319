package dev.oopsight.notify;

import dev.oopsight.query.LiveIncidents.Event;
import dev.oopsight.query.LiveIncidents.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All partitions of a topic, read committed, without a consumer group. For one thread at a time.
 */
final class TopicReader implements AutoCloseable {

  /** What one look at a history may take: whoever asks for more hears of a gap. */
  private static final long HISTORY_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int GIVE_UP_AFTER_MS = 10_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /** Where a revision stands. */
  @FunctionalInterface
  interface Sink {
    void add(int partition, long offset, Revision revision);
  }

  TopicReader(Map<String, Object> client, String topic) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, GIVE_UP_AFTER_MS);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer = new KafkaConsumer<>(settings, bytes, bytes);
    try {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(PartitionInfo::partition)
              .sorted()
              .map(partition -> new TopicPartition(topic, partition))
              .toList();
      consumer.assign(partitions);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * Goes to a position, or to the end.
   *
   * @param most offsets of a partition that are read again; the oldest beyond that are passed over
   * @return where it stands
   */
  Positions seek(Optional<Positions> wanted, long most) {
    Positions ends = ends();
    List<Long> next = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      long end = ends.of(partition.partition());
      long from = wanted.map(w -> w.of(partition.partition())).orElse(end);
      long begin = Math.min(end, Math.max(from, end - most));
      consumer.seek(partition, begin);
      next.add(begin);
    }
    return new Positions(next);
  }

  /** Reads on, and waits for more that long. */
  void poll(Duration atMost, Function<byte[], Optional<Revision>> decoder, Sink sink) {
    for (ConsumerRecord<byte[], byte[]> read : consumer.poll(atMost)) {
      decoder
          .apply(read.value())
          .ifPresent(revision -> sink.add(read.partition(), read.offset(), revision));
    }
  }

  /**
   * What stands between two positions, the newest of it where it is too much.
   *
   * @param to where some partitions end, behind {@code from} or not
   * @param most events, beside one that tells of a gap
   */
  List<Event> between(
      Positions from, Positions to, int most, Function<byte[], Optional<Revision>> decoder) {
    Positions begun = seek(Optional.of(from), most);
    EventRing found = new EventRing(most, begun);
    long until = System.nanoTime() + HISTORY_NANOS;
    while (isBefore(to) && System.nanoTime() < until) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
      for (ConsumerRecord<byte[], byte[]> one : records) {
        if (one.offset() >= to.of(one.partition())) continue;
        decoder
            .apply(one.value())
            .ifPresent(revision -> found.add(one.partition(), one.offset(), revision));
      }
    }
    return listed(found, from, isBefore(to) || !from.reaches(begun));
  }

  /** Whether there can be such a position: another topic of that name may have been longer. */
  boolean has(Positions wanted) {
    return ends().reaches(wanted);
  }

  private Positions ends() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return new Positions(partitions.stream().map(ends::get).toList());
  }

  private boolean isBefore(Positions to) {
    return partitions.stream().anyMatch(p -> consumer.position(p) < to.of(p.partition()));
  }

  private static List<Event> listed(EventRing found, Positions from, boolean gap) {
    List<Event> events = new ArrayList<>();
    if (gap) events.add(new Event(from.toString(), Optional.empty(), -1));
    try (var listener = found.listen(from, List.of(), () -> {})) {
      Optional<Event> next = listener.next(Duration.ZERO);
      for (; next.isPresent(); next = listener.next(Duration.ZERO)) events.add(next.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return events;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
