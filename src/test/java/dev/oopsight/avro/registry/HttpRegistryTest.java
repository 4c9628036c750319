package dev.oopsight.avro.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.oopsight.avro.registry.RegistryException.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpRegistryTest {

  private static final Schema SCHEMA = Note.parse("{'name': 'a', 'type': 'int'}");
  private static final String AS_JSON = SCHEMA.toString().replace("\"", "\\\"");

  private final List<FakeServer> servers = new ArrayList<>();
  private final Map<String, Object> settings = new HashMap<>(Map.of("retries.wait.ms", 1));
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void stopServers() {
    servers.forEach(FakeServer::stop);
  }

  @Test
  void registersASchemaOnce() {
    FakeServer server = server().answers("POST /subjects/notes-value/versions", 200, "{'id': 7}");
    HttpRegistry registry = registry(server);

    assertThat(registry.register("notes-value", SCHEMA)).isEqualTo(7);
    assertThat(registry.register("notes-value", SCHEMA)).isEqualTo(7);

    assertThat(server.requests).hasSize(1);
    assertThat(server.bodies).containsExactly("{\"schema\":\"" + AS_JSON + "\"}");
  }

  @Test
  void fetchesASchemaOnce() {
    FakeServer server =
        server().answers("GET /schemas/ids/7?fetchMaxId=false", 200, "{'schema': '%s'}");
    HttpRegistry registry = registry(server);

    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);

    assertThat(server.requests).hasSize(1);
  }

  @Test
  void asksForTheLatestVersionEveryTime() {
    FakeServer server =
        server()
            .answers(
                "GET /subjects/notes-value/versions/latest",
                200,
                "{'subject': 'notes-value', 'version': 3, 'id': 7, 'schema': '%s'}");
    HttpRegistry registry = registry(server);

    assertThat(registry.latest("notes-value"))
        .isEqualTo(new RegisteredSchema("notes-value", 3, 7, SCHEMA));
    registry.latest("notes-value");

    assertThat(server.requests).hasSize(2);
  }

  @Test
  void fetchesTheTypesThatASchemaBorrowsFromOtherSubjects() {
    FakeServer server =
        server()
            .answers(
                "GET /schemas/ids/8?fetchMaxId=false",
                200,
                "{'schema': '{\\'type\\': \\'array\\', \\'items\\': \\'%s\\'}', 'references':"
                        .formatted(SCHEMA.getFullName())
                    + " [{'name': '%s', 'subject': 'notes-value', 'version': 1}]}"
                        .formatted(SCHEMA.getFullName()))
            .answers("GET /subjects/notes-value/versions/1", 200, "{'schema': '%s'}");

    assertThat(registry(server).byId(8)).isEqualTo(Schema.createArray(SCHEMA));
  }

  @Test
  void setsTheCompatibilityOfASubjectWhoseNameNeedsEscapes() {
    FakeServer server = server().answers("PUT /config/a%20b%2Fc", 200, "{}");

    registry(server).setCompatibility("a b/c", Compatibility.BACKWARD_TRANSITIVE);

    assertThat(server.bodies).containsExactly("{\"compatibility\":\"BACKWARD_TRANSITIVE\"}");
  }

  @Test
  void asksTheNextServerWhenOneIsAwayAndStaysWithIt() throws IOException {
    FakeServer away = server();
    FakeServer broken = server().answers("GET /schemas/ids/7?fetchMaxId=false", 503, "starting");
    FakeServer healthy =
        server()
            .answers("GET /schemas/ids/7?fetchMaxId=false", 200, "{'schema': '%s'}")
            .answers("GET /schemas/ids/8?fetchMaxId=false", 200, "{'schema': '%s'}");
    away.stop();
    HttpRegistry registry = registry(away, broken, healthy);

    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    assertThat(registry.byId(8)).isEqualTo(SCHEMA);

    assertThat(broken.requests).hasSize(1);
  }

  @Test
  void triesAgainWhenAllAreAwayAndThenSaysSo() {
    FakeServer server = server().answers("GET /schemas/ids/7?fetchMaxId=false", 503, "starting");
    settings.put("max.retries", "2");

    assertThatThrownBy(() -> registry(server).byId(7))
        .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.isTransient()).isTrue())
        .hasMessage(server.url() + "/schemas/ids/7?fetchMaxId=false: HTTP 503");
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void doesNotRepeatWhatWasRefused() {
    FakeServer server =
        server()
            .answers(
                "POST /subjects/notes-value/versions",
                409,
                "{'error_code': 409, 'message': 'Schema being registered is incompatible'}");

    assertProblem(
        () -> registry(server).register("notes-value", SCHEMA),
        Problem.INCOMPATIBLE,
        "Schema being registered is incompatible");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void doesNotAskAgainForAnUnknownIdUntilAWhileHasPassed() {
    FakeServer server =
        server()
            .answers(
                "GET /schemas/ids/7?fetchMaxId=false",
                404,
                "{'error_code': 40403, 'message': 'Schema 7 not found'}");
    settings.put("missing.id.cache.ttl.sec", "30");
    HttpRegistry registry = registry(server);

    assertProblem(() -> registry.byId(7), Problem.NOT_FOUND, "Schema 7 not found");
    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    assertProblem(() -> registry.byId(7), Problem.NOT_FOUND, "Schema 7 not found");
    assertThat(server.requests).hasSize(1);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertProblem(() -> registry.byId(7), Problem.NOT_FOUND, "Schema 7 not found");
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void saysWhenTheUrlIsNoRegistrys() {
    FakeServer server = server();

    assertThatThrownBy(() -> registry(server).register("notes-value", SCHEMA))
        .hasMessageContaining("/apis/ccompat/v7");
  }

  @Test
  void saysWhenCredentialsAreRefusedAndDoesNotShowThem() {
    FakeServer server =
        server().answers("GET /schemas/ids/7?fetchMaxId=false", 401, "{'message': 'Unauthorized'}");
    settings.put("basic.auth.credentials.source", "USER_INFO");
    settings.put("basic.auth.user.info", "me:hunter2");

    assertThatThrownBy(() -> registry(server).byId(7))
        .hasMessageContaining("refuses these credentials")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void sendsBasicCredentialsFromTheSettingOrTheUrl() {
    FakeServer server =
        server().answers("GET /schemas/ids/7?fetchMaxId=false", 200, "{'schema': '%s'}");
    String expected = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(UTF_8));

    settings.put("schema.registry.url", server.url().replace("//", "//me:secret@"));
    new HttpRegistry(RegistryConnection.of(settings)).byId(7);
    settings.put("basic.auth.credentials.source", "USER_INFO");
    settings.put("schema.registry.basic.auth.user.info", "me:secret");
    registry(server).byId(7);

    assertThat(server.credentials).containsExactly(expected, expected);
  }

  @Test
  void sendsABearerToken() {
    FakeServer server =
        server().answers("GET /schemas/ids/7?fetchMaxId=false", 200, "{'schema': '%s'}");
    settings.put("bearer.auth.credentials.source", "STATIC_TOKEN");
    settings.put("bearer.auth.token", "abc");

    registry(server).byId(7);

    assertThat(server.credentials).containsExactly("Bearer abc");
  }

  private static void assertProblem(ThrowingCallable call, Problem problem, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.problem()).isEqualTo(problem))
        .hasMessage(message);
  }

  private HttpRegistry registry(FakeServer... reached) {
    List<String> urls = new ArrayList<>();
    for (FakeServer server : reached) urls.add(server.url() + "/");
    settings.put("schema.registry.url", String.join(", ", urls));
    return new HttpRegistry(RegistryConnection.of(settings), nanos::get);
  }

  private FakeServer server() {
    try {
      FakeServer server = new FakeServer();
      servers.add(server);
      return server;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Answers what it is told to, and 404 to anything else. */
  private static final class FakeServer {

    private record Reply(int status, String body) {}

    private final HttpServer http;
    private final Map<String, Reply> replies = new HashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> credentials = new CopyOnWriteArrayList<>();

    FakeServer() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/",
          exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(request);
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            credentials.addAll(
                exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            Reply reply = replies.getOrDefault(request, new Reply(404, "nothing here"));
            byte[] body = reply.body.getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      http.start();
    }

    /** {@code '} stands for a quote, {@code %s} for the schema. */
    FakeServer answers(String request, int status, String body) {
      replies.put(request, new Reply(status, body.replace('\'', '"').replace("%s", AS_JSON)));
      return this;
    }

    String url() {
      return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    void stop() {
      http.stop(0);
    }
  }
}
