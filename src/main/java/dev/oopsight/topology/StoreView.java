package dev.oopsight.topology;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.SettingChange;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Census;
import dev.oopsight.theory.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The stores of one partition of the hosts, read from outside of the thread that writes them. Any
 * method throws Kafka's {@code InvalidStateStoreException} where the partition moves away
 * meanwhile.
 */
public final class StoreView {

  /** The order in which hosts lie, and are listed. */
  public static final Comparator<HostId> BY_NAME = Comparator.comparing(Keys::host);

  private final Function<String, ReadOnlyKeyValueStore<Bytes, byte[]>> stores;

  private final Supplier<Optional<Stream<Census.Heard>>> heard;

  private StoreView(
      Function<String, ReadOnlyKeyValueStore<Bytes, byte[]>> stores,
      Supplier<Optional<Stream<Census.Heard>>> heard) {
    this.stores = stores;
    this.heard = heard;
  }

  /**
   * A look at these stores.
   *
   * @param stores by name
   */
  public static StoreView of(Function<String, ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
    return new StoreView(stores, Optional::empty);
  }

  /** The same where its hosts are known on the heap, unless that is empty. */
  static StoreView of(
      Function<String, ReadOnlyKeyValueStore<Bytes, byte[]>> stores,
      Supplier<Optional<Stream<Census.Heard>>> heard) {
    return new StoreView(stores, heard);
  }

  /**
   * Known hosts in the order of their names.
   *
   * @param after only those whose name comes behind this one
   * @param most how many at most
   */
  public List<HostId> hosts(Optional<HostId> after, int most) {
    List<HostId> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> hosts =
        store(Stores.HOSTS).range(after.map(Keys::host).map(Keys::endOf).orElse(null), null)) {
      while (hosts.hasNext() && found.size() < most) found.add(Keys.hostOf(hosts.next().key));
    }
    return found;
  }

  /** Whether a line or config of that host was ever seen. */
  public boolean knows(HostId host) {
    return store(Stores.HOSTS).get(Keys.host(host)) != null;
  }

  /** When it was last heard of. */
  public HostHeard heard(HostId host) {
    byte[] stored = store(Stores.HOSTS).get(Keys.host(host));
    return stored == null ? HostHeard.NEVER : HostHeard.decode(stored);
  }

  /** How many of its incidents are kept. */
  public long countIncidents(HostId host) {
    Bytes prefix = Keys.host(host);
    long count = 0;
    try (KeyValueIterator<Bytes, byte[]> keys =
        store(Stores.INCIDENTS_BY_HOST).range(prefix, Keys.endOf(prefix))) {
      for (; keys.hasNext(); keys.next()) count++;
    }
    return count;
  }

  /** The incident that began last. */
  public Optional<KernelIncident> newestIncident(HostId host) {
    Bytes prefix = Keys.host(host);
    try (KeyValueIterator<Bytes, byte[]> keys =
        store(Stores.INCIDENTS_BY_HOST).reverseRange(prefix, Keys.endOf(prefix))) {
      return keys.hasNext() ? incident(Keys.incidentAtEnd(keys.next().key)) : Optional.empty();
    }
  }

  /** Its incidents, newest first. */
  public List<KernelIncident> incidents(HostId host) {
    Bytes prefix = Keys.host(host);
    List<KernelIncident> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> keys =
        store(Stores.INCIDENTS_BY_HOST).reverseRange(prefix, Keys.endOf(prefix))) {
      while (keys.hasNext()) incident(Keys.incidentAtEnd(keys.next().key)).ifPresent(found::add);
    }
    return found;
  }

  /** One incident in its newest revision, with all occurrences counted so far. */
  public Optional<KernelIncident> incident(IncidentId id) {
    return Optional.ofNullable(store(Stores.INCIDENTS).get(Keys.incident(id)))
        .map(StoredFormat.KERNEL_INCIDENT::decode)
        .map(this::withCounts);
  }

  private KernelIncident withCounts(KernelIncident incident) {
    Bytes site = Keys.site(incident.host(), incident.boot(), incident.fingerprints().site());
    return Optional.ofNullable(store(Stores.TALLIES).get(site))
        .map(StoredFormat.TALLY::decode)
        .filter(tally -> tally.incident().equals(incident.id()))
        .map(incident::withCounts)
        .orElse(incident);
  }

  /** What was in force on a host. */
  public ConfigView config(HostId host, Instant asOf) {
    return history(host).asOf(asOf);
  }

  /** What was first seen changed on a host in (since, until], newest first. */
  public List<SettingChange> changes(HostId host, Instant since, Instant until) {
    return history(host).changesBefore(until, Duration.between(since, until));
  }

  private HostConfig history(HostId host) {
    return new HostConfig(
        StoreHistory.toRead(host, store(Stores.CONFIG_VERSIONS), store(Stores.CONFIG_CONFIRMED)));
  }

  /** What is published of what is open, on all hosts: one JSON text an alert. */
  public static List<String> openIncidents(KafkaStreams streams) {
    ReadOnlyKeyValueStore<String, String> open =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                Stores.OPEN_ALERTS, QueryableStoreTypes.keyValueStore()));
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<String, String> all = open.all()) {
      while (all.hasNext()) found.add(all.next().value);
    }
    return found;
  }

  /** All its hosts at once. */
  public Fleet fleet() {
    return stored();
  }

  /** Tells every incident once, with its print of that level; those of one print in a row. */
  public void eachAppearance(Fingerprint.Level level, BiConsumer<Fingerprint, Appearance> told) {
    stored().eachAppearance(level, told);
  }

  private StoredFleet stored() {
    return new StoredFleet(this::store, this::incident, heard);
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> store(String name) {
    return stores.apply(name);
  }
}
