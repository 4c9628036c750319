package dev.oopsight.topology;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HostConfig;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Census;
import dev.oopsight.theory.Fleet;
import dev.oopsight.theory.HostProperties;
import dev.oopsight.theory.PrintSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The fleet as it lies in some stores, gathered when it is asked about.
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
  private final Supplier<Optional<Stream<Census.Heard>>> heard;

  /**
   * The fleet in these stores.
   *
   * @param heard its hosts, where they need not be read from there
   */
  StoredFleet(
      Function<String, ReadOnlyKeyValueStore<Bytes, byte[]>> stores,
      Function<IncidentId, Optional<KernelIncident>> incidents,
      Supplier<Optional<Stream<Census.Heard>>> heard) {
    this.stores = stores;
    this.incidents = incidents;
    this.heard = heard;
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
  public List<PrintSummary> prints(Fingerprint.Level level, Instant newSince) {
    return PrintSummary.all(each -> eachAppearance(level, each), newSince);
  }

  @Override
  public Map<HostId, Map<String, Instant>> blamed() {
    Map<HostId, Map<String, Instant>> blamed = new HashMap<>();
    eachAppearance(
        Fingerprint.Level.SITE,
        (print, row) ->
            row.blamed()
                .forEach(
                    rule ->
                        blamed
                            .computeIfAbsent(row.host(), host -> new HashMap<>())
                            .merge(rule, row.firstAt(), StoredFleet::later)));
    return blamed;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Tells every incident once, with its print of that level; those of one print in a row. */
  void eachAppearance(Fingerprint.Level level, BiConsumer<Fingerprint, Appearance> told) {
    Bytes prefix = Keys.prints(level);
    try (KeyValueIterator<Bytes, byte[]> rows =
        stores.apply(Stores.INCIDENTS_BY_FINGERPRINT).range(prefix, Keys.endOf(prefix))) {
      while (rows.hasNext()) {
        var row = rows.next();
        told.accept(Keys.printOf(row.key), StoredFormat.APPEARANCE.decode(row.value));
      }
    }
  }

  @Override
  public List<KernelIncident> incidents(Collection<IncidentId> ids) {
    return ids.stream().map(incidents).flatMap(Optional::stream).toList();
  }

  @Override
  public Census census(Instant newSince, int most) {
    return Census.of(
        heard.get().orElseGet(this::stored),
        each -> eachAppearance(Fingerprint.Level.SITE, each),
        newSince,
        most);
  }

  private Stream<Census.Heard> stored() {
    List<Census.Heard> known = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = stores.apply(Stores.HOSTS).all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> host = all.next();
        known.add(new Census.Heard(Keys.hostOf(host.key), HostHeard.decode(host.value).line()));
      }
    }
    return known.stream();
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
  public List<HostId> pickAmong(int most, Set<HostId> hosts) {
    return HostDraw.first(most, hosts);
  }

  @Override
  public List<HostId> pickOutside(int most, Set<HostId> hosts) {
    HostDraw draw = new HostDraw(most);
    try (KeyValueIterator<Bytes, byte[]> all = stores.apply(Stores.HOSTS).all()) {
      while (all.hasNext()) {
        HostId host = Keys.hostOf(all.next().key);
        if (!hosts.contains(host)) draw.add(host);
      }
    }
    return draw.hosts();
  }

  @Override
  public Map<HostAt, ConfigView> properties(Collection<HostAt> moments, Set<String> settings) {
    Map<HostAt, ConfigView> views = values(moments);
    views.replaceAll((moment, view) -> HostProperties.readIn(view, settings));
    return views;
  }

  @Override
  public Map<HostAt, ConfigView> values(Collection<HostAt> moments) {
    Map<HostAt, ConfigView> views = new HashMap<>();
    for (HostAt moment : moments) {
      if (stores.apply(Stores.HOSTS).get(Keys.host(moment.host())) == null) continue;
      views.put(
          moment,
          new HostConfig(
                  StoreHistory.toRead(
                      moment.host(),
                      stores.apply(Stores.CONFIG_VERSIONS),
                      stores.apply(Stores.CONFIG_CONFIRMED)))
              .valuesAsOf(moment.at()));
    }
    return views;
  }
}
