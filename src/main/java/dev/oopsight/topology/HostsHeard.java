package dev.oopsight.topology;

import dev.oopsight.log.HostId;
import dev.oopsight.theory.Census;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * When each host was last heard, of the partitions that this instance works on: what {@link
 * Stores#HOSTS} says, on the heap, where a hundred thousand hosts are looked through in no time.
 * Whoever writes the store writes it too; a task that takes over a partition reads it anew.
 */
public final class HostsHeard {

  private final Map<Integer, OfPartition> partitions = new ConcurrentHashMap<>();

  /** The hosts of one partition. */
  final class OfPartition {

    private final int partition;
    private final Map<HostId, Optional<Instant>> lines = new ConcurrentHashMap<>();

    private OfPartition(int partition) {
      this.partition = partition;
    }

    void keep(HostId host, HostHeard heard) {
      lines.put(host, heard.line());
    }

    void forget(HostId host) {
      lines.remove(host);
    }

    /** The task gives the partition away. */
    void close() {
      partitions.remove(partition, this);
    }
  }

  /** Takes over a partition with what its store says. */
  OfPartition open(int partition, ReadOnlyKeyValueStore<Bytes, byte[]> hosts) {
    OfPartition opened = new OfPartition(partition);
    try (KeyValueIterator<Bytes, byte[]> all = hosts.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> host = all.next();
        opened.keep(Keys.hostOf(host.key), HostHeard.decode(host.value));
      }
    }
    partitions.put(partition, opened);
    return opened;
  }

  /** The hosts of a partition; empty where nobody here works on it. */
  Optional<Stream<Census.Heard>> of(int partition) {
    return Optional.ofNullable(partitions.get(partition))
        .map(
            known ->
                known.lines.entrySet().stream()
                    .map(host -> new Census.Heard(host.getKey(), host.getValue())));
  }
}
