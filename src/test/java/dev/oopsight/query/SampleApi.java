package dev.oopsight.query;

import dev.oopsight.access.Access;
import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The API on a free port, for tests of some of its routes. */
public final class SampleApi {

  private SampleApi() {}

  /** One whose clock stands still, and that knows no format but JSON. */
  public static HttpApi at(Instant now, IncidentQueries known, SiteInput site) {
    return at(now, known, site, routes -> {});
  }

  /** The same with more routes. */
  public static HttpApi at(
      Instant now, IncidentQueries known, SiteInput site, Consumer<RoutesConfig> more) {
    return at(now, known, site, more, Access.OPEN);
  }

  /** The same for those who may ask. */
  public static HttpApi at(
      Instant now,
      IncidentQueries known,
      SiteInput site,
      Consumer<RoutesConfig> more,
      Access access) {
    return HttpApi.start(
        new HttpApi.Setup(
            "127.0.0.1",
            0,
            known,
            site,
            List.of(),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            InstantSource.fixed(now),
            List.of(more),
            access));
  }
}
