package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code /api/v1/hosts/{host}/drift}: where what runs differs from what the host's files say, as
 * far as a collector brings those, under {@code configured:} and the key of what runs.
 */
final class DriftRoute {

  private static final String CONFIGURED = "configured:";

  private final IncidentQueries queries;
  private final InstantSource clock;

  /** One setting that is otherwise than configured. */
  private record Row(String key, Setting configured, Setting running) {}

  /**
   * What came of the comparison.
   *
   * @param compared settings of which both is known
   */
  private record Drift(int compared, List<Row> rows) {}

  DriftRoute(IncidentQueries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/hosts/{host}/drift", this::drift);
  }

  private void drift(Context request) {
    Parameters given = new Parameters(request, "asOf");
    Instant asOf = given.moment("asOf").orElseGet(clock::instant);
    Answer<Drift> answer =
        given.ask(
            () ->
                IncidentRoutes.ofHost(
                    request, host -> given.of(queries).config(host, asOf).map(DriftRoute::drift)));
    Replies.fields(
        request,
        answer,
        (json, found) ->
            json.moment("as_of", asOf)
                .number("compared", found.compared())
                .objects("data", found.rows(), DriftRoute::write));
  }

  private static Drift drift(ConfigView config) {
    int compared = 0;
    List<Row> rows = new ArrayList<>();
    for (Setting configured : config.settings().tailMap(CONFIGURED).values()) {
      if (!configured.key().startsWith(CONFIGURED)) break;
      String key = configured.key().substring(CONFIGURED.length());
      Optional<Setting> running = config.setting(key);
      if (running.isEmpty()) continue;
      compared++;
      if (!isSame(configured.value(), running.get().value())) {
        rows.add(new Row(key, configured, running.get()));
      }
    }
    return new Drift(compared, rows);
  }

  /** The kernel prints tabs between numbers that a file parts by blanks. */
  private static boolean isSame(String one, String other) {
    return one.strip().replaceAll("\\s++", " ").equals(other.strip().replaceAll("\\s++", " "));
  }

  private static void write(JsonText json, Row row) {
    json.text("key", row.key())
        .text("configured", row.configured().value())
        .text("running", row.running().value())
        .moment("running_since", row.running().since())
        .flag("stale", row.configured().stale() || row.running().stale());
  }
}
