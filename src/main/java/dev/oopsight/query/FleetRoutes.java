package dev.oopsight.query;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet;
import dev.oopsight.theory.PrintSummary;
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
import java.util.function.BiFunction;
import java.util.function.Predicate;

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

  /** By whether the evidence of any rule speaks for an explanation of the newest incident. */
  private static final Map<String, Predicate<PrintSummary>> EXPLAINED =
      Map.of(
          "any", print -> true,
          "no", print -> print.newest().blamed().isEmpty(),
          "yes", print -> !print.newest().blamed().isEmpty());

  private static final List<String> ANY_NO_YES = List.of("any", "no", "yes");

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
    Parameters given = new Parameters(request, "level", "sort", "explained", "limit", "cursor");
    Fingerprint.Level level =
        given.oneOf("level", List.of("site", "mechanism")).equals("site")
            ? Fingerprint.Level.SITE
            : Fingerprint.Level.MECHANISM;
    Comparator<PrintSummary> order =
        ORDERS
            .get(given.oneOf("sort", List.copyOf(ORDERS.keySet())))
            .reversed()
            .thenComparing(BY_NAME);
    Predicate<PrintSummary> wanted = EXPLAINED.get(given.oneOf("explained", ANY_NO_YES));
    int limit = given.limit();
    int from = given.placeCursor();
    Answer<Page<PrintSummary>> answer =
        given.ask(
            () ->
                given
                    .of(queries)
                    .ofFleet(
                        fleet ->
                            Answer.found(
                                Page.of(
                                    fleet.prints(level, newSince()).stream()
                                        .filter(wanted)
                                        .sorted(order),
                                    from,
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
                about(
                    request,
                    given.of(queries),
                    (fleet, print) ->
                        appearances(fleet, print)
                            .map(some -> PrintSummary.of(print, some, newSince())))),
        FleetJson::writeWhole);
  }

  private void hosts(Context request) {
    Parameters given = new Parameters(request, "limit", "cursor");
    int limit = given.limit();
    var after = given.hostCursor();
    Answer<Page<PrintSummary>> answer =
        given.ask(
            () ->
                about(
                    request,
                    given.of(queries),
                    (fleet, print) ->
                        appearances(fleet, print)
                            .map(some -> Page.firstOf(hosts(print, some, after, limit), limit))));
    Replies.page(
        request, answer, FleetJson::writeHost, last -> Parameters.cursor(last.first().host()));
  }

  /** Its hosts by name, one more than are asked for. */
  private static List<PrintSummary> hosts(
      Fingerprint print, List<Appearance> some, Optional<HostId> after, int limit) {
    return PrintSummary.byHost(print, some).stream()
        .filter(at -> after.isEmpty() || at.first().host().compareTo(after.get()) > 0)
        .limit(limit + 1L)
        .toList();
  }

  private void spread(Context request) {
    Parameters given = new Parameters(request);
    Replies.one(
        request,
        given.ask(() -> about(request, given.of(queries), SpreadOfPrint::of)),
        FleetJson::writeSpread);
  }

  private void trace(Context request) {
    Parameters given = new Parameters(request);
    Replies.one(
        request,
        given.ask(() -> about(request, given.of(queries), FleetRoutes::cleanest)),
        IncidentJson::write);
  }

  /** The incident that tells most of it: undamaged before damaged, whole before cut. */
  private static Optional<KernelIncident> cleanest(Fleet fleet, Fingerprint print) {
    List<IncidentId> newest =
        fleet.appearances(print).stream()
            .sorted(Comparator.comparing(Appearance::firstAt).reversed())
            .limit(MOST_TRACES)
            .map(Appearance::incident)
            .toList();
    return fleet.incidents(newest).stream().min(CLEANEST);
  }

  private static final Comparator<KernelIncident> CLEANEST =
      Comparator.comparing((KernelIncident incident) -> incident.trace().defects().size())
          .thenComparing(incident -> incident.text().isCut())
          .thenComparing(incident -> -incident.trace().frames().size())
          .thenComparing(KernelIncident::id);

  private static Optional<List<Appearance>> appearances(Fleet fleet, Fingerprint print) {
    return Optional.of(fleet.appearances(print)).filter(some -> !some.isEmpty());
  }

  /** Puts a question about the fingerprint of the path; it is absent where nothing is answered. */
  static <T> Answer<T> about(
      Context request,
      IncidentQueries asked,
      BiFunction<Fleet, Fingerprint, Optional<T>> question) {
    return print(request.pathParam("fingerprint"))
        .map(
            print ->
                asked.ofFleet(
                    fleet ->
                        question
                            .apply(fleet, print)
                            .map(Answer::found)
                            .orElseGet(() -> unknown(print))))
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
