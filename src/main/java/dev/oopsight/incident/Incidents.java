package dev.oopsight.incident;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private final Judge judge;
  private final IncidentLedger ledger;
  private final IncidentBounds bounds;

  public Incidents(
      BiFunction<KernelTrace, ConfigView, Diagnosis> knowledge,
      IncidentLedger ledger,
      IncidentBounds bounds) {
    judge = new Judge(knowledge, bounds.changesWithin());
    this.ledger = ledger;
    this.bounds = bounds;
  }

  /**
   * What an occurrence did, or a moment.
   *
   * @param incident the one that the occurrence belongs to; empty where it was counted before as it
   *     is
   * @param revisions to publish, in order
   * @param due when, by the host's clock, {@link #heard} is to be called, since there are counts
   *     that were not published; empty where there are none
   */
  public record Recorded(
      Optional<IncidentId> incident, List<KernelIncident> revisions, Optional<Instant> due) {

    private static final Recorded BEFORE =
        new Recorded(Optional.empty(), List.of(), Optional.empty());

    public Recorded {
      revisions = List.copyOf(revisions);
    }

    private static Recorded published(KernelIncident revision) {
      return new Recorded(Optional.of(revision.id()), List.of(revision), Optional.empty());
    }

    private static Recorded waiting(Tally tally) {
      Optional<Instant> due = tally.waiting() ? Optional.of(tally.due()) : Optional.empty();
      return new Recorded(Optional.of(tally.incident()), List.of(), due);
    }

    private Recorded after(Optional<KernelIncident> earlier) {
      List<KernelIncident> all = new ArrayList<>(earlier.stream().toList());
      all.addAll(revisions);
      return new Recorded(incident, all, due);
    }
  }

  /** Takes an occurrence, with the config of its host. */
  public Recorded add(Occurrence occurrence, HostConfig config) {
    HostId host = occurrence.text().host();
    Optional<Counted> before = ledger.counted(host, occurrence.id());
    if (before.isPresent()) return amend(before.get(), occurrence, config);
    Optional<Tally> last =
        ledger.tally(host, occurrence.text().boot(), occurrence.fingerprints().site());
    if (last.filter(t -> goesOn(t, occurrence)).isPresent()) return count(last.get(), occurrence);
    // Its tally, which is replaced next, is all that knows how often the last one occurred lately.
    Optional<KernelIncident> over = last.flatMap(this::publishCounts);
    return open(occurrence, config).after(over);
  }

  /** The newest revision of an incident, with all that was counted since. */
  public Optional<KernelIncident> newest(IncidentId id) {
    return ledger.find(id).map(incident -> incident.withCounts(tallyOf(incident)));
  }

  /**
   * Publishes the counts of a host's incidents that have waited for an hour.
   *
   * @param at the host's clock; {@link Instant#MAX} where it says no more
   */
  public Recorded heard(HostId host, Instant at) {
    List<KernelIncident> revisions = new ArrayList<>();
    Optional<Instant> due = Optional.empty();
    for (Tally tally : ledger.tallies(host)) {
      if (!tally.waiting()) continue;
      if (!tally.due().isAfter(at)) publishCounts(tally).ifPresent(revisions::add);
      else if (due.isEmpty() || tally.due().isBefore(due.get())) due = Optional.of(tally.due());
    }
    return new Recorded(Optional.empty(), revisions, due);
  }

  private Optional<KernelIncident> publishCounts(Tally tally) {
    if (!tally.waiting()) return Optional.empty();
    Optional<KernelIncident> newest =
        ledger.find(tally.incident()).map(i -> i.counted(tally, i.revision() + 1));
    newest.ifPresent(revision -> keep(revision, tally.published()));
    return newest;
  }

  /** Keeps a revision that goes out, and how its incident goes on from there. */
  private void keep(KernelIncident revision, Tally tally) {
    ledger.keep(revision);
    note(revision, tally);
  }

  private void note(KernelIncident incident, Tally tally) {
    ledger.keep(incident.host(), incident.boot(), incident.fingerprints().site(), tally);
  }

  private static boolean goesOn(Tally tally, Occurrence occurrence) {
    Duration gap = Duration.between(tally.lastAt().at(), occurrence.text().startedAt().at());
    return gap.abs().compareTo(GAP) <= 0;
  }

  private Recorded open(Occurrence occurrence, HostConfig config) {
    EventTime at = occurrence.text().startedAt();
    IncidentId id = IncidentId.of(occurrence.id());
    Tally tally = new Tally(id, 1, occurrence.suppressed(), at, at.at(), false);
    KernelIncident incident = incident(occurrence, tally, config);
    note(occurrence, id);
    keep(incident, tally);
    return Recorded.published(incident);
  }

  private KernelIncident incident(Occurrence first, Tally tally, HostConfig config) {
    TraceText text = first.text();
    Judge.Judgement judgement = judge.of(first.trace(), text.startedAt().at(), config);
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
            judgement.basis(),
            judgement.config(),
            judgement.changedBefore(),
            judgement.diagnosis(),
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
    if (!isFirst) return recount(stale, tally, amended);
    amended = amended.published();
    KernelIncident revised = stale.amendedBy(incident(occurrence, amended, config));
    ledger.forget(stale);
    ledger.keep(revised);
    move(stale, revised, amended);
    return Recorded.published(revised);
  }

  private Recorded recount(KernelIncident stale, Tally before, Tally now) {
    if (isRunningAs(stale, stale.fingerprints().site())) return count(stale, before, now);
    if (!now.waiting()) return Recorded.BEFORE;
    KernelIncident revised = stale.counted(now, stale.revision() + 1);
    ledger.keep(revised);
    return Recorded.published(revised);
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
                    incident.lastAt().at(),
                    false));
  }

  /** What an amended incident is of can be told better now; a running one there stays. */
  private void move(KernelIncident stale, KernelIncident revised, Tally tally) {
    Fingerprint from = stale.fingerprints().site();
    Fingerprint to = revised.fingerprints().site();
    if (isRunningAs(stale, from)) ledger.forget(stale.host(), stale.boot(), from);
    if (ledger.tally(revised.host(), revised.boot(), to).isEmpty()) note(revised, tally);
  }

  private boolean isRunningAs(KernelIncident incident, Fingerprint site) {
    return ledger
        .tally(incident.host(), incident.boot(), site)
        .filter(t -> t.incident().equals(incident.id()))
        .isPresent();
  }

  /** In a storm this is what happens to most, so it reads no incident unless one goes out. */
  private Recorded count(Tally tally, Occurrence occurrence) {
    note(occurrence, tally.incident());
    Tally now = tally.and(occurrence);
    if (now.isDueAfter(tally)) return counted(ledger.find(tally.incident()).orElseThrow(), now);
    TraceText text = occurrence.text();
    ledger.keep(text.host(), text.boot(), occurrence.fingerprints().site(), now);
    return Recorded.waiting(now);
  }

  private Recorded count(KernelIncident newest, Tally before, Tally now) {
    if (now.isDueAfter(before)) return counted(newest, now);
    note(newest, now);
    return Recorded.waiting(now);
  }

  private Recorded counted(KernelIncident newest, Tally now) {
    KernelIncident revised = newest.counted(now, newest.revision() + 1);
    keep(revised, now.published());
    return Recorded.published(revised);
  }

  /** Judges a host's incidents anew after config came; gives the revisions to publish. */
  public List<KernelIncident> configCame(
      HostId host, List<HostConfig.Interval> changed, HostConfig config) {
    Set<IncidentId> touched = new LinkedHashSet<>();
    for (HostConfig.Interval interval : changed) {
      Instant from = interval.from().minus(Judge.OBSERVED_AFTER);
      touched.addAll(ledger.begunIn(host, from, judge.end(interval)));
    }
    List<KernelIncident> revisions = new ArrayList<>();
    for (IncidentId id : touched) {
      ledger.find(id).flatMap(i -> revise(i, changed, config)).ifPresent(revisions::add);
    }
    return revisions;
  }

  private Optional<KernelIncident> revise(
      KernelIncident incident, List<HostConfig.Interval> changed, HostConfig config) {
    Instant at = incident.firstAt().at();
    boolean inForce = changed.stream().anyMatch(interval -> interval.contains(at));
    boolean known = incident.configBasis() == ConfigBasis.AS_OF;
    boolean reached = changed.stream().anyMatch(interval -> judge.reaches(interval, at));
    if (!inForce && known && !reached) return Optional.empty();
    Judge.Judgement judgement =
        !inForce && known
            ? judge.withChanges(incident, config)
            : judge.of(incident.trace(), at, config);
    Tally tally = tallyOf(incident);
    KernelIncident revised = Fit.within(bounds, incident.withCounts(tally).judged(judgement));
    boolean same =
        revised.configBasis() == incident.configBasis()
            && Setting.sayTheSame(revised.config(), incident.config())
            && SettingChange.sayTheSame(revised.changedBefore(), incident.changedBefore())
            && revised.diagnosis().equals(incident.diagnosis());
    if (same) return Optional.empty();
    ledger.keep(revised);
    if (isRunningAs(incident, incident.fingerprints().site())) note(revised, tally.published());
    return Optional.of(revised);
  }
}
