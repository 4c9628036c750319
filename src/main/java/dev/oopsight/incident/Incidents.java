package dev.oopsight.incident;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.KernelIncident.Change;
import dev.oopsight.incident.KernelIncident.ConfigBasis;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.HostId;
import dev.oopsight.log.TraceText;
import dev.oopsight.trace.KernelTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What becomes of occurrences: a new incident, one more of a running one, a better reading of one
 * that was counted before, or nothing. And what becomes of incidents when config comes late.
 */
public final class Incidents {

  /**
   * Occurrences with longer gaps are of different incidents. No one's to choose: an incident has
   * the id of its first occurrence, so another value would give other ids.
   */
  public static final Duration GAP = Duration.ofMinutes(10);

  /** A running incident is published at least that often, while it occurs. */
  static final Duration PUBLISH_EVERY = Duration.ofHours(1);

  /** Config first seen within this time after an incident is shown, as no evidence. */
  static final Duration OBSERVED_AFTER = Duration.ofHours(1);

  private final BiFunction<KernelTrace, ConfigView, Diagnosis> knowledge;
  private final IncidentLedger ledger;
  private final IncidentBounds bounds;

  public Incidents(
      BiFunction<KernelTrace, ConfigView, Diagnosis> knowledge,
      IncidentLedger ledger,
      IncidentBounds bounds) {
    this.knowledge = knowledge;
    this.ledger = ledger;
    this.bounds = bounds;
  }

  /**
   * What an occurrence did.
   *
   * @param incident the one that it belongs to, with all counts so far; empty where it was counted
   *     before as it is
   * @param publish whether that is a revision to publish
   */
  public record Recorded(Optional<KernelIncident> incident, boolean publish) {

    private static final Recorded BEFORE = new Recorded(Optional.empty(), false);

    /** The revision to publish, where there is one. */
    public Optional<KernelIncident> revision() {
      return publish ? incident : Optional.empty();
    }
  }

  /** Takes an occurrence, with the config of its host. */
  public Recorded add(Occurrence occurrence, HostConfig config) {
    HostId host = occurrence.text().host();
    Optional<Counted> before = ledger.counted(host, occurrence.id());
    if (before.isPresent()) return amend(before.get(), occurrence, config);
    Optional<Tally> running =
        ledger
            .tally(host, occurrence.text().boot(), occurrence.fingerprints().site())
            .filter(t -> goesOn(t, occurrence));
    return running.isPresent() ? count(running.get(), occurrence) : open(occurrence, config);
  }

  private static boolean goesOn(Tally tally, Occurrence occurrence) {
    Duration gap = Duration.between(tally.lastAt().at(), occurrence.text().startedAt().at());
    return gap.abs().compareTo(GAP) <= 0;
  }

  private Recorded open(Occurrence occurrence, HostConfig config) {
    EventTime at = occurrence.text().startedAt();
    IncidentId id = IncidentId.of(occurrence.id());
    Tally tally = new Tally(id, 1, occurrence.suppressed(), at, at.at());
    KernelIncident incident = incident(occurrence, tally, config);
    settle(incident);
    note(occurrence, id);
    ledger.keep(incident);
    keep(incident, tally);
    return new Recorded(Optional.of(incident), true);
  }

  /** The tally that is replaced next is all that knows how often an incident occurred lately. */
  private void settle(KernelIncident next) {
    ledger
        .tally(next.host(), next.boot(), next.fingerprints().site())
        .flatMap(tally -> ledger.find(tally.incident()).map(before -> before.withCounts(tally)))
        .ifPresent(ledger::keep);
  }

  private KernelIncident incident(Occurrence first, Tally tally, HostConfig config) {
    TraceText text = first.text();
    Judgement judgement = judge(first.trace(), text.startedAt().at(), config);
    return Fit.within(
        bounds,
        new KernelIncident(
            tally.incident(),
            1,
            Change.OPENED,
            text.host(),
            text.boot(),
            text.startedAt(),
            tally.lastAt(),
            text.lines().get(0).kernelTime(),
            tally.printed(),
            tally.suppressed(),
            first.trace(),
            RawText.of(text).cutTo(bounds.textBytes()),
            text.lines().get(0).source(),
            first.fingerprints(),
            judgement.basis,
            judgement.config,
            judgement.diagnosis,
            List.of()));
  }

  private void note(Occurrence occurrence, IncidentId incident) {
    Counted counted = Counted.of(occurrence, incident);
    ledger.note(occurrence.text().host(), occurrence.id(), counted);
  }

  /** An occurrence that is there again: as it was, or completed by lines that came late. */
  private Recorded amend(Counted before, Occurrence occurrence, HostConfig config) {
    if (!before.isCompletedBy(Counted.of(occurrence, before.incident()))) return Recorded.BEFORE;
    Optional<KernelIncident> found = ledger.find(before.incident());
    if (found.isEmpty()) return Recorded.BEFORE;
    note(occurrence, before.incident());
    KernelIncident stale = found.get();
    Tally tally = tallyOf(stale);
    long moreSuppressed = occurrence.suppressed() - before.suppressed();
    boolean isFirst = stale.id().equals(IncidentId.of(occurrence.id()));
    boolean isOnly = isFirst && tally.printed() == 1;
    EventTime lastAt = isOnly ? occurrence.text().startedAt() : tally.lastAt();
    Tally amended = tally.amended(moreSuppressed, lastAt);
    if (!isFirst) {
      if (isRunningAs(stale, stale.fingerprints().site())) keep(stale, amended);
      return new Recorded(Optional.of(stale.withCounts(amended)), false);
    }
    KernelIncident revised = stale.amendedBy(incident(occurrence, amended, config));
    ledger.forget(stale);
    ledger.keep(revised);
    move(stale, revised, amended);
    return new Recorded(Optional.of(revised), true);
  }

  private Tally tallyOf(KernelIncident incident) {
    return ledger
        .tally(incident.host(), incident.boot(), incident.fingerprints().site())
        .filter(t -> t.incident().equals(incident.id()))
        .orElseGet(
            () ->
                new Tally(
                    incident.id(),
                    incident.printed(),
                    incident.suppressed(),
                    incident.lastAt(),
                    incident.lastAt().at()));
  }

  /** What an amended incident is of can be told better now; a running one there stays. */
  private void move(KernelIncident stale, KernelIncident revised, Tally tally) {
    Fingerprint from = stale.fingerprints().site();
    Fingerprint to = revised.fingerprints().site();
    if (isRunningAs(stale, from)) ledger.forget(stale.host(), stale.boot(), from);
    if (ledger.tally(revised.host(), revised.boot(), to).isEmpty()) keep(revised, tally);
  }

  private boolean isRunningAs(KernelIncident incident, Fingerprint site) {
    return ledger
        .tally(incident.host(), incident.boot(), site)
        .filter(t -> t.incident().equals(incident.id()))
        .isPresent();
  }

  private Recorded count(Tally tally, Occurrence occurrence) {
    note(occurrence, tally.incident());
    Tally more = tally.and(occurrence);
    KernelIncident newest = ledger.find(tally.incident()).orElseThrow();
    boolean publish = isDue(more);
    KernelIncident counted =
        newest.counted(more, publish ? newest.revision() + 1 : newest.revision());
    if (publish) {
      more = more.publishedAt(more.lastAt().at());
      ledger.keep(counted);
    }
    keep(counted, more);
    return new Recorded(Optional.of(counted), publish);
  }

  private void keep(KernelIncident incident, Tally tally) {
    ledger.keep(incident.host(), incident.boot(), incident.fingerprints().site(), tally);
  }

  private static boolean isDue(Tally tally) {
    return isPowerOfTen(tally.printed())
        || !tally.lastAt().at().isBefore(tally.publishedAt().plus(PUBLISH_EVERY));
  }

  private static boolean isPowerOfTen(long count) {
    long power = 1;
    while (power < count) power *= 10;
    return power == count;
  }

  /** Judges a host's incidents anew after config came; gives the revisions to publish. */
  public List<KernelIncident> configCame(
      HostId host, List<HostConfig.Interval> changed, HostConfig config) {
    List<KernelIncident> revisions = new ArrayList<>();
    for (HostConfig.Interval interval : changed) {
      Instant from = interval.from().minus(OBSERVED_AFTER);
      for (KernelIncident incident : ledger.begunIn(host, from, interval.until())) {
        boolean inForce = interval.contains(incident.firstAt().at());
        if (inForce || incident.configBasis() == ConfigBasis.NONE) {
          revise(incident, config).ifPresent(revisions::add);
        }
      }
    }
    return revisions;
  }

  private Optional<KernelIncident> revise(KernelIncident stale, HostConfig config) {
    KernelIncident incident = ledger.find(stale.id()).orElseThrow();
    Judgement judgement = judge(incident.trace(), incident.firstAt().at(), config);
    KernelIncident revised =
        Fit.within(bounds, incident.judged(judgement.basis, judgement.config, judgement.diagnosis));
    boolean same =
        revised.configBasis() == incident.configBasis()
            && revised.config().equals(incident.config())
            && revised.diagnosis().equals(incident.diagnosis());
    if (same) return Optional.empty();
    ledger.keep(revised);
    return Optional.of(revised);
  }

  private record Judgement(ConfigBasis basis, List<Setting> config, Diagnosis diagnosis) {}

  private Judgement judge(KernelTrace trace, Instant at, HostConfig config) {
    ConfigView then = config.asOf(at);
    Diagnosis diagnosis = knowledge.apply(trace, then);
    if (!then.settings().isEmpty()) {
      return new Judgement(ConfigBasis.AS_OF, consulted(diagnosis, then), diagnosis);
    }
    Optional<Instant> after = config.firstSeenAfter(at, OBSERVED_AFTER);
    if (after.isEmpty()) return new Judgement(ConfigBasis.NONE, List.of(), diagnosis);
    ConfigView later = config.asOf(after.get());
    List<Setting> shown = consulted(knowledge.apply(trace, later), later);
    return new Judgement(ConfigBasis.OBSERVED_AFTER, shown, diagnosis);
  }

  private static List<Setting> consulted(Diagnosis diagnosis, ConfigView config) {
    return diagnosis.consulted().stream().flatMap(key -> config.setting(key).stream()).toList();
  }
}
