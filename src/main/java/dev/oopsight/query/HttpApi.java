package dev.oopsight.query;

import static java.util.Objects.requireNonNull;

import dev.oopsight.access.Access;
import dev.oopsight.access.Guard;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The query API over HTTP, listening from construction by {@link #start} until closed.
 *
 * <p>Routes: {@code /api/v1/…}, {@code /healthz}, {@code /readyz}, {@code /metrics}, {@code
 * /openapi.json}, a page at {@code /}, and whatever is mounted beside them. It only reads, but for
 * feedback. Who may ask is told by {@link Access}.
 */
public final class HttpApi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private final Javalin server;

  private HttpApi(Javalin server) {
    this.server = server;
  }

  /**
   * What the API needs.
   *
   * @param host address to listen on, {@code 127.0.0.1}
   * @param port to listen on; 0 for any that is free
   * @param queries answers
   * @param site what the site tells while it runs
   * @param formats of one incident, beside JSON
   * @param metrics what {@code /metrics} shows, and where requests are counted
   * @param clock tells now, for config without {@code asOf}
   * @param mounts add routes beside ours
   * @param access who may ask, and how much
   */
  public record Setup(
      String host,
      int port,
      IncidentQueries queries,
      SiteInput site,
      List<IncidentFormat> formats,
      PrometheusMeterRegistry metrics,
      InstantSource clock,
      List<Consumer<RoutesConfig>> mounts,
      Access access) {
    public Setup {
      requireNonNull(host);
      requireNonNull(queries);
      requireNonNull(site);
      formats = List.copyOf(formats);
      requireNonNull(metrics);
      requireNonNull(clock);
      mounts = List.copyOf(mounts);
      requireNonNull(access);
    }
  }

  /**
   * Listens.
   *
   * @throws AddressTaken where the address cannot be had
   * @throws dev.oopsight.access.CannotGuard where a file of {@link Access} cannot be used
   */
  public static HttpApi start(Setup setup) {
    checkAddress(setup.host(), setup.port());
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.http.prefer405over404 = true;
              config.jetty.modifyServer(jetty -> guard(jetty, setup));
              JavalinDefaultRoutingApi routes = config.routes;
              count(routes, setup.metrics());
              // First: what is mounted may be more special than a route of ours.
              setup.mounts().forEach(mount -> mount.accept(config.routes));
              new IncidentRoutes(
                      setup.queries(), setup.formats(), setup.site().feedback(), setup.clock())
                  .addTo(routes);
              new OverviewRoute(setup.queries(), setup.site().feedback(), setup.clock())
                  .addTo(routes);
              new FleetRoutes(setup.queries(), setup.clock()).addTo(routes);
              new BurstsRoute(setup.queries()).addTo(routes);
              new RiskRoutes(setup.queries(), setup.site().rules(), setup.clock()).addTo(routes);
              new SilenceRoute(setup.queries(), setup.site().rules(), setup.clock()).addTo(routes);
              new RuleRoutes(setup.site()).addTo(routes);
              new FeedbackRoutes(setup.queries(), setup.site(), setup.clock()).addTo(routes);
              new DiffRoute(setup.queries(), setup.clock()).addTo(routes);
              new DriftRoute(setup.queries(), setup.clock()).addTo(routes);
              new SearchRoute(setup.queries(), setup.clock()).addTo(routes);
              new TimelineRoute(setup.queries(), setup.clock()).addTo(routes);
              new QualityRoute(setup.queries(), setup.metrics()).addTo(routes);
              new PageRoutes().addTo(routes);
              new ServiceRoutes(setup.queries(), setup.metrics()).addTo(routes);
              routes.exception(HttpResponseException.class, HttpApi::refuse);
              routes.exception(HttpException.RuntimeException.class, HttpApi::refuse);
              routes.exception(Exception.class, HttpApi::fail);
            });
    try {
      return new HttpApi(server.start());
    } catch (JavalinBindException e) {
      throw new AddressTaken(setup.host(), setup.port(), e);
    }
  }

  /** Tries the address first: the server would log its own words and stack about a taken one. */
  private static void checkAddress(String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new AddressTaken(host, port, e);
    }
  }

  private static void guard(Server jetty, Setup setup) {
    HttpConfiguration http = new HttpConfiguration();
    acceptEncodedSlashes(http);
    jetty.setErrorHandler(new JettyProblems());
    Guard.around(jetty, http, setup.access(), setup.host(), setup.port());
  }

  /** A host's name may hold what a path may not; it is decoded per segment, so that is harmless. */
  private static void acceptEncodedSlashes(HttpConfiguration http) {
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "host names",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    http.setSendServerVersion(false);
  }

  private static void count(JavalinDefaultRoutingApi routes, PrometheusMeterRegistry metrics) {
    routes.before(request -> request.attribute("began", System.nanoTime()));
    routes.after(
        request -> {
          Long began = request.attribute("began");
          if (began == null) return;
          metrics
              .timer("oopsight.http.requests", "status", Integer.toString(request.statusCode()))
              .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        });
  }

  private static void refuse(HttpResponseException e, Context request) {
    String detail =
        switch (e.getStatus()) {
          case 404 -> "there is no " + request.path() + " here; the routes stand in /openapi.json";
          case 405 -> request.method() + " is not allowed here; the routes stand in /openapi.json";
          default -> String.valueOf(e.getMessage());
        };
    if (e.getStatus() == 405) {
      boolean feedback = request.path().endsWith("/feedback");
      request.header("Allow", feedback ? "POST" : "GET, HEAD");
    }
    Replies.problem(request, e.getStatus(), detail);
  }

  /** What the server itself refuses while a route reads: a body without end, say. */
  private static void refuse(HttpException.RuntimeException e, Context request) {
    Replies.problem(request, e.getCode(), JettyProblems.words(e.getCode()));
  }

  private static void fail(Exception e, Context request) {
    LOG.error("{} {} failed", request.method(), request.path(), e);
    Replies.problem(request, 500, "this is a fault of the program; its log says more");
  }

  /** The port that is listened on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
