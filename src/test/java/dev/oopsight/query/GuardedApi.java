package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.access.Access;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The API on a free port behind what access asks for, and words to it, for tests. */
public final class GuardedApi implements AutoCloseable {

  private static final List<IncidentFormat> FORMATS =
      List.of(
          new IncidentFormat(
              "text", "text/plain; charset=utf-8", incident -> incident.trace().title()));

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpApi api;

  private GuardedApi(HttpApi api) {
    this.api = api;
  }

  public static GuardedApi start(IncidentQueries known, Access access) {
    return new GuardedApi(
        HttpApi.start(
            new HttpApi.Setup(
                "127.0.0.1",
                0,
                known,
                SampleSite.input(),
                FORMATS,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.fixed(SeedIncident.BEGAN.plusSeconds(3600)),
                List.of(new ExplainRoute(log -> List.of(SeedIncident.onWeb1()), FORMATS)::addTo),
                access)));
  }

  /** Access to those users alone. */
  public static Access to(java.nio.file.Path users) {
    return new Access(
        Optional.of(users),
        false,
        false,
        Optional.empty(),
        Access.Bounds.DEFAULT,
        Access.Audit.DEFAULT);
  }

  int port() {
    return api.port();
  }

  /** Asks, with headers as name, value, name, value. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).build());
  }

  /** Says that the seed's incident is known. */
  HttpResponse<String> acknowledge(String... headers) throws Exception {
    String path = "/api/v1/incidents/" + SeedIncident.onWeb1().id() + "/feedback";
    return post(path, "{\"by\":\"ann\",\"ack\":true}", headers);
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return send(
        request(path, headers)
            .setHeader("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** A connection to it that does what no client would. */
  Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  /** What is answered to bytes as they are. */
  String raw(String bytes) throws IOException {
    try (Socket socket = socket()) {
      socket.getOutputStream().write(bytes.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** What is answered to a path as it is. */
  String rawGet(String path, String... headers) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String header : headers) lines.append(header).append("\r\n");
    return raw(
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines + "\r\n");
  }

  static String bearer(String token) {
    return "Bearer " + token;
  }

  static String basic(String name, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  @Override
  public void close() {
    api.close();
  }
}
