package dev.oopsight.incident;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.incident.KernelIncident.ConfigBasis;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What the rules say of a trace by the config of its host as of then. Where nothing is known as of
 * then, what was first seen within the hour after is shown, and judged by nothing. And what changed
 * on the host shortly before.
 */
final class Judge {

  /** Config first seen within this time after an incident is shown, as no evidence. */
  static final Duration OBSERVED_AFTER = Duration.ofHours(1);

  private static final String RELEASE = "sysctl:kernel.osrelease";

  private final BiFunction<KernelTrace, ConfigView, Diagnosis> knowledge;
  private final Duration changesWithin;

  /**
   * @param changesWithin how long before it a setting may have changed to be told
   */
  Judge(BiFunction<KernelTrace, ConfigView, Diagnosis> knowledge, Duration changesWithin) {
    this.knowledge = knowledge;
    this.changesWithin = changesWithin;
  }

  /**
   * What is said.
   *
   * @param basis what the config is worth
   * @param config the settings that rules looked at
   * @param changedBefore newest first; of one moment, what rules looked at comes first
   * @param diagnosis by them, or by none
   */
  record Judgement(
      ConfigBasis basis,
      List<Setting> config,
      List<SettingChange> changedBefore,
      Diagnosis diagnosis) {

    private static Judgement without(ConfigBasis basis, List<Setting> config, Diagnosis by) {
      return new Judgement(basis, config, List.of(), by);
    }
  }

  Judgement of(KernelTrace trace, Instant at, HostConfig config) {
    ConfigView then = config.asOf(at);
    Diagnosis diagnosis = knowledge.apply(trace, then);
    if (!then.settings().isEmpty()) {
      return new Judgement(
          ConfigBasis.AS_OF,
          consulted(diagnosis, then),
          changes(trace, at, then, config, diagnosis),
          diagnosis);
    }
    Optional<Instant> after = config.firstSeenAfter(at, OBSERVED_AFTER);
    if (after.isEmpty()) return Judgement.without(ConfigBasis.NONE, List.of(), diagnosis);
    ConfigView later = config.asOf(after.get());
    List<Setting> shown = consulted(knowledge.apply(trace, later), later);
    return Judgement.without(ConfigBasis.OBSERVED_AFTER, shown, diagnosis);
  }

  /** The same, where nothing came to be known of that moment, but perhaps of the time before it. */
  Judgement withChanges(KernelIncident judged, HostConfig config) {
    Instant at = judged.firstAt().at();
    Diagnosis diagnosis = judged.diagnosis();
    return new Judgement(
        judged.configBasis(),
        judged.config(),
        changes(judged.trace(), at, config.asOf(at), config, diagnosis),
        diagnosis);
  }

  /** Whether what is known of an interval can matter to what changed before a moment. */
  boolean reaches(HostConfig.Interval interval, Instant at) {
    return !interval.from().isAfter(at) && at.isBefore(end(interval));
  }

  /** Until when incidents may begin to which an interval matters. */
  Instant end(HostConfig.Interval interval) {
    Instant last = Instant.MAX.minus(changesWithin);
    return interval.until().isAfter(last) ? Instant.MAX : interval.until().plus(changesWithin);
  }

  private List<SettingChange> changes(
      KernelTrace trace, Instant at, ConfigView then, HostConfig config, Diagnosis diagnosis) {
    List<SettingChange> changes = new ArrayList<>(config.changesBefore(at, changesWithin));
    newKernel(trace, at, then).ifPresent(changes::add);
    Set<String> looked = diagnosis.consulted();
    changes.sort(
        Comparator.comparing(SettingChange::firstAfter)
            .reversed()
            .thenComparing(change -> !looked.contains(change.key()))
            .thenComparing(SettingChange::key));
    return changes;
  }

  /** The trace itself shows a kernel that the newest config before it did not. */
  private static Optional<SettingChange> newKernel(KernelTrace trace, Instant at, ConfigView then) {
    Optional<String> now = trace.kernel().map(KernelRelease::text);
    return then.setting(RELEASE)
        // A snapshot without a time holds for the whole log: it tells no before.
        .filter(s -> !s.since().equals(Instant.EPOCH))
        .filter(s -> now.isPresent() && !s.value().equals(now.get()))
        .map(s -> new SettingChange(RELEASE, Optional.of(s.value()), now, s.confirmedAt(), at));
  }

  private static List<Setting> consulted(Diagnosis diagnosis, ConfigView config) {
    return diagnosis.consulted().stream().flatMap(key -> config.setting(key).stream()).toList();
  }
}
