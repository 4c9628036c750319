package dev.oopsight.query;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.theory.SpreadOfPrint;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The routes under {@code /api/v1/fingerprints}: one bug over all hosts. */
final class FleetRoutes {

  private static final Duration NEW = Duration.ofDays(7);

  /** Of so many incidents, the cleanest trace is shown. */
  private static final int MOST_TRACES = 20;

  private static final Comparator<PrintSummary> BY_NAME =
      Comparator.comparing(print -> print.print().toString());

  /** The orders that can be asked for, by name; the first is taken where none is. */
  private static final Map<String, Comparator<PrintSummary>> ORDERS = new LinkedHashMap<>();

  static {
    ORDERS.put("hosts", Comparator.comparingLong(PrintSummary::hosts));
    ORDERS.put("new_hosts", Comparator.comparingLong(PrintSummary::newHosts));
    ORDERS.put("incidents", Comparator.comparingLong(PrintSummary::incidents));
    ORDERS.put("last_seen", Comparator.comparing(PrintSummary::lastSeen));
    ORDERS.put("first_seen", Comparator.comparing(print -> print.first().firstAt()));
  }

  private final IncidentQueries queries;
  private final InstantSource clock;

  FleetRoutes(IncidentQueries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/fingerprints", this::prints);
    routes.get("/api/v1/fingerprints/{fingerprint}", this::print);
    routes.get("/api/v1/fingerprints/{fingerprint}/hosts", this::hosts);
    routes.get("/api/v1/fingerprints/{fingerprint}/spread", this::spread);
    routes.get("/api/v1/fingerprints/{fingerprint}/trace", this::trace);
  }

  private void prints(Context request) {
    Parameters given = new Parameters(request, "level", "sort", "limit", "cursor");
    Fingerprint.Level level =
        given.oneOf("level", List.of("site", "mechanism")).equals("site")
            ? Fingerprint.Level.SITE
            : Fingerprint.Level.MECHANISM;
    Comparator<PrintSummary> order =
        ORDERS
            .get(given.oneOf("sort", List.copyOf(ORDERS.keySet())))
            .reversed()
            .thenComparing(BY_NAME);
    int limit = given.limit();
    int from = given.placeCursor();
    Answer<Page<PrintSummary>> answer =
        given.ask(
            () ->
                queries.ofFleet(
                    fleet ->
                        Answer.found(
                            Page.firstOf(
                                PrintSummary.all(fleet, level, newSince()).stream()
                                    .sorted(order)
                                    .skip(from)
                                    .limit(limit + 1L)
                                    .toList(),
                                limit))));
    Replies.page(
        request, answer, FleetJson::writePrint, last -> Parameters.placeCursor(from + limit));
  }

  private void print(Context request) {
    Parameters given = new Parameters(request);
    Replies.one(
        request,
        given.ask(
            () ->
                ofPrint(request, p -> some -> Answer.found(PrintSummary.of(p, some, newSince())))),
        FleetJson::writeWhole);
  }

  private void hosts(Context request) {
    Parameters given = new Parameters(request, "limit", "cursor");
    int limit = given.limit();
    var after = given.hostCursor();
    Answer<Page<PrintSummary>> answer =
        given.ask(
            () ->
                ofPrint(
                    request,
                    print ->
                        some ->
                            Answer.found(
                                Page.firstOf(
                                    PrintSummary.byHost(print, some).stream()
                                        .filter(
                                            host ->
                                                after.isEmpty()
                                                    || host.first().host().compareTo(after.get())
                                                        > 0)
                                        .limit(limit + 1L)
                                        .toList(),
                                    limit))));
    Replies.page(
        request, answer, FleetJson::writeHost, last -> Parameters.cursor(last.first().host()));
  }

  private void spread(Context request) {
    Parameters given = new Parameters(request);
    Replies.one(
        request,
        given.ask(
            () ->
                named(
                    request,
                    print ->
                        queries.ofFleet(
                            fleet ->
                                SpreadOfPrint.of(fleet, print)
                                    .map(Answer::found)
                                    .orElseGet(() -> unknown(print))))),
        FleetJson::writeSpread);
  }

  /** The incident that tells most of it: undamaged before damaged, whole before cut. */
  private void trace(Context request) {
    Parameters given = new Parameters(request);
    Replies.one(
        request,
        given.ask(
            () ->
                named(
                    request,
                    print ->
                        queries.ofFleet(
                            fleet ->
                                fleet.appearances(print).stream()
                                    .sorted(Comparator.comparing(Appearance::firstAt).reversed())
                                    .limit(MOST_TRACES)
                                    .flatMap(a -> fleet.incident(a.incident()).stream())
                                    .min(CLEANEST)
                                    .map(Answer::found)
                                    .orElseGet(() -> unknown(print))))),
        IncidentJson::write);
  }

  private static final Comparator<KernelIncident> CLEANEST =
      Comparator.comparing((KernelIncident incident) -> incident.trace().defects().size())
          .thenComparing(incident -> incident.text().isCut())
          .thenComparing(incident -> -incident.trace().frames().size());

  private <T> Answer<T> ofPrint(
      Context request, Function<Fingerprint, Function<List<Appearance>, Answer<T>>> question) {
    return named(
        request,
        print ->
            queries.ofFleet(
                fleet -> {
                  List<Appearance> some = fleet.appearances(print);
                  return some.isEmpty() ? unknown(print) : question.apply(print).apply(some);
                }));
  }

  private static <T> Answer<T> named(Context request, Function<Fingerprint, Answer<T>> question) {
    return print(request.pathParam("fingerprint"))
        .map(question)
        .orElse(
            Answer.badRequest(
                "a fingerprint is site or mechanism, a version and 16 hexadecimal digits:"
                    + " site-1-0123456789abcdef"));
  }

  private static Optional<Fingerprint> print(String text) {
    try {
      return Optional.of(Fingerprint.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static <T> Answer<T> unknown(Fingerprint print) {
    return Answer.absent("no incident of " + print + " is kept");
  }

  private Instant newSince() {
    return clock.instant().minus(NEW);
  }
}
