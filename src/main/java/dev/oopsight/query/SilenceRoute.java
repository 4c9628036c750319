package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.diagnosis.Silence;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The route of what it may mean that a host says nothing more. It is judged when asked and never
 * published: a kernel that is well may be silent for days.
 */
final class SilenceRoute {

  private final IncidentQueries queries;
  private final LiveRules rules;
  private final InstantSource clock;

  /** A host, and what its silence may mean: nothing where it was never heard. */
  private record Judged(HostSummary host, Diagnosis diagnosis) {}

  SilenceRoute(IncidentQueries queries, LiveRules rules, InstantSource clock) {
    this.queries = queries;
    this.rules = rules;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/hosts/{host}/silence", this::silence);
  }

  private void silence(Context request) {
    Parameters given = new Parameters(request);
    Instant now = clock.instant();
    Replies.one(
        request,
        given.ask(
            () -> IncidentRoutes.ofHost(request, host -> judged(given.of(queries), host, now))),
        (json, judged) -> write(json, judged, now));
  }

  private Answer<Judged> judged(IncidentQueries asked, HostId name, Instant now) {
    return asked
        .host(name)
        .then(
            host ->
                newest(asked, host)
                    .then(
                        last ->
                            asked
                                .config(name, host.lastHeard().orElse(now))
                                .map(config -> new Judged(host, judged(host, last, config, now)))));
  }

  /** It may have expired meanwhile. */
  private static Answer<Optional<KernelIncident>> newest(IncidentQueries asked, HostSummary host) {
    if (host.newest().isEmpty()) return Answer.found(Optional.empty());
    Answer<KernelIncident> newest = asked.incident(host.newest().get().id(), OptionalInt.empty());
    return newest instanceof Answer.Absent<KernelIncident>
        ? Answer.found(Optional.empty())
        : newest.map(Optional::of);
  }

  private Diagnosis judged(
      HostSummary host, Optional<KernelIncident> last, ConfigView config, Instant now) {
    KnowledgeBase inForce = rules.inForce();
    return host.lastHeard()
        .map(heard -> silence(host, last, heard, now))
        // A rule that broke stands in the list of rules.
        .map(silence -> inForce.examine(silence, config, fault -> {}))
        .orElseGet(() -> new Diagnosis(List.of(), Set.of(), inForce.ruleSet()));
  }

  private static Silence silence(
      HostSummary host, Optional<KernelIncident> last, Instant heard, Instant now) {
    return new Silence(
        Duration.between(heard, now),
        last.map(i -> new Silence.Last(i.trace(), Duration.between(i.lastAt().at(), heard))),
        host.lastConfig().filter(heard::isBefore).map(read -> Duration.between(heard, read)));
  }

  private static void write(JsonText json, Judged judged, Instant now) {
    HostJson.write(json, judged.host());
    judged
        .host()
        .lastHeard()
        .ifPresent(
            heard ->
                json.number("silent_for_seconds", now.getEpochSecond() - heard.getEpochSecond()));
    IncidentJson.writeDiagnosis(json, judged.diagnosis());
  }
}
