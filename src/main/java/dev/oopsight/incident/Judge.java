package dev.oopsight.incident;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.incident.KernelIncident.ConfigBasis;
import dev.oopsight.trace.KernelTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the rules say of a trace by the config of its host as of then. Where nothing is known as of
 * then, what was first seen within the hour after is shown, and judged by nothing.
 */
final class Judge {

  /** Config first seen within this time after an incident is shown, as no evidence. */
  static final Duration OBSERVED_AFTER = Duration.ofHours(1);

  private final BiFunction<KernelTrace, ConfigView, Diagnosis> knowledge;

  Judge(BiFunction<KernelTrace, ConfigView, Diagnosis> knowledge) {
    this.knowledge = knowledge;
  }

  /**
   * What is said.
   *
   * @param basis what the config is worth
   * @param config the settings that rules looked at
   * @param diagnosis by them, or by none
   */
  record Judgement(ConfigBasis basis, List<Setting> config, Diagnosis diagnosis) {}

  Judgement of(KernelTrace trace, Instant at, HostConfig config) {
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
