package dev.oopsight.incident;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger on the heap, for files that are read once. */
public final class HeapLedger implements IncidentLedger {

  private record Site(HostId host, BootKey boot, Fingerprint print) {}

  private final Map<OccurrenceId, Counted> counted = new HashMap<>();
  private final Map<Site, Tally> tallies = new HashMap<>();
  private final Map<IncidentId, KernelIncident> incidents = new LinkedHashMap<>();

  @Override
  public Optional<Counted> counted(HostId host, OccurrenceId occurrence) {
    return Optional.ofNullable(counted.get(occurrence));
  }

  @Override
  public void note(HostId host, OccurrenceId occurrence, Counted once) {
    counted.put(occurrence, once);
  }

  @Override
  public Optional<Tally> tally(HostId host, BootKey boot, Fingerprint site) {
    return Optional.ofNullable(tallies.get(new Site(host, boot, site)));
  }

  @Override
  public List<Tally> tallies(HostId host) {
    return tallies.entrySet().stream()
        .filter(entry -> entry.getKey().host().equals(host))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public void keep(HostId host, BootKey boot, Fingerprint site, Tally tally) {
    tallies.put(new Site(host, boot, site), tally);
  }

  @Override
  public void forget(HostId host, BootKey boot, Fingerprint site) {
    tallies.remove(new Site(host, boot, site));
  }

  @Override
  public Optional<KernelIncident> find(IncidentId incident) {
    return Optional.ofNullable(incidents.get(incident));
  }

  @Override
  public void keep(KernelIncident incident) {
    incidents.put(incident.id(), incident);
  }

  @Override
  public void forget(KernelIncident stale) {
    incidents.remove(stale.id());
  }

  @Override
  public List<IncidentId> begunIn(HostId host, Instant from, Instant until) {
    return incidents.values().stream()
        .filter(i -> i.host().equals(host))
        .filter(i -> !i.firstAt().at().isBefore(from) && i.firstAt().at().isBefore(until))
        .sorted(Comparator.comparing(KernelIncident::firstAt))
        .map(KernelIncident::id)
        .toList();
  }

  /** Every incident with all that was counted, in the order in which they were opened. */
  public Collection<KernelIncident> incidents() {
    Map<IncidentId, Tally> running = new HashMap<>();
    tallies.values().forEach(tally -> running.put(tally.incident(), tally));
    return incidents.values().stream()
        .map(i -> running.containsKey(i.id()) ? i.withCounts(running.get(i.id())) : i)
        .toList();
  }
}
