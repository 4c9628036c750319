package dev.oopsight.query;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The page at {@code /}: a few files of the jar. It asks this server's API and nobody else, which
 * its policy holds it to.
 */
final class PageRoutes {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, String> FILES =
      Map.of(
          "style.css", "text/css; charset=utf-8",
          "app.js", SCRIPT,
          "api.js", SCRIPT,
          "common.js", SCRIPT,
          "draw.js", SCRIPT,
          "fleet.js", SCRIPT,
          "incident.js", SCRIPT,
          "live.js", SCRIPT,
          "rules.js", SCRIPT,
          "silence.js", SCRIPT);

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/", request -> send(request, "index.html", "text/html; charset=utf-8"));
    FILES.forEach(
        (file, type) -> routes.get("/page/" + file, request -> send(request, file, type)));
  }

  private static void send(Context request, String file, String type) {
    request
        .header("Content-Security-Policy", POLICY)
        .header("Cache-Control", "no-cache")
        .contentType(type)
        .result(bytes(file));
  }

  private static byte[] bytes(String file) {
    try (InputStream in = PageRoutes.class.getResourceAsStream("page/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
