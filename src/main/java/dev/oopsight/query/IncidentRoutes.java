package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.FeedbackBook;
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
import java.util.function.Function;
import java.util.stream.Stream;

/** The routes under {@code /api/v1}. Each reads its request, asks, and writes the answer. */
final class IncidentRoutes {

  /** What is shown of a host's changes where no time is named. */
  private static final Duration SOME_TIME = Duration.ofDays(7);

  private final IncidentQueries queries;
  private final List<IncidentFormat> formats;
  private final FeedbackBook feedback;
  private final InstantSource clock;

  IncidentRoutes(
      IncidentQueries queries,
      List<IncidentFormat> formats,
      FeedbackBook feedback,
      InstantSource clock) {
    this.queries = queries;
    this.formats = List.copyOf(formats);
    this.feedback = feedback;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/hosts", this::hosts);
    routes.get("/api/v1/hosts/{host}", this::host);
    routes.get("/api/v1/hosts/{host}/incidents", this::incidents);
    routes.get("/api/v1/hosts/{host}/config", this::config);
    routes.get("/api/v1/hosts/{host}/changes", this::changes);
    routes.get("/api/v1/incidents", this::fleet);
    routes.get("/api/v1/incidents/{id}", this::incident);
  }

  private void hosts(Context request) {
    Parameters given = new Parameters(request, "silentFor", "limit", "cursor");
    Optional<HostId> after = given.hostCursor();
    int limit = given.limit();
    Optional<Instant> silentSince =
        given.duration("silentFor").map(length -> clock.instant().minus(length));
    Replies.page(
        request,
        given.ask(
            () ->
                silentSince
                    .map(
                        since ->
                            silent(given.of(queries), since, after, limit + 1)
                                .map(h -> Page.firstOf(h, limit)))
                    .orElseGet(() -> given.of(queries).hosts(after, limit))),
        HostJson::write,
        last -> Parameters.cursor(last.host()));
  }

  /** Hosts that print nothing since then, or never did, by name. */
  private static Answer<List<HostSummary>> silent(
      IncidentQueries queries, Instant since, Optional<HostId> after, int most) {
    return queries
        .hosts(after, Parameters.HIGHEST_LIMIT)
        .then(
            page -> {
              List<HostSummary> silent =
                  page.items().stream()
                      .filter(host -> host.lastHeard().map(since::isAfter).orElse(true))
                      .limit(most)
                      .toList();
              if (silent.size() == most || !page.more()) return Answer.found(silent);
              HostId last = page.items().get(page.items().size() - 1).host();
              return silent(queries, since, Optional.of(last), most - silent.size())
                  .map(rest -> Stream.concat(silent.stream(), rest.stream()).toList());
            });
  }

  private void host(Context request) {
    Parameters given = new Parameters(request);
    Replies.one(
        request, given.ask(() -> ofHost(request, given.of(queries)::host)), HostJson::write);
  }

  private void incidents(Context request) {
    Parameters given = filtering(request);
    Optional<Instant> asOf = given.moment("asOf");
    IncidentFilter filter = filter(given, asOf);
    Replies.page(
        request,
        given.ask(() -> ofHost(request, host -> given.of(queries).incidents(host, filter))),
        (json, incident) -> writeRow(json, incident, asOf),
        last -> Parameters.cursor(IncidentFilter.Place.of(last)));
  }

  private void fleet(Context request) {
    Parameters given = filtering(request);
    Optional<Instant> asOf = given.moment("asOf");
    IncidentFilter filter = filter(given, asOf);
    Replies.page(
        request,
        given.ask(() -> given.of(queries).incidents(filter)),
        (json, incident) -> writeRow(json, incident, asOf),
        last -> Parameters.cursor(IncidentFilter.Place.of(last)));
  }

  private static Parameters filtering(Context request) {
    return new Parameters(request, "kind", "since", "until", "asOf", "limit", "cursor");
  }

  private static IncidentFilter filter(Parameters given, Optional<Instant> asOf) {
    Optional<Instant> until =
        Stream.of(given.moment("until"), asOf.map(moment -> moment.plusNanos(1)))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    return new IncidentFilter(
        given.kind(), given.moment("since"), until, given.limit(), given.incidentCursor());
  }

  private void changes(Context request) {
    Parameters given = new Parameters(request, "since", "until");
    Instant until = given.moment("until").orElseGet(clock::instant);
    Instant since = given.moment("since").orElseGet(() -> until.minus(SOME_TIME));
    if (!since.isBefore(until)) given.refuse("since must lie before until");
    Answer<List<SettingChange>> answer =
        given.ask(() -> ofHost(request, host -> given.of(queries).changes(host, since, until)));
    Replies.fields(
        request,
        answer,
        (json, found) ->
            json.moment("since", since)
                .moment("until", until)
                .objects("data", found, IncidentJson::writeChange));
  }

  /** What people said by a moment that is past is not kept. */
  private void writeRow(JsonText json, KernelIncident incident, Optional<Instant> asOf) {
    IncidentJson.writeRow(json, incident, asOf.orElse(Instant.MAX));
    if (asOf.isEmpty()) FeedbackFields.writeRow(json, feedback.on(incident), clock.instant());
  }

  private void write(JsonText json, KernelIncident incident, Optional<Instant> asOf) {
    IncidentJson.write(json, incident, asOf.orElse(Instant.MAX));
    if (asOf.isEmpty())
      json.object("feedback", fields -> FeedbackFields.write(fields, feedback.on(incident)));
  }

  private void config(Context request) {
    Parameters given = new Parameters(request, "asOf");
    Instant asOf = given.moment("asOf").orElseGet(clock::instant);
    Answer<ConfigView> answer =
        given.ask(() -> ofHost(request, host -> given.of(queries).config(host, asOf)));
    Replies.fields(
        request,
        answer,
        (json, found) ->
            json.moment("as_of", asOf)
                .objects("data", found.settings().values(), IncidentJson::writeSetting));
  }

  private void incident(Context request) {
    List<String> names =
        Stream.concat(Stream.of("json"), formats.stream().map(IncidentFormat::name)).toList();
    Parameters given = new Parameters(request, "revision", "asOf", "format");
    var revision = given.revision();
    Optional<Instant> asOf = given.moment("asOf");
    String format = given.oneOf("format", names);
    if (asOf.isPresent() && !format.equals(names.get(0))) {
      given.refuse("asOf is answered as " + names.get(0) + " alone");
    }
    Answer<KernelIncident> answer =
        given.ask(
            () ->
                Parameters.incidentId(request.pathParam("id"))
                    .map(id -> given.of(queries).incident(id, revision))
                    .orElse(Answer.badRequest("an incident's id is a UUID"))
                    .then(incident -> begunBy(incident, asOf)));
    if (asOf.isPresent()) {
      Replies.one(request, answer, (json, incident) -> write(json, incident, asOf));
      return;
    }
    Replies.problemUnlessFound(request, answer)
        .ifPresent(found -> sendIncident(request, found, format));
  }

  private static Answer<KernelIncident> begunBy(KernelIncident incident, Optional<Instant> asOf) {
    Instant began = incident.firstAt().at();
    return asOf.filter(began::isAfter)
        .<Answer<KernelIncident>>map(
            moment -> Answer.absent("incident %s began later: %s".formatted(incident.id(), began)))
        .orElseGet(() -> Answer.found(incident));
  }

  private void sendIncident(Context request, Answer.Found<KernelIncident> found, String format) {
    KernelIncident incident = found.value();
    String tag =
        "\"%s-%d-%s-%08x-%s\""
            .formatted(
                incident.id(),
                incident.revision(),
                incident.diagnosis().ruleSet(),
                feedback.on(incident).hashCode(),
                format);
    if (!EntityTag.isNews(request, tag)) return;
    formats.stream()
        .filter(f -> f.name().equals(format))
        .findFirst()
        .ifPresentOrElse(
            f ->
                request
                    .contentType(f.contentType())
                    .result(f.encoding().apply(incident).getBytes(UTF_8)),
            () ->
                Replies.one(request, found, (json, value) -> write(json, value, Optional.empty())));
  }

  static <T> Answer<T> ofHost(Context request, Function<HostId, Answer<T>> question) {
    return HostId.of(request.pathParam("host"))
        .map(question)
        .orElse(
            Answer.badRequest("a host's name has 1 to 255 printable characters without blanks"));
  }
}
