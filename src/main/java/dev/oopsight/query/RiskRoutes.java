package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.diagnosis.Risk;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.FleetRisk;
import dev.oopsight.theory.RiskOnHost;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The routes of what rules would blame where nothing has failed yet. */
final class RiskRoutes {

  private final IncidentQueries queries;
  private final LiveRules rules;
  private final InstantSource clock;

  RiskRoutes(IncidentQueries queries, LiveRules rules, InstantSource clock) {
    this.queries = queries;
    this.rules = rules;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/risk", this::fleet);
    routes.get("/api/v1/hosts/{host}/risk", this::host);
  }

  private void fleet(Context request) {
    Parameters given = new Parameters(request, "rule", "limit", "cursor");
    Optional<String> rule = given.text("rule");
    int limit = given.limit();
    int from = given.placeCursor();
    Answer<Page<RiskOnHost>> answer =
        given.ask(
            () ->
                given
                    .of(queries)
                    .ofFleet(
                        fleet ->
                            Answer.found(
                                Page.of(
                                    FleetRisk.of(fleet, this::judge, clock.instant()).stream()
                                        .filter(
                                            at -> rule.map(at.risk().rule()::equals).orElse(true)),
                                    from,
                                    limit))));
    Replies.page(request, answer, RiskJson::write, last -> Parameters.placeCursor(from + limit));
  }

  private void host(Context request) {
    Parameters given = new Parameters(request);
    Answer<List<RiskOnHost>> answer =
        given.ask(() -> IncidentRoutes.ofHost(request, host -> ofHost(given.of(queries), host)));
    Replies.fields(request, answer, (json, found) -> json.objects("data", found, RiskJson::write));
  }

  private Answer<List<RiskOnHost>> ofHost(IncidentQueries asked, HostId name) {
    return asked
        .host(name)
        .then(
            known ->
                asked.ofFleet(
                    fleet ->
                        Answer.found(
                            FleetRisk.ofHost(fleet, this::judge, clock.instant(), known.host()))));
  }

  /** A rule that breaks here breaks when it judges, too, and is told there. */
  private List<Risk> judge(ConfigView config) {
    return rules.inForce().risks(config, fault -> {});
  }
}
