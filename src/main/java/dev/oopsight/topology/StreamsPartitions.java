package dev.oopsight.topology;

import dev.oopsight.log.HostId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What Kafka Streams tells of where the partitions lie. */
public final class StreamsPartitions implements HostPartitions {

  private final KafkaStreams streams;
  private final String topic;
  private final int count;
  private final Optional<HostInfo> self;

  /**
   * The partitions of one pipeline.
   *
   * @param count how many there are
   * @param self where others can ask this instance; empty where they cannot, nor can it ask them
   */
  public StreamsPartitions(
      PipelineRun run, String applicationId, int count, Optional<Instance> self) {
    this.streams = run.streams();
    this.topic = TopicPlan.hosts(applicationId);
    this.count = count;
    this.self = self.map(instance -> new HostInfo(instance.host(), instance.port()));
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Optional<HostId> resolve(HostId name) {
    try {
      ReadOnlyKeyValueStore<String, String> aliases =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  Stores.ALIASES, QueryableStoreTypes.keyValueStore()));
      return Optional.of(
          Optional.ofNullable(aliases.get(name.value())).flatMap(HostId::of).orElse(name));
    } catch (InvalidStateStoreException e) {
      return Optional.empty();
    }
  }

  @Override
  public <T> Optional<T> here(int partition, boolean stale, Function<StoreView, T> question) {
    try {
      return Optional.of(question.apply(StoreView.of(name -> store(name, partition, stale))));
    } catch (InvalidStateStoreException e) {
      return Optional.empty();
    }
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> store(String name, int partition, boolean stale) {
    StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> wanted =
        StoreQueryParameters.fromNameAndType(
                name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
            .withPartition(partition);
    return streams.store(stale ? wanted.enableStaleStores() : wanted);
  }

  @Override
  public Optional<Instance> activeElsewhere(int partition) {
    TopicPartition wanted = new TopicPartition(topic, partition);
    return others(told -> told.topicPartitions().contains(wanted)).stream().findFirst();
  }

  @Override
  public List<Instance> standbysElsewhere(int partition) {
    TopicPartition wanted = new TopicPartition(topic, partition);
    return others(told -> told.standbyTopicPartitions().contains(wanted));
  }

  private List<Instance> others(Predicate<StreamsMetadata> holds) {
    if (self.isEmpty()) return List.of();
    return members().stream()
        .filter(told -> !told.hostInfo().equals(self.get()))
        .filter(told -> !told.hostInfo().equals(HostInfo.unavailable()))
        .filter(holds)
        .map(told -> new Instance(told.host(), told.port()))
        .toList();
  }

  private Collection<StreamsMetadata> members() {
    KafkaStreams.State state = streams.state();
    return state.isRunningOrRebalancing() ? streams.metadataForAllStreamsClients() : List.of();
  }
}
