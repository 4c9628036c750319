package dev.oopsight.query;

import dev.oopsight.incident.FeedbackBook;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.theory.Census;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/** {@code /api/v1/overview}: the whole fleet at a glance, in one answer. */
final class OverviewRoute {

  private static final Duration NEW = Duration.ofDays(7);
  private static final Duration SILENT = Duration.ofHours(1);
  private static final int INCIDENTS = 50;
  private static final int PRINTS = 10;

  private final IncidentQueries queries;
  private final FeedbackBook feedback;
  private final InstantSource clock;

  OverviewRoute(IncidentQueries queries, FeedbackBook feedback, InstantSource clock) {
    this.queries = queries;
    this.feedback = feedback;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/overview", this::overview);
  }

  private record Overview(Census census, List<KernelIncident> newest) {}

  private void overview(Context request) {
    Parameters given = new Parameters(request);
    Replies.one(
        request,
        given.ask(
            () ->
                given
                    .of(queries)
                    .ofFleet(
                        fleet -> {
                          Census census = fleet.census(clock.instant().minus(NEW), INCIDENTS);
                          return Answer.found(
                              new Overview(
                                  census,
                                  fleet.incidents(
                                      census.newest().stream().map(Census.Entry::id).toList())));
                        })),
        this::write);
  }

  private void write(JsonText json, Overview overview) {
    Census census = overview.census();
    Census.Begun begun = census.begun();
    json.number("hosts", census.hosts())
        .moment("newest_line", census.newestLine())
        .number("silent_hosts", census.silentFor(SILENT))
        .number("faults", begun.faults())
        .number("notices", begun.notices())
        .number("hosts_with_faults", census.hostsWithFaults())
        .objects(
            "by_hour",
            census.byHour().entrySet(),
            (row, hour) ->
                row.moment("at", hour.getKey())
                    .number("faults", hour.getValue().faults())
                    .number("notices", hour.getValue().notices()))
        .objects("on_most_hosts", census.onMostHosts(PRINTS), FleetJson::writePrint)
        .objects("newest_fingerprints", census.newestPrints(PRINTS), FleetJson::writePrint)
        .objects(
            "newest_incidents",
            overview.newest().stream()
                .sorted(Comparator.comparing(IncidentFilter.Place::of, IncidentFilter.NEWEST_FIRST))
                .toList(),
            this::writeRow)
        .objects(
            "heard_longest_ago",
            census.silent(),
            (row, host) -> row.text("host", host.host().value()).moment("last_heard", host.at()));
  }

  private void writeRow(JsonText json, KernelIncident incident) {
    IncidentJson.writeRow(json, incident);
    FeedbackFields.writeRow(json, feedback.on(incident), clock.instant());
  }
}
