package dev.oopsight.query;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.theory.Burst;
import dev.oopsight.theory.Fleet;
import dev.oopsight.theory.Spread;
import dev.oopsight.theory.SpreadOfPrint;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code /api/v1/fingerprints/{fingerprint}/bursts}: when a bug struck several hosts at once, and
 * what those have in common that all others lack.
 */
final class BurstsRoute {

  private static final Duration AT_ONCE = Duration.ofMinutes(10);

  /** Each costs as much as a spread. */
  private static final int MOST_COMPARED = 5;

  private final IncidentQueries queries;

  private record Compared(Burst burst, Spread spread) {}

  private record Found(int bursts, List<Compared> newest) {}

  BurstsRoute(IncidentQueries queries) {
    this.queries = queries;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/fingerprints/{fingerprint}/bursts", this::bursts);
  }

  private void bursts(Context request) {
    Parameters given = new Parameters(request, "within");
    Duration within = given.duration("within").orElse(AT_ONCE);
    Answer<Found> answer =
        given.ask(
            () ->
                FleetRoutes.about(
                    request, given.of(queries), (fleet, print) -> found(fleet, print, within)));
    Replies.fields(
        request,
        answer,
        (json, found) ->
            json.number("bursts", found.bursts())
                .objects("data", found.newest(), BurstsRoute::write));
  }

  private static Optional<Found> found(Fleet fleet, Fingerprint print, Duration within) {
    List<Appearance> appearances = fleet.appearances(print);
    if (appearances.isEmpty()) return Optional.empty();
    List<Burst> bursts = Burst.of(appearances, within);
    List<Compared> newest =
        bursts.stream()
            .limit(MOST_COMPARED)
            .map(burst -> new Compared(burst, SpreadOfPrint.of(fleet, burst.incidents())))
            .toList();
    return Optional.of(new Found(bursts.size(), newest));
  }

  private static void write(JsonText json, Compared compared) {
    Burst burst = compared.burst();
    Spread spread = compared.spread();
    json.moment("began", burst.began())
        .moment("ended", burst.ended())
        .number("hosts", burst.hosts())
        .number("incidents", burst.incidents().size())
        .text("verdict", spread.verdict().id())
        .text("says", SpreadWords.of(spread));
    spread.chance().ifPresent(chance -> json.fraction("chance", chance));
    json.text(
        "binds",
        spread.binding().stream()
            .map(share -> share.property().name() + " = " + share.value())
            .collect(Collectors.joining("; ")));
  }
}
