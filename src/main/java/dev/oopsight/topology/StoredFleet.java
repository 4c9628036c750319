package dev.oopsight.topology;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HostConfig;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The fleet as it lies in the stores of one instance, gathered when it is asked about.
 *
 * <p>Why the appearances of a print are not brought together in a topic of their own: a bug that
 * strikes a whole fleet would make one key of it the hottest of all, a print has no use for its
 * place until somebody asks, and what the affected hosts are held against, the config of the
 * others, lies with the hosts in any case. Here each host's partition keeps its own rows, written
 * with the incident; what several instances tell can be put together row by row, and the picked
 * hosts too, since those with the least hashes of all are among those of each.
 */
final class StoredFleet implements Fleet {

  private final Function<String, ReadOnlyKeyValueStore<Bytes, byte[]>> stores;
  private final Function<IncidentId, Optional<KernelIncident>> incidents;

  /** A host's place in a draw. */
  private record Drawn(int hash, HostId host) {
    private static final Comparator<Drawn> FIRST =
        Comparator.comparing((Drawn drawn) -> drawn.hash() ^ Integer.MIN_VALUE)
            .thenComparing(Drawn::host);

    static Drawn of(HostId host) {
      return new Drawn(Utils.murmur2(Keys.host(host).get()), host);
    }
  }

  StoredFleet(
      Function<String, ReadOnlyKeyValueStore<Bytes, byte[]>> stores,
      Function<IncidentId, Optional<KernelIncident>> incidents) {
    this.stores = stores;
    this.incidents = incidents;
  }

  @Override
  public List<Appearance> appearances(Fingerprint print) {
    Bytes prefix = Keys.print(print);
    List<Appearance> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows =
        stores.apply(Stores.INCIDENTS_BY_FINGERPRINT).range(prefix, Keys.endOf(prefix))) {
      while (rows.hasNext()) found.add(StoredFormat.APPEARANCE.decode(rows.next().value));
    }
    return found;
  }

  @Override
  public void eachAppearance(BiConsumer<Fingerprint, Appearance> told) {
    try (KeyValueIterator<Bytes, byte[]> rows =
        stores.apply(Stores.INCIDENTS_BY_FINGERPRINT).all()) {
      while (rows.hasNext()) {
        var row = rows.next();
        told.accept(Keys.printOf(row.key), StoredFormat.APPEARANCE.decode(row.value));
      }
    }
  }

  @Override
  public Optional<KernelIncident> incident(IncidentId id) {
    return incidents.apply(id);
  }

  @Override
  public long hostCount() {
    long count = 0;
    try (KeyValueIterator<Bytes, byte[]> hosts = stores.apply(Stores.HOSTS).all()) {
      for (; hosts.hasNext(); hosts.next()) count++;
    }
    return count;
  }

  @Override
  public List<HostId> pick(int most, Predicate<HostId> wanted) {
    PriorityQueue<Drawn> least = new PriorityQueue<>(Drawn.FIRST.reversed());
    try (KeyValueIterator<Bytes, byte[]> hosts = stores.apply(Stores.HOSTS).all()) {
      while (hosts.hasNext()) {
        HostId host = Keys.hostOf(hosts.next().key);
        if (!wanted.test(host)) continue;
        least.add(Drawn.of(host));
        if (least.size() > most) least.remove();
      }
    }
    return least.stream().map(Drawn::host).sorted().toList();
  }

  @Override
  public ConfigView values(HostId host, Instant asOf) {
    return new HostConfig(
            StoreHistory.toRead(
                host, stores.apply(Stores.CONFIG_VERSIONS), stores.apply(Stores.CONFIG_CONFIRMED)))
        .valuesAsOf(asOf);
  }
}
