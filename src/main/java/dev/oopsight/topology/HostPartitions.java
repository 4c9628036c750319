package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.log.HostId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;

/**
 * The partitions of the internal topic {@code hosts}, and which instance holds the state of each,
 * as this one was told by the last rebalance: of one that died since, it does not know yet.
 */
public interface HostPartitions {

  /**
   * An instance that can be asked over HTTP.
   *
   * @param host name or address, an IPv6 one without brackets
   */
  record Instance(String host, int port) {

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * An instance of the pipeline, as the last rebalance told of it.
   *
   * @param address where others can ask it; empty where they cannot
   * @param self whether it is this one
   * @param active the partitions that it works on
   * @param standby those that it follows, ready to take them over
   * @param behind offsets of state that it has yet to read back, where it is this one; those of the
   *     marks of transactions count, so it seldom comes to 0
   */
  record Member(
      Optional<Instance> address,
      boolean self,
      SortedSet<Integer> active,
      SortedSet<Integer> standby,
      OptionalLong behind) {}

  /** All instances that are known of, this one first; the others by their addresses. */
  List<Member> members();

  /** How many there are; they are numbered from 0. */
  int count();

  /** That of a host, by its one name: where Kafka's own partitioner puts it. */
  default int of(HostId host) {
    return Utils.toPositive(Utils.murmur2(host.value().getBytes(UTF_8))) % count();
  }

  /**
   * The host's one name; the name itself where no alias of it is known, and empty before they are
   * read. Every instance knows all aliases.
   */
  Optional<HostId> resolve(HostId name);

  /**
   * Asks the stores of this instance.
   *
   * @param stale whether a copy will do that follows the original: that of a standby, or of a
   *     partition that is being restored
   * @return empty where that partition does not lie here
   */
  <T> Optional<T> here(int partition, boolean stale, Function<StoreView, T> question);

  /** The other instance that works on a partition; empty where this one does, or nobody. */
  Optional<Instance> activeElsewhere(int partition);

  /** The other instances that follow a partition, ready to take it over. */
  List<Instance> standbysElsewhere(int partition);
}
