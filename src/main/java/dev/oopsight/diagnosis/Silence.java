package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * That nothing more is heard of a host's kernel, and what was last.
 *
 * @param length since its last line; what is less than nothing counts as nothing
 * @param last what happened last, where that is kept
 * @param configAfter for how long after the last line its config was still read; empty where it was
 *     not
 */
public record Silence(Duration length, Optional<Last> last, Optional<Duration> configAfter) {

  /**
   * The newest incident of the host.
   *
   * @param trace what it was
   * @param before how long before the host's last line it happened last
   */
  public record Last(KernelTrace trace, Duration before) {
    public Last {
      requireNonNull(trace);
      requireNonNull(before);
    }
  }

  public Silence {
    requireNonNull(length);
    requireNonNull(last);
    requireNonNull(configAfter);
  }

  /** For rules, which look at traces: one without a text, of the machine that printed the last. */
  KernelTrace trace() {
    Optional<KernelTrace> machine = last.map(Last::trace);
    return new KernelTrace(
        Kind.SILENT_HOST,
        Kind.SILENT_HOST.words(),
        Kind.SILENT_HOST.words(),
        Optional.empty(),
        OptionalInt.empty(),
        machine.flatMap(KernelTrace::kernel),
        machine.flatMap(KernelTrace::taint),
        machine.flatMap(KernelTrace::hardware),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        machine.map(KernelTrace::modules).orElse(List.of()),
        Optional.empty(),
        new Detail.None(),
        Set.of());
  }

  /** What {@link SilenceFacts} names. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new HashMap<>();
    facts.put(SilenceFacts.MINUTES, minutes(length));
    facts.put(SilenceFacts.LAST_KIND, last.map(l -> l.trace().kind().id()).orElse("none"));
    facts.put(SilenceFacts.LAST_TITLE, last.map(l -> l.trace().title()).orElse("none"));
    facts.put(SilenceFacts.CONFIG_MINUTES, configAfter.map(Silence::minutes).orElse(0L));
    last.ifPresent(l -> facts.put(SilenceFacts.LAST_MINUTES, minutes(l.before())));
    return facts;
  }

  private static long minutes(Duration length) {
    return Math.max(0, length.toMinutes());
  }
}
