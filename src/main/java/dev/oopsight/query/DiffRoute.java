package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.log.HostId;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** {@code /api/v1/diff}: in which settings two hosts, or one at two moments, are not the same. */
final class DiffRoute {

  private final IncidentQueries queries;
  private final InstantSource clock;

  DiffRoute(IncidentQueries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/diff", this::diff);
  }

  /**
   * One setting.
   *
   * @param a what it was on the first side; empty where it was not known
   * @param b the same of the second side
   */
  private record Row(String key, Optional<String> a, Optional<String> b) {}

  private void diff(Context request) {
    Parameters given = new Parameters(request, "a", "b", "asOf", "asOfB");
    Optional<HostId> a = given.host("a");
    Optional<HostId> b = given.host("b");
    Instant asOf = given.moment("asOf").orElseGet(clock::instant);
    Instant asOfB = given.moment("asOfB").orElse(asOf);
    if (a.isEmpty()) given.refuse("a must name a host");
    Answer<List<Row>> answer =
        given.ask(
            () -> {
              HostId first = a.orElseThrow();
              IncidentQueries asked = given.of(queries);
              return asked
                  .config(first, asOf)
                  .then(left -> asked.config(b.orElse(first), asOfB).map(r -> rows(left, r)));
            });
    Replies.fields(
        request,
        answer,
        (json, found) ->
            json.moment("as_of", asOf)
                .moment("as_of_b", asOfB)
                .objects("data", found, DiffRoute::write));
  }

  private static List<Row> rows(ConfigView a, ConfigView b) {
    TreeSet<String> keys = new TreeSet<>(a.settings().keySet());
    keys.addAll(b.settings().keySet());
    return keys.stream()
        .map(key -> new Row(key, value(a, key), value(b, key)))
        .filter(row -> !row.a().equals(row.b()))
        .toList();
  }

  private static Optional<String> value(ConfigView view, String key) {
    return Optional.ofNullable(view.settings().get(key)).map(Setting::value);
  }

  private static void write(JsonText json, Row row) {
    json.text("key", row.key()).text("a", row.a()).text("b", row.b());
  }
}
