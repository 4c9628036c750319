package dev.oopsight.incident;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A ledger on the heap, for files that are read once.
 *
 * <p>It may be bound, so that the length of a file does not matter. What it then holds too much of
 * it finishes: first incidents that nothing can count into any more, because their boot went on for
 * longer than {@link Incidents#GAP} or their site has a newer one; and where that is not enough the
 * ones that began first. An occurrence that is there again is known as such among the last {@value
 * #MOST_COUNTED}.
 */
public final class HeapLedger implements IncidentLedger {

  private static final int MOST_COUNTED = 1 << 16;

  private record Boot(HostId host, BootKey boot) {}

  private record Site(Boot boot, Fingerprint print) {
    Site(HostId host, BootKey boot, Fingerprint print) {
      this(new Boot(host, boot), print);
    }

    static Site of(KernelIncident incident) {
      return new Site(incident.host(), incident.boot(), incident.fingerprints().site());
    }
  }

  private final long mostText;
  private final Consumer<KernelIncident> finished;
  private final Map<OccurrenceId, Counted> counted = new LinkedHashMap<>();
  private final Map<Site, Tally> tallies = new HashMap<>();
  private final Map<Boot, Instant> newest = new HashMap<>();
  private final Map<IncidentId, KernelIncident> incidents = new LinkedHashMap<>();
  private long text;

  /** A ledger that keeps every incident. */
  public HeapLedger() {
    this(Long.MAX_VALUE, incident -> {});
  }

  /**
   * A bound ledger.
   *
   * @param mostText bytes of text that the kept incidents may have together; one takes some three
   *     times its text on the heap
   * @param finished is given each incident that is kept no longer, with all that was counted
   */
  public HeapLedger(long mostText, Consumer<KernelIncident> finished) {
    this.mostText = mostText;
    this.finished = finished;
  }

  @Override
  public Optional<Counted> counted(HostId host, OccurrenceId occurrence) {
    return Optional.ofNullable(counted.get(occurrence));
  }

  @Override
  public void note(HostId host, OccurrenceId occurrence, Counted once) {
    counted.put(occurrence, once);
    if (counted.size() <= MOST_COUNTED) return;
    Iterator<OccurrenceId> eldest = counted.keySet().iterator();
    eldest.next();
    eldest.remove();
  }

  @Override
  public Optional<Tally> tally(HostId host, BootKey boot, Fingerprint site) {
    return Optional.ofNullable(tallies.get(new Site(host, boot, site)));
  }

  @Override
  public List<Tally> tallies(HostId host) {
    return tallies.entrySet().stream()
        .filter(entry -> entry.getKey().boot().host().equals(host))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public void keep(HostId host, BootKey boot, Fingerprint print, Tally tally) {
    Site site = new Site(host, boot, print);
    tallies.put(site, tally);
    heard(site.boot, tally.lastAt().at());
  }

  private void heard(Boot boot, Instant at) {
    newest.merge(boot, at, (a, b) -> a.isAfter(b) ? a : b);
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
    KernelIncident before = incidents.put(incident.id(), incident);
    text += incident.text().bytes() - (before == null ? 0 : before.text().bytes());
    heard(new Boot(incident.host(), incident.boot()), incident.lastAt().at());
    if (before != null || text <= mostText) return;
    long enough = mostText / 4 * 3;
    finish(i -> !i.id().equals(incident.id()) && isQuiet(i));
    finish(i -> !i.id().equals(incident.id()) && text > enough);
  }

  @Override
  public void forget(KernelIncident stale) {
    if (incidents.remove(stale.id()) != null) text -= stale.text().bytes();
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

  /** Every incident that is kept, with all that was counted, in the order of their opening. */
  public Collection<KernelIncident> incidents() {
    Map<IncidentId, Tally> running = new HashMap<>();
    tallies.values().forEach(tally -> running.put(tally.incident(), tally));
    return incidents.values().stream()
        .map(i -> running.containsKey(i.id()) ? i.withCounts(running.get(i.id())) : i)
        .toList();
  }

  /** Finishes all that are kept. */
  public void finish() {
    finish(incident -> true);
  }

  private void finish(Predicate<KernelIncident> which) {
    for (Iterator<KernelIncident> all = incidents.values().iterator(); all.hasNext(); ) {
      KernelIncident incident = all.next();
      if (!which.test(incident)) continue;
      all.remove();
      text -= incident.text().bytes();
      Site site = Site.of(incident);
      Tally tally = tallies.get(site);
      boolean counting = isNewest(incident, tally);
      if (counting) tallies.remove(site);
      finished.accept(counting ? incident.withCounts(tally) : incident);
    }
  }

  private boolean isQuiet(KernelIncident incident) {
    Site site = Site.of(incident);
    Tally tally = tallies.get(site);
    if (!isNewest(incident, tally)) return true;
    return tally.lastAt().at().plus(Incidents.GAP).isBefore(newest.get(site.boot));
  }

  private static boolean isNewest(KernelIncident incident, Tally tally) {
    return tally != null && tally.incident().equals(incident.id());
  }
}
