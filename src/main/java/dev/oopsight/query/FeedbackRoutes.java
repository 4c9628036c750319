package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.incident.Feedback;
import dev.oopsight.incident.KernelIncident;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one route that writes: {@code POST /api/v1/incidents/{id}/feedback}. It takes JSON only, as a
 * page of another site could send anything else from the browser of somebody who may ask us.
 */
final class FeedbackRoutes {

  private static final String JSON = "application/json";
  private static final int LONGEST = 64 << 10;
  private static final long SHOWN_WITHIN_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private final IncidentQueries queries;
  private final SiteInput site;
  private final InstantSource clock;

  FeedbackRoutes(IncidentQueries queries, SiteInput site, InstantSource clock) {
    this.queries = queries;
    this.site = site;
    this.clock = clock;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.post("/api/v1/incidents/{id}/feedback", this::feedback);
  }

  private void feedback(Context request) {
    String type = String.valueOf(request.contentType()).split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase(JSON)) {
      Replies.problem(request, 415, "feedback is sent as " + JSON);
      return;
    }
    Optional<byte[]> body = RequestBody.read(request, LONGEST);
    if (body.isEmpty()) {
      Replies.problem(request, 413, "feedback has at most " + LONGEST + " bytes");
      return;
    }
    FeedbackRequest said =
        new FeedbackRequest(
            new String(body.get(), UTF_8),
            Optional.ofNullable(request.req().getRemoteUser()),
            clock.instant());
    Answer<KernelIncident> incident =
        said.faults().isEmpty()
            ? Parameters.incidentId(request.pathParam("id"))
                .map(id -> queries.incident(id, OptionalInt.empty()))
                .orElse(Answer.badRequest("an incident's id is a UUID"))
            : Answer.badRequest(String.join("; ", said.faults()));
    Replies.problemUnlessFound(request, incident)
        .ifPresent(found -> say(request, said, found.value()));
  }

  private void say(Context request, FeedbackRequest said, KernelIncident incident) {
    try {
      Optional<Feedback> shown = write(said, incident);
      Replies.json(
          request.status(shown.isPresent() ? 200 : 202),
          json ->
              json.text("status", "success")
                  .object(
                      "data",
                      data ->
                          FeedbackFields.write(
                              data, shown.orElseGet(() -> site.feedback().on(incident)))));
    } catch (UncheckedIOException e) {
      Replies.problem(
          request.header("Retry-After", "2"), 503, "it could not be written: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Replies.problem(request, 503, "this instance stops");
    }
  }

  /** One after the other, and each after the one before is known, so that none is written over. */
  private synchronized Optional<Feedback> write(FeedbackRequest said, KernelIncident incident)
      throws InterruptedException {
    String key = said.key(incident);
    Feedback all = said.on(site.feedback().under(key));
    site.sink().put(key, all);
    CompletableFuture<Void> shown = site.feedback().shown(key, all);
    try {
      shown.get(SHOWN_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
      return Optional.of(site.feedback().on(incident));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing lets it fail", e);
    } finally {
      shown.cancel(false);
    }
  }
}
