package dev.oopsight.query;

import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code /api/v1/hosts/{host}/timeline}: what came together on one host, incidents, config and the
 * last line that was heard of it.
 */
final class TimelineRoute {

  private static final Duration USUAL = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(31);

  private final IncidentQueries queries;
  private final InstantSource clock;

  TimelineRoute(IncidentQueries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/hosts/{host}/timeline", this::timeline);
  }

  private record Event(Instant at, String what, Consumer<JsonText> fields) {}

  private record Span(Instant since, Instant until) {
    boolean holds(Instant at) {
      return !at.isBefore(since) && !at.isAfter(until);
    }
  }

  private void timeline(Context request) {
    Parameters given = new Parameters(request, "around", "within");
    Instant around = given.moment("around").orElseGet(clock::instant);
    Duration within = given.duration("within").orElse(USUAL);
    if (within.compareTo(LONGEST) > 0) given.refuse("within must be at most " + LONGEST);
    Span span = new Span(around.minus(within), around.plus(within));
    Answer<List<Event>> answer =
        given.ask(
            () -> IncidentRoutes.ofHost(request, host -> events(given.of(queries), host, span)));
    Replies.fields(
        request,
        answer,
        (json, found) ->
            json.moment("since", span.since())
                .moment("until", span.until())
                .objects("data", found, (row, event) -> write(row, event, around)));
  }

  private static Answer<List<Event>> events(IncidentQueries queries, HostId host, Span span) {
    IncidentFilter filter =
        new IncidentFilter(
            Optional.empty(),
            Optional.of(span.since()),
            Optional.of(span.until().plusNanos(1)),
            Parameters.HIGHEST_LIMIT,
            Optional.empty());
    List<Event> events = new ArrayList<>();
    return queries
        .incidents(host, filter)
        .then(
            page -> {
              page.items().forEach(incident -> addIncident(incident, events));
              return queries.changes(host, span.since(), span.until());
            })
        .then(
            changes -> {
              changes.forEach(
                  change -> events.add(new Event(change.firstAfter(), "change", of(change))));
              return queries.host(host);
            })
        .map(
            summary -> {
              summary
                  .lastHeard()
                  .filter(span::holds)
                  .ifPresent(at -> events.add(new Event(at, "last_heard", json -> {})));
              events.sort(Comparator.comparing(Event::at).thenComparing(Event::what));
              return events;
            });
  }

  private static void addIncident(KernelIncident incident, List<Event> events) {
    events.add(
        new Event(
            incident.firstAt().at(),
            "incident",
            json ->
                json.text("id", incident.id().toString())
                    .text("kind", incident.trace().kind().id())
                    .text("title", incident.trace().title())
                    .text("severity", incident.severity().id())));
  }

  private static Consumer<JsonText> of(SettingChange change) {
    return json ->
        json.text("key", change.key())
            .text("before", change.before())
            .text("after", change.after())
            .moment("last_before", change.lastBefore());
  }

  private static void write(JsonText json, Event event, Instant around) {
    json.moment("at", event.at())
        .number("seconds", Duration.between(around, event.at()).toSeconds())
        .text("what", event.what());
    event.fields().accept(json);
  }
}
