package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.Severity;
import dev.oopsight.fingerprint.Fingerprints;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.Source;
import dev.oopsight.trace.KernelTrace;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What we publish: the occurrences of one site fingerprint on one host and boot with gaps of at
 * most ten minutes, explained by the config in force when the first began.
 *
 * @param id of the first occurrence
 * @param revision from 1; a higher one replaces a lower one
 * @param change why this revision was written
 * @param host where
 * @param boot in which run of the kernel
 * @param firstAt when the first occurrence began
 * @param lastAt when the last occurrence began
 * @param firstKernelTime the kernel's own time of the first occurrence, where printed
 * @param printed occurrences that were printed, from 1
 * @param suppressed occurrences that the kernel says it did not print, from 0
 * @param trace the first occurrence
 * @param text the first occurrence as it was printed
 * @param source what carried its first line
 * @param fingerprints of the trace
 * @param configBasis what {@code config} is worth
 * @param config every setting that a rule looked at, by key
 * @param changedBefore settings that were seen to change shortly before, newest first
 * @param diagnosis the findings
 * @param cuts lists of which only the beginning is here, each with its length
 */
public record KernelIncident(
    IncidentId id,
    int revision,
    Change change,
    HostId host,
    BootKey boot,
    EventTime firstAt,
    EventTime lastAt,
    Optional<KernelTime> firstKernelTime,
    long printed,
    long suppressed,
    KernelTrace trace,
    RawText text,
    Source source,
    Fingerprints fingerprints,
    ConfigBasis configBasis,
    List<Setting> config,
    List<SettingChange> changedBefore,
    Diagnosis diagnosis,
    List<Cut> cuts) {

  /** Name of that list among the cuts. */
  public static final String CHANGED_BEFORE = "changed_before";

  /** A boot that began so lately is told among the changes. */
  private static final Duration LATELY = Duration.ofDays(1);

  /** Why a revision was written. */
  public enum Change {
    /** The first. */
    OPENED,
    /** The count reached the next power of ten, or an hour passed. */
    COUNTED,
    /** Lines came late and completed the trace. */
    AMENDED,
    /** Config came late that had been in force when the incident began. */
    CONFIG_ARRIVED;

    /** Lower case with underscores: the name in every output. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the config of an incident is worth. */
  public enum ConfigBasis {
    /** In force when the incident began. */
    AS_OF,
    /** Nothing was known as of then; first seen within the hour after, and no evidence. */
    OBSERVED_AFTER,
    /** Nothing is known. */
    NONE;

    /** Lower case with underscores: the name in every output. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public KernelIncident {
    requireNonNull(id);
    if (revision < 1) throw new IllegalArgumentException("revision " + revision);
    requireNonNull(change);
    requireNonNull(host);
    requireNonNull(boot);
    requireNonNull(firstAt);
    requireNonNull(lastAt);
    requireNonNull(firstKernelTime);
    if (printed < 1 || suppressed < 0) {
      throw new IllegalArgumentException(printed + " printed, " + suppressed + " suppressed");
    }
    requireNonNull(trace);
    requireNonNull(text);
    requireNonNull(source);
    requireNonNull(fingerprints);
    requireNonNull(configBasis);
    config = List.copyOf(config);
    changedBefore = List.copyOf(changedBefore);
    requireNonNull(diagnosis);
    cuts = List.copyOf(cuts);
  }

  /** By the likeliest finding; where no rule applies, what the kind usually means. */
  public Severity severity() {
    return diagnosis.findings().stream()
        .findFirst()
        .map(Finding::severity)
        .orElseGet(() -> Severity.usual(trace.kind()));
  }

  /** When this boot began, where that is known and lay less than a day before. */
  public Optional<Instant> bootedLately() {
    if (!firstAt.quality().isWallClock()) return Optional.empty();
    return firstKernelTime
        .map(time -> Duration.of(time.micros(), ChronoUnit.MICROS))
        .filter(up -> up.compareTo(LATELY) < 0)
        .map(firstAt.at()::minus);
  }

  /** The same revision with all that was counted since it was written. */
  public KernelIncident withCounts(Tally tally) {
    return counted(tally, revision);
  }

  /** The same incident with the counts of a tally. */
  KernelIncident counted(Tally tally, int newRevision) {
    Change why = newRevision == revision ? change : Change.COUNTED;
    return new KernelIncident(
        id,
        newRevision,
        why,
        host,
        boot,
        firstAt,
        tally.lastAt(),
        firstKernelTime,
        tally.printed(),
        tally.suppressed(),
        trace,
        text,
        source,
        fingerprints,
        configBasis,
        config,
        changedBefore,
        diagnosis,
        cuts);
  }

  /** The next revision, with all that a later reading says of the first occurrence. */
  KernelIncident amendedBy(KernelIncident reread) {
    return new KernelIncident(
        id,
        revision + 1,
        Change.AMENDED,
        host,
        boot,
        reread.firstAt,
        reread.lastAt,
        reread.firstKernelTime,
        reread.printed,
        reread.suppressed,
        reread.trace,
        reread.text,
        reread.source,
        reread.fingerprints,
        reread.configBasis,
        reread.config,
        reread.changedBefore,
        reread.diagnosis,
        reread.cuts);
  }

  /** The next revision, judged by config that came late. */
  KernelIncident judged(Judge.Judgement by) {
    return new KernelIncident(
        id,
        revision + 1,
        Change.CONFIG_ARRIVED,
        host,
        boot,
        firstAt,
        lastAt,
        firstKernelTime,
        printed,
        suppressed,
        trace,
        text,
        source,
        fingerprints,
        by.basis(),
        by.config(),
        by.changedBefore(),
        by.diagnosis(),
        cuts.stream().filter(cut -> !cut.list().equals(CHANGED_BEFORE)).toList());
  }

  /** The same revision with what is left of its lists and its text. */
  KernelIncident cutTo(
      KernelTrace otherTrace,
      RawText otherText,
      List<Setting> otherConfig,
      List<SettingChange> otherChanges,
      Diagnosis otherDiagnosis,
      List<Cut> otherCuts) {
    return new KernelIncident(
        id,
        revision,
        change,
        host,
        boot,
        firstAt,
        lastAt,
        firstKernelTime,
        printed,
        suppressed,
        otherTrace,
        otherText,
        source,
        fingerprints,
        configBasis,
        otherConfig,
        otherChanges,
        otherDiagnosis,
        otherCuts);
  }
}
