package dev.oopsight.topology;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The stores of one instance, read from outside of its threads. Any method throws Kafka's {@code
 * InvalidStateStoreException} while partitions move.
 */
public final class StoreView {

  private final KafkaStreams streams;

  private StoreView(KafkaStreams streams) {
    this.streams = streams;
  }

  /** A look at whatever partitions that instance holds now. */
  public static StoreView of(KafkaStreams streams) {
    return new StoreView(streams);
  }

  /** The host's one name; the name itself where no alias of it is known. */
  public HostId resolve(HostId name) {
    ReadOnlyKeyValueStore<String, String> aliases =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                Stores.ALIASES, QueryableStoreTypes.keyValueStore()));
    return Optional.ofNullable(aliases.get(name.value())).flatMap(HostId::of).orElse(name);
  }

  /**
   * Known hosts in the order of their names.
   *
   * @param after only those whose name comes behind this one
   * @param most how many at most
   */
  public List<HostId> hosts(Optional<HostId> after, int most) {
    TreeSet<HostId> found = new TreeSet<>();
    try (KeyValueIterator<Bytes, byte[]> all = store(Stores.HOSTS).all()) {
      while (all.hasNext()) {
        HostId host = Keys.hostOf(all.next().key);
        if (after.isPresent() && host.compareTo(after.get()) <= 0) continue;
        found.add(host);
        if (found.size() > most) found.pollLast();
      }
    }
    return List.copyOf(found);
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

  /** Those of all hosts, in no order. */
  public List<KernelIncident> incidents() {
    List<KernelIncident> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = store(Stores.INCIDENTS).all()) {
      while (all.hasNext()) {
        found.add(withCounts(StoredFormat.KERNEL_INCIDENT.decode(all.next().value)));
      }
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
  public List<String> openIncidents() {
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

  /** All hosts of these partitions at once. */
  public Fleet fleet() {
    return new StoredFleet(this::store, this::incident);
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> store(String name) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore()));
  }
}
