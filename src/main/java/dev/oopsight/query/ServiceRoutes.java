package dev.oopsight.query;

import dev.oopsight.incident.Feedback;
import dev.oopsight.incident.FeedbackBook;
import dev.oopsight.incident.IncidentId;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/** What operators ask: health, readiness, metrics, the API's own description, and a first page. */
final class ServiceRoutes {

  private static final int HOSTS_ON_PAGE = 200;

  private final IncidentQueries queries;
  private final FeedbackBook feedback;
  private final InstantSource clock;
  private final PrometheusMeterRegistry metrics;

  ServiceRoutes(
      IncidentQueries queries,
      FeedbackBook feedback,
      InstantSource clock,
      PrometheusMeterRegistry metrics) {
    this.queries = queries;
    this.feedback = feedback;
    this.clock = clock;
    this.metrics = metrics;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/healthz", this::health);
    routes.get("/readyz", this::readiness);
    routes.get("/metrics", this::metrics);
    routes.get("/openapi.json", ServiceRoutes::openApi);
    routes.get("/", this::page);
  }

  private void health(Context request) {
    boolean alive = queries.alive();
    Replies.json(request.status(alive ? 200 : 503), json -> json.flag("alive", alive));
  }

  private void readiness(Context request) {
    Readiness now = queries.readiness();
    if (!now.ready()) request.status(503).header("Retry-After", "1");
    Replies.json(
        request,
        json ->
            json.flag("ready", now.ready())
                .text("state", now.state())
                .number("restored", now.restored())
                .number("to_restore", now.toRestore()));
  }

  private void metrics(Context request) {
    request.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }

  private static void openApi(Context request) {
    try (InputStream document = ServiceRoutes.class.getResourceAsStream("openapi.json")) {
      request.contentType("application/json").result(document.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void page(Context request) {
    request.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    request.header("Refresh", "10");
    request.html(FirstPage.html(queries.hosts(Optional.empty(), HOSTS_ON_PAGE), this::mark));
  }

  /** What people said of an incident, in a word or two. */
  private String mark(IncidentId id) {
    Feedback said =
        queries
            .incident(id, OptionalInt.empty())
            .fold(
                found -> feedback.on(found.value()),
                absent -> Feedback.NONE,
                bad -> Feedback.NONE,
                notReady -> Feedback.NONE);
    return said.muteAt(clock.instant())
        .map(mute -> "muted until " + mute.until())
        .or(() -> said.ack().map(ack -> "acknowledged by " + ack.by()))
        .orElse("");
  }
}
