package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.access.Access;
import dev.oopsight.access.Role;
import dev.oopsight.access.User;
import dev.oopsight.access.UsersFile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the API's description against the API: every operation and parameter of it is tried. */
class OpenApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("host", "web1"),
          Map.entry("fingerprint", SeedIncident.onWeb1().fingerprints().site().toString()),
          Map.entry("level", "mechanism"),
          Map.entry("sort", "new_hosts"),
          Map.entry("rule", "site-link"),
          Map.entry("id", SeedIncident.onWeb1().id().toString()),
          Map.entry("limit", "1"),
          Map.entry("allowStale", "true"),
          Map.entry("kind", "page_allocation_failure"),
          Map.entry("since", "2009-06-25T00:00:00Z"),
          Map.entry("until", "2009-06-26T00:00:00Z"),
          Map.entry("asOf", "1245899521"),
          Map.entry("asOfB", "1245899521"),
          Map.entry("a", "web1"),
          Map.entry("b", "web0"),
          Map.entry("revision", "2"),
          Map.entry("expr", "config.number(%22sysctl:vm.min_free_kbytes%22)%3C1"),
          Map.entry("answer", "unknown"),
          Map.entry("silentFor", "PT1H"),
          Map.entry("around", "2009-06-25T03:12:00Z"),
          Map.entry("within", "PT2H"),
          Map.entry("explained", "yes"),
          Map.entry("format", "json"));

  private static final Pattern CALL = Pattern.compile("`(/api/v1/[^`]++)`");

  private static final List<IncidentFormat> FORMATS =
      List.of(
          new IncidentFormat("ecs", "application/json", i -> "{}"),
          new IncidentFormat("text", "text/plain", i -> ""));

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpApi api;
  private JsonNode document;

  @BeforeEach
  void start() throws Exception {
    KnownIncidents known =
        new KnownIncidents()
            .incident(SeedIncident.onWeb1())
            .host("web0")
            .host("web2")
            .setting("sysctl:vm.min_free_kbytes", "11495", SeedIncident.BEGAN.minusSeconds(60));
    api =
        HttpApi.start(
            new HttpApi.Setup(
                "127.0.0.1",
                0,
                known,
                SampleSite.input(),
                FORMATS,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.fixed(SeedIncident.BEGAN),
                List.of(
                    new ExplainRoute(log -> List.of(SeedIncident.onWeb1()), FORMATS)::addTo,
                    routes -> new StreamRoute(new SilentLive(), known).addTo(routes),
                    routes ->
                        new AnnotationsRoute(known, InstantSource.fixed(SeedIncident.BEGAN))
                            .addTo(routes),
                    routes -> new InstancesRoute(new SamplePartitions(), known).addTo(routes),
                    routes -> new OpenRoute(SampleAlerts::open, known).addTo(routes)),
                Access.OPEN));
    document = JSON.readTree(get("/openapi.json").body());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void isAnsweredByEveryOperationAsItSays() throws Exception {
    for (var path : iterable(document.path("paths"))) {
      boolean reads = path.getValue().has("get");
      JsonNode operation = path.getValue().path(reads ? "get" : "post");
      String where = path.getKey();

      String asked = filled(where) + required(operation, "").replaceFirst("&", "?");
      HttpResponse<String> answer = reads ? get(asked) : post(asked);

      assertThat(answer.statusCode()).as(where).isEqualTo(200);
      JsonNode content = operation.at("/responses/200/content");
      String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
      assertThat(content.has(type)).as("%s answers %s", where, type).isTrue();
      if (type.equals("application/json")) {
        holds(content.path(type).path("schema"), JSON.readTree(answer.body()), where);
      }
    }
  }

  @Test
  void saysWhichOperationsSpareWhoHasTheAnswerAlready() throws Exception {
    for (var path : iterable(document.path("paths"))) {
      JsonNode operation = path.getValue().path("get");
      if (operation.isMissingNode()) continue;
      String asked = filled(path.getKey()) + required(operation, "").replaceFirst("&", "?");
      String tag = get(asked).headers().firstValue("ETag").orElse("");

      assertThat(!tag.isEmpty())
          .as(path.getKey())
          .isEqualTo(operation.at("/responses").has("304"))
          .isEqualTo(operation.at("/responses/200/headers").has("ETag"));
      if (!tag.isEmpty()) {
        assertThat(get(asked, "If-None-Match", tag).statusCode()).as(asked).isEqualTo(304);
      }
    }
  }

  @Test
  void namesTheParametersThatEachRouteReads() throws Exception {
    for (var path : iterable(document.path("paths"))) {
      for (JsonNode parameter : path.getValue().at("/get/parameters")) {
        if (!parameter.path("in").asText().equals("query")) continue;
        String name = parameter.path("name").asText();
        String value = name.equals("cursor") ? cursor(path.getKey()) : VALUES.get(name);

        String required = required(path.getValue().path("get"), name);
        HttpResponse<String> answer =
            get(filled(path.getKey()) + "?" + name + "=" + value + required);

        assertThat(answer.statusCode())
            .as("%s?%s: %s", path.getKey(), name, answer.body())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void tellsWhichOperationsAskWhoItIsAndThatTheyAreRefused(@TempDir Path dir) throws Exception {
    Path users = dir.resolve("users");
    new UsersFile(users).addToken(new User("ann", Role.READ));
    try (GuardedApi guarded = GuardedApi.start(new KnownIncidents(), GuardedApi.to(users))) {
      for (var path : iterable(document.path("paths"))) {
        boolean reads = path.getValue().has("get");
        JsonNode operation = path.getValue().path(reads ? "get" : "post");
        boolean isForAnybody = operation.path("security").isArray();

        String where = filled(path.getKey());
        int status = (reads ? guarded.get(where) : guarded.post(where, "{}")).statusCode();

        assertThat(status == 401).as(path.getKey()).isEqualTo(!isForAnybody);
        JsonNode answers = operation.path("responses");
        assertThat(answers.has("401")).as(path.getKey()).isEqualTo(!isForAnybody);
        assertThat(answers.has("429")).as(path.getKey()).isEqualTo(!isForAnybody);
        assertThat(answers.has("413")).as(path.getKey()).isEqualTo(!reads);
      }
    }
    assertThat(document.at("/components/securitySchemes/token/scheme").asText())
        .isEqualTo("bearer");
    assertThat(document.at("/components/securitySchemes/password/scheme").asText())
        .isEqualTo("basic");
  }

  @Test
  void hasARowInTheDocumentForEachRoute() throws Exception {
    String text = Files.readString(Path.of("docs/api.md"));

    for (var path : iterable(document.path("paths"))) {
      assertThat(text).contains("| `" + path.getKey() + "` |");
    }
  }

  @Test
  void isAnsweredAsTheTableOfQuestionsSays() throws Exception {
    List<String> questions =
        Files.readString(Path.of("docs/api.md"))
            .lines()
            .filter(line -> line.matches("\\| \\d{1,2}(?:–\\d+)? \\|.*"))
            .toList();
    List<String> calls =
        questions.stream()
            .flatMap(line -> CALL.matcher(line).results().map(call -> call.group(1)))
            .toList();

    assertThat(questions).hasSize(23).last().asString().startsWith("| 26 |");
    assertThat(calls).hasSizeGreaterThan(20);
    for (String call : calls) {
      String encoded = filled(call).replace("\"", "%22").replace("<", "%3C");
      assertThat(get(encoded).statusCode()).as(call).isEqualTo(200);
    }
  }

  @Test
  void describesEveryFieldOfEveryRow() {
    assertThat(document.at("/components/schemas"))
        .isNotEmpty()
        .allSatisfy(
            schema -> {
              for (JsonNode required : schema.path("required")) {
                assertThat(schema.path("properties").has(required.asText()))
                    .as(required.asText())
                    .isTrue();
              }
            });
  }

  /** The parameters that must be there, but that one. */
  private static String required(JsonNode operation, String but) {
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.path("parameters")) {
      String name = parameter.path("name").asText();
      boolean asked = parameter.path("in").asText().equals("query");
      if (!asked || !parameter.path("required").asBoolean() || name.equals(but)) continue;
      query.append('&').append(name).append('=').append(VALUES.get(name));
    }
    return query.toString();
  }

  private static String cursor(String path) {
    if (List.of("/api/v1/fingerprints", "/api/v1/risk", "/api/v1/incidents/open").contains(path))
      return Parameters.placeCursor(0);
    return List.of("/api/v1/hosts", "/api/v1/search/config").contains(path)
            || path.endsWith("}/hosts")
        ? Parameters.cursor(new dev.oopsight.log.HostId("web0"))
        : Parameters.cursor(IncidentFilter.Place.of(SeedIncident.onWeb1()));
  }

  /** Whether a value has the fields that are required and no field that is not described. */
  private void holds(JsonNode schema, JsonNode value, String where) {
    JsonNode real =
        schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
    for (JsonNode required : real.path("required")) {
      assertThat(value.has(required.asText())).as("%s: %s", where, required.asText()).isTrue();
    }
    if (real.has("properties")) {
      for (var field : iterable(value)) {
        assertThat(real.path("properties").has(field.getKey()))
            .as("%s: %s is described", where, field.getKey())
            .isTrue();
        holds(real.path("properties").path(field.getKey()), field.getValue(), where);
      }
    }
    if (real.has("items")) {
      assertThat(value.isArray()).as(where).isTrue();
      value.forEach(item -> holds(real.path("items"), item, where));
    }
  }

  private static List<Map.Entry<String, JsonNode>> iterable(JsonNode object) {
    return new ArrayList<>(object.properties());
  }

  private static String filled(String path) {
    return path.replace("{host}", VALUES.get("host"))
        .replace("{id}", VALUES.get("id"))
        .replace("{fingerprint}", VALUES.get("fingerprint"))
        .replace("{rule}", VALUES.get("rule"));
  }

  private HttpResponse<String> post(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + api.port() + path);
    return client.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"by\":\"ann\",\"ack\":true,\"mute_until\":\"2099-01-01T00:00:00Z\","
                        + "\"right\":[\"site-link\"]}"))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + api.port() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) request.headers(headers);
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
