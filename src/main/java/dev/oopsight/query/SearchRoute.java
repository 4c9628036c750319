package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.ConfigCondition;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet;
import dev.oopsight.theory.Fleet.HostAt;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /api/v1/search/config}: the hosts whose config is such and such. */
final class SearchRoute {

  private static final int AT_A_TIME = 50;

  private static final List<String> ANSWERS =
      Stream.of(ConfigCondition.Answer.values()).map(ConfigCondition.Answer::id).toList();

  private final IncidentQueries queries;
  private final InstantSource clock;

  SearchRoute(IncidentQueries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/search/config", this::search);
  }

  private record Row(HostId host, ConfigCondition.Found found) {}

  /** A page of hosts was looked at, of which some are told. */
  private record Looked(List<Row> rows, int hosts, Optional<HostId> last) {}

  private void search(Context request) {
    Parameters given = new Parameters(request, "expr", "answer", "limit", "cursor");
    String wanted = given.oneOf("answer", ANSWERS);
    int limit = given.limit();
    Optional<HostId> after = given.hostCursor();
    Optional<String> expr = given.text("expr");
    if (expr.isEmpty()) {
      given.refuse("expr is missing: a condition such as config[\"sysctl:kernel.panic\"] == \"0\"");
    }
    Optional<ConfigCondition> condition =
        expr.flatMap(text -> ConfigCondition.of(text, given::refuse));
    Replies.fields(
        request,
        given.ask(() -> looked(given.of(queries), condition.orElseThrow(), wanted, after, limit)),
        (json, found) ->
            json.number("hosts", found.hosts())
                .objects("data", found.rows(), SearchRoute::write)
                .text("next", found.last().map(Parameters::cursor)));
  }

  private Answer<Looked> looked(
      IncidentQueries queries,
      ConfigCondition condition,
      String wanted,
      Optional<HostId> after,
      int limit) {
    return queries
        .hosts(after, limit)
        .then(
            page ->
                queries.ofFleet(
                    fleet -> {
                      List<HostId> hosts = page.items().stream().map(HostSummary::host).toList();
                      List<Row> rows =
                          rows(fleet, hosts, condition).stream()
                              .filter(row -> row.found().answer().id().equals(wanted))
                              .toList();
                      Optional<HostId> last =
                          page.more() ? Optional.of(hosts.get(hosts.size() - 1)) : Optional.empty();
                      return Answer.found(new Looked(rows, hosts.size(), last));
                    }));
  }

  private List<Row> rows(Fleet fleet, List<HostId> hosts, ConfigCondition condition) {
    Instant now = clock.instant();
    List<Row> rows = new ArrayList<>();
    for (int from = 0; from < hosts.size(); from += AT_A_TIME) {
      List<HostAt> some =
          hosts.subList(from, Math.min(from + AT_A_TIME, hosts.size())).stream()
              .map(host -> new HostAt(host, now))
              .toList();
      Map<HostAt, ConfigView> values = fleet.values(some);
      for (HostAt at : some) {
        rows.add(new Row(at.host(), condition.ask(values.getOrDefault(at, ConfigView.EMPTY))));
      }
    }
    return rows;
  }

  private static void write(JsonText json, Row row) {
    json.text("host", row.host().value())
        .text("answer", row.found().answer().id())
        .text(
            "settings",
            row.found().settings().stream()
                .map(SearchRoute::shown)
                .collect(Collectors.joining("; ")));
  }

  private static String shown(Setting setting) {
    return setting.key() + " = " + setting.value();
  }
}
