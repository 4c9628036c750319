package dev.oopsight.query;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What operators ask: health, readiness, metrics, and the API's own description. */
final class ServiceRoutes {

  private final IncidentQueries queries;
  private final PrometheusMeterRegistry metrics;

  ServiceRoutes(IncidentQueries queries, PrometheusMeterRegistry metrics) {
    this.queries = queries;
    this.metrics = metrics;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/healthz", this::health);
    routes.get("/readyz", this::readiness);
    routes.get("/metrics", this::metrics);
    routes.get("/openapi.json", ServiceRoutes::openApi);
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
}
