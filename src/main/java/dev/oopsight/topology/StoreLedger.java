package dev.oopsight.topology;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.Counted;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.IncidentLedger;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.OccurrenceId;
import dev.oopsight.incident.Tally;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Incidents in the stores of one task. */
final class StoreLedger implements IncidentLedger {

  private static final byte BY_HOST_FORMAT = 1;

  private final ProcessingContext context;
  private final KeyValueStore<Bytes, byte[]> incidents;
  private final KeyValueStore<Bytes, byte[]> byHost;
  private final KeyValueStore<Bytes, byte[]> byPrint;
  private final KeyValueStore<Bytes, byte[]> tallies;
  private final KeyValueStore<Bytes, byte[]> occurrences;

  StoreLedger(ProcessingContext context) {
    this.context = context;
    incidents = context.getStateStore(Stores.INCIDENTS);
    byHost = context.getStateStore(Stores.INCIDENTS_BY_HOST);
    byPrint = context.getStateStore(Stores.INCIDENTS_BY_FINGERPRINT);
    tallies = context.getStateStore(Stores.TALLIES);
    occurrences = context.getStateStore(Stores.OCCURRENCES);
  }

  @Override
  public Optional<Counted> counted(HostId host, OccurrenceId occurrence) {
    return Optional.ofNullable(occurrences.get(Keys.occurrence(host, occurrence)))
        .map(CountedBytes::decode);
  }

  @Override
  public void note(HostId host, OccurrenceId occurrence, Counted counted) {
    occurrences.put(Keys.occurrence(host, occurrence), CountedBytes.encode(counted, now()));
  }

  @Override
  public Optional<Tally> tally(HostId host, BootKey boot, Fingerprint site) {
    return Optional.ofNullable(tallies.get(Keys.site(host, boot, site)))
        .map(StoredFormat.TALLY::decode);
  }

  @Override
  public List<Tally> tallies(HostId host) {
    Bytes prefix = Keys.host(host);
    List<Tally> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = tallies.range(prefix, Keys.endOf(prefix))) {
      while (all.hasNext()) found.add(StoredFormat.TALLY.decode(all.next().value));
    }
    return found;
  }

  @Override
  public void keep(HostId host, BootKey boot, Fingerprint site, Tally tally) {
    tallies.put(Keys.site(host, boot, site), StoredFormat.TALLY.encode(tally));
  }

  @Override
  public void forget(HostId host, BootKey boot, Fingerprint site) {
    tallies.delete(Keys.site(host, boot, site));
  }

  @Override
  public Optional<KernelIncident> find(IncidentId incident) {
    return Optional.ofNullable(incidents.get(Keys.incident(incident)))
        .map(StoredFormat.KERNEL_INCIDENT::decode);
  }

  @Override
  public void keep(KernelIncident incident) {
    incidents.put(Keys.incident(incident.id()), StoredFormat.KERNEL_INCIDENT.encode(incident));
    ByteBuffer changed = ByteBuffer.allocate(Written.LENGTH);
    Written.begin(changed, BY_HOST_FORMAT, now());
    byHost.put(
        Keys.begun(incident.host(), incident.firstAt().at(), incident.id()), changed.array());
    byte[] appearance = StoredFormat.APPEARANCE.encode(Appearance.of(incident));
    appearances(incident).forEach(key -> byPrint.put(key, appearance));
  }

  private static List<Bytes> appearances(KernelIncident incident) {
    return Stream.of(incident.fingerprints().mechanism(), incident.fingerprints().site())
        .map(print -> Keys.appearance(print, incident.host(), incident.id()))
        .toList();
  }

  private long now() {
    return context.currentSystemTimeMs();
  }

  @Override
  public void forget(KernelIncident stale) {
    incidents.delete(Keys.incident(stale.id()));
    byHost.delete(Keys.begun(stale.host(), stale.firstAt().at(), stale.id()));
    appearances(stale).forEach(byPrint::delete);
  }

  @Override
  public List<IncidentId> begunIn(HostId host, Instant from, Instant until) {
    Bytes last = until.equals(Instant.MAX) ? Keys.endOf(Keys.host(host)) : Keys.begun(host, until);
    List<IncidentId> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> keys = byHost.range(Keys.begun(host, from), last)) {
      while (keys.hasNext()) found.add(Keys.incidentAtEnd(keys.next().key));
    }
    return found;
  }

  /**
   * Forgets an incident and how it goes on. What is remembered of its occurrences goes by itself.
   *
   * @param begun a key of {@link Stores#INCIDENTS_BY_HOST}
   * @return which it was
   */
  IncidentId expire(Bytes begun) {
    IncidentId id = Keys.incidentAtEnd(begun);
    find(id)
        .ifPresent(
            incident -> {
              HostId host = incident.host();
              BootKey boot = incident.boot();
              Fingerprint site = incident.fingerprints().site();
              if (tally(host, boot, site).filter(t -> t.incident().equals(id)).isPresent()) {
                forget(host, boot, site);
              }
              appearances(incident).forEach(byPrint::delete);
            });
    incidents.delete(Keys.incident(id));
    byHost.delete(begun);
    return id;
  }
}
