package dev.oopsight.query;

import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened, as marks on the time axis of a graph: incidents, and of one host the changes of
 * its config.
 *
 * <p>Shape: the columns that Grafana's Infinity data source wants of annotations. Units: {@code
 * time} and {@code timeEnd} are milliseconds since 1970; {@code tags} are parted by commas.
 *
 * <p>Source: Grafana's documentation of the Infinity data source, "Annotations".
 */
public final class AnnotationsRoute {

  private static final Duration SOME_TIME = Duration.ofDays(7);

  private final IncidentQueries queries;
  private final InstantSource clock;

  private record Mark(
      Instant from, Instant to, String title, String text, String tags, String href) {}

  public AnnotationsRoute(IncidentQueries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  public void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/annotations", this::annotations);
  }

  private void annotations(Context request) {
    Parameters given = new Parameters(request, "host", "since", "until", "limit");
    Optional<HostId> host = given.host("host");
    Instant until = given.moment("until").orElseGet(clock::instant);
    Instant since = given.moment("since").orElseGet(() -> until.minus(SOME_TIME));
    if (!since.isBefore(until)) given.refuse("since must lie before until");
    int limit = given.limit();
    Answer<List<Mark>> answer =
        given.ask(
            () ->
                incidents(host, since, until, limit)
                    .then(
                        incidents ->
                            changes(host, since, until)
                                .map(changes -> newest(incidents, changes, limit))));
    Replies.fields(
        request, answer, (json, found) -> json.objects("data", found, AnnotationsRoute::write));
  }

  private static List<Mark> newest(List<Mark> incidents, List<Mark> changes, int limit) {
    return Stream.concat(incidents.stream(), changes.stream())
        .sorted(Comparator.comparing(Mark::from).reversed())
        .limit(limit)
        .toList();
  }

  private Answer<List<Mark>> incidents(
      Optional<HostId> host, Instant since, Instant until, int limit) {
    IncidentFilter filter =
        new IncidentFilter(
            Optional.empty(), Optional.of(since), Optional.of(until), limit, Optional.empty());
    return host.map(name -> queries.incidents(name, filter))
        .orElseGet(() -> queries.incidents(filter))
        .map(page -> page.items().stream().map(AnnotationsRoute::mark).toList());
  }

  private Answer<List<Mark>> changes(Optional<HostId> host, Instant since, Instant until) {
    return host.map(name -> queries.changes(name, since, until))
        .orElseGet(() -> Answer.found(List.of()))
        .map(changes -> changes.stream().map(AnnotationsRoute::mark).toList());
  }

  private static Mark mark(KernelIncident incident) {
    String kind = incident.trace().kind().id();
    return new Mark(
        incident.firstAt().at(),
        incident.lastAt().at(),
        incident.trace().title(),
        incident.host() + ": " + incident.trace().title(),
        String.join(",", "incident", kind, incident.severity().id()),
        "/api/v1/incidents/" + incident.id());
  }

  /** It happened at some time between. */
  private static Mark mark(SettingChange change) {
    String before = change.before().orElse("(none)");
    String after = change.after().orElse("(none)");
    return new Mark(
        change.lastBefore(),
        change.firstAfter(),
        change.key(),
        change.key() + ": " + before + " → " + after,
        "config",
        "");
  }

  private static void write(JsonText json, Mark mark) {
    json.number("time", mark.from().toEpochMilli())
        .number("timeEnd", mark.to().toEpochMilli())
        .text("title", mark.title())
        .text("text", mark.text())
        .text("tags", mark.tags())
        .text("href", Optional.of(mark.href()).filter(href -> !href.isEmpty()));
  }
}
