package dev.oopsight.query;

import static java.util.Objects.requireNonNull;

import dev.oopsight.diagnosis.Severity;
import dev.oopsight.log.HostId;
import dev.oopsight.siem.AlertMessage;
import dev.oopsight.trace.Kind;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is open now, worst first: as flat rows, or as Alertmanager answers for its alerts.
 *
 * <p>Source: Alertmanager's api/v2/openapi.yaml ({@code gettableAlerts}).
 */
public final class OpenRoute {

  /** Where it is. */
  public static final String PATH = "/api/v1/incidents/open";

  private static final Comparator<AlertMessage> WORST_FIRST =
      Comparator.comparing(OpenRoute::severity)
          .thenComparing(AlertMessage::startsAt)
          .reversed()
          .thenComparing(AlertMessage::id);

  private final OpenIncidents open;
  private final IncidentQueries queries;

  public OpenRoute(OpenIncidents open, IncidentQueries queries) {
    this.open = requireNonNull(open);
    this.queries = requireNonNull(queries);
  }

  public void addTo(JavalinDefaultRoutingApi routes) {
    routes.get(PATH, this::open);
  }

  private void open(Context request) {
    Parameters given = new Parameters(request, "kind", "host", "format", "limit", "cursor");
    Optional<Kind> kind = given.kind();
    Optional<HostId> host = given.host("host");
    String format = given.oneOf("format", List.of("json", "alertmanager"));
    int limit = given.limit();
    int from = given.placeCursor();
    Answer<Page<AlertMessage>> answer =
        given.ask(
            () -> {
              Optional<HostId> published = host.map(name -> StreamRoute.published(queries, name));
              return open.now()
                  .map(
                      all ->
                          Page.of(
                              all.stream()
                                  .filter(a -> has(a, "kind", kind.map(Kind::id)))
                                  .filter(a -> has(a, "host", published.map(HostId::value)))
                                  .sorted(WORST_FIRST),
                              from,
                              limit));
            });
    if (format.equals("alertmanager")) {
      Replies.answer(
          request,
          answer,
          found -> JsonText.array(found.value().items(), OpenRoute::writeForAlertmanager));
      return;
    }
    Replies.page(
        request, answer, OpenRoute::writeRow, last -> Parameters.placeCursor(from + limit));
  }

  private static boolean has(AlertMessage alert, String label, Optional<String> wanted) {
    return wanted.map(value -> value.equals(alert.labels().get(label))).orElse(true);
  }

  private static Severity severity(AlertMessage alert) {
    String id = alert.labels().getOrDefault("severity", Severity.INFO.id());
    return Severity.valueOf(id.toUpperCase(Locale.ROOT));
  }

  private static void writeRow(JsonText json, AlertMessage alert) {
    json.text("id", alert.id());
    alert.labels().forEach(json::text);
    alert.annotations().forEach(json::text);
    json.moment("since", alert.startsAt())
        .moment("until", alert.endsAt())
        .text("href", "/api/v1/incidents/" + alert.annotations().get("incident"));
  }

  private static void writeForAlertmanager(JsonText json, AlertMessage alert) {
    json.object("labels", set -> write(set, alert.labels()))
        .object("annotations", set -> write(set, alert.annotations()))
        .moment("startsAt", alert.startsAt())
        .moment("endsAt", alert.endsAt())
        .moment("updatedAt", alert.updatedAt())
        .text("generatorURL", alert.link())
        .text("fingerprint", alert.fingerprint())
        .objects("receivers", List.of("oopsight"), (one, name) -> one.text("name", name))
        .object(
            "status",
            status ->
                status
                    .text("state", "active")
                    .texts("silencedBy", List.of())
                    .texts("inhibitedBy", List.of())
                    .texts("mutedBy", List.of()));
  }

  private static void write(JsonText json, Map<String, String> texts) {
    texts.forEach(json::text);
  }
}
