package dev.oopsight.topology;

import dev.oopsight.log.HostId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What Kafka Streams tells of where the partitions lie. */
public final class StreamsPartitions implements HostPartitions {

  private final KafkaStreams streams;
  private final HostsHeard heard;
  private final String topic;
  private final int count;
  private final Optional<HostInfo> self;

  /**
   * The partitions of one pipeline.
   *
   * @param heard the hosts of those that lie here
   * @param count how many there are
   * @param self where others can ask this instance; empty where they cannot, nor can it ask them
   */
  public StreamsPartitions(
      PipelineRun run, HostsHeard heard, String applicationId, int count, Optional<Instance> self) {
    this.streams = run.streams();
    this.heard = heard;
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
      return Optional.of(new HostNames(aliases).resolve(name.value()));
    } catch (InvalidStateStoreException e) {
      return Optional.empty();
    }
  }

  @Override
  public <T> Optional<T> here(int partition, boolean stale, Function<StoreView, T> question) {
    try {
      return Optional.of(
          question.apply(
              StoreView.of(
                  name -> store(name, partition, stale),
                  () -> stale ? Optional.empty() : heard.of(partition))));
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
  public List<Member> members() {
    Member here =
        new Member(
            self.map(info -> new Instance(info.host(), info.port())),
            true,
            here(ThreadMetadata::activeTasks),
            here(ThreadMetadata::standbyTasks),
            OptionalLong.of(behind()));
    Stream<Member> elsewhere =
        others(told -> true)
            .map(
                told ->
                    new Member(
                        Optional.of(new Instance(told.host(), told.port())),
                        false,
                        ours(told.topicPartitions()),
                        ours(told.standbyTopicPartitions()),
                        OptionalLong.empty()))
            .sorted(Comparator.comparing(member -> member.address().toString()));
    return Stream.concat(Stream.of(here), elsewhere).toList();
  }

  /** What this instance works on, or follows. */
  private SortedSet<Integer> here(Function<ThreadMetadata, Set<TaskMetadata>> tasks) {
    if (!streams.state().isRunningOrRebalancing()) return new TreeSet<>();
    return ours(
        streams.metadataForLocalThreads().stream()
            .flatMap(thread -> tasks.apply(thread).stream())
            .flatMap(task -> task.topicPartitions().stream())
            .toList());
  }

  private SortedSet<Integer> ours(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private long behind() {
    if (!streams.state().isRunningOrRebalancing()) return 0;
    return streams.allLocalStorePartitionLags().values().stream()
        .flatMap(lags -> lags.values().stream())
        .mapToLong(LagInfo::offsetLag)
        .sum();
  }

  @Override
  public Optional<Instance> activeElsewhere(int partition) {
    TopicPartition wanted = new TopicPartition(topic, partition);
    return others(told -> told.topicPartitions().contains(wanted))
        .map(told -> new Instance(told.host(), told.port()))
        .findFirst();
  }

  @Override
  public List<Instance> standbysElsewhere(int partition) {
    TopicPartition wanted = new TopicPartition(topic, partition);
    return others(told -> told.standbyTopicPartitions().contains(wanted))
        .map(told -> new Instance(told.host(), told.port()))
        .toList();
  }

  private Stream<StreamsMetadata> others(Predicate<StreamsMetadata> holds) {
    if (self.isEmpty()) return Stream.empty();
    return told().stream()
        .filter(told -> !told.hostInfo().equals(self.get()))
        .filter(told -> !told.hostInfo().equals(HostInfo.unavailable()))
        .filter(holds);
  }

  private Collection<StreamsMetadata> told() {
    KafkaStreams.State state = streams.state();
    return state.isRunningOrRebalancing() ? streams.metadataForAllStreamsClients() : List.of();
  }
}
