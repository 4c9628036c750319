package dev.oopsight.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.oopsight.avro.registry.MemoryRegistry;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryApiTest {

  private static final Schema ONE = record("{'name': 'a', 'type': 'int'}");
  private static final Schema TWO =
      record("{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'int', 'default': 0}");
  private static final Schema WITHOUT_DEFAULT =
      record("{'name': 'a', 'type': 'int'}, {'name': 'c', 'type': 'int'}");

  private final MemoryRegistry registry = new MemoryRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private Javalin server;

  /** What a request was answered with. */
  private record Reply(int status, String contentType, JsonNode body) {
    int code() {
      return body.path("error_code").asInt();
    }
  }

  @BeforeEach
  void start() {
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.get("/healthz", ask -> ask.result("ok"));
                  new RegistryApi(registry).addTo(config.routes, "/registry");
                })
            .start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void registersASchemaAndGivesItBackById() throws Exception {
    Reply registered = post("/subjects/notes-value/versions?normalize=false", body(ONE));
    int id = registered.body().path("id").asInt();

    assertThat(registered.status()).isEqualTo(200);
    assertThat(registered.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
    assertThat(get("/schemas/ids/" + id + "?fetchMaxId=false&subject=notes-value").body())
        .isEqualTo(json("{'schema': '%s'}", ONE));
    assertThat(get("/schemas/ids/" + id + "/versions").body())
        .isEqualTo(json("[{'subject': 'notes-value', 'version': 1}]"));
    assertThat(post("/subjects/notes-value/versions", body(ONE)).body().path("id").asInt())
        .as("again")
        .isEqualTo(id);
  }

  @Test
  void listsSubjectsAndVersions() throws Exception {
    registry.register("b", ONE);
    registry.register("a", ONE);
    int id = registry.register("a", TWO);

    assertThat(get("/subjects").body()).isEqualTo(json("['a', 'b']"));
    assertThat(get("/subjects/a/versions").body()).isEqualTo(json("[1, 2]"));
    JsonNode second =
        json("{'subject': 'a', 'version': 2, 'id': %d, 'schema': '%%s'}".formatted(id), TWO);
    assertThat(get("/subjects/a/versions/2").body()).isEqualTo(second);
    assertThat(get("/subjects/a/versions/latest").body()).isEqualTo(second);
    assertThat(get("/subjects/a/versions/-1").body()).isEqualTo(second);
    assertThat(post("/subjects/a", body(TWO)).body()).isEqualTo(second);
  }

  @Test
  void refusesASchemaThatCannotReadAnEarlierVersion() throws Exception {
    registry.register("a", ONE);

    Reply reply = post("/subjects/a/versions", body(WITHOUT_DEFAULT));

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo(409);
    assertThat(reply.body().path("message").asText())
        .contains("cannot read version 1")
        .contains("c");
    assertThat(get("/subjects/a/versions").body()).isEqualTo(json("[1]"));
  }

  @Test
  void tellsWhetherASchemaWouldBeCompatible() throws Exception {
    registry.register("a", ONE);

    assertThat(post("/compatibility/subjects/a/versions/latest", body(TWO)).body())
        .isEqualTo(json("{'is_compatible': true}"));
    JsonNode no =
        post("/compatibility/subjects/a/versions/1?verbose=true", body(WITHOUT_DEFAULT)).body();
    assertThat(no.path("is_compatible").asBoolean()).isFalse();
    assertThat(no.path("messages")).hasSize(1);
  }

  @Test
  void keepsALevelForAllAndOneForASubject() throws Exception {
    assertThat(get("/config").body())
        .isEqualTo(json("{'compatibilityLevel': 'BACKWARD_TRANSITIVE'}"));
    assertThat(get("/config/a").code()).isEqualTo(40408);

    assertThat(put("/config/a", "{'compatibility': 'NONE'}").body())
        .isEqualTo(json("{'compatibility': 'NONE'}"));
    put("/config", "{'compatibility': 'FULL'}");

    assertThat(get("/config/a").body()).isEqualTo(json("{'compatibilityLevel': 'NONE'}"));
    assertThat(get("/config/b?defaultToGlobal=true").body())
        .isEqualTo(json("{'compatibilityLevel': 'FULL'}"));
    assertThat(put("/config", "{'compatibility': 'SOMEHOW'}").code()).isEqualTo(42203);
  }

  @ParameterizedTest
  @CsvSource({
    "/subjects/none/versions,          404, 40401",
    "/subjects/none/versions/1,        404, 40401",
    "/subjects/a/versions/9,           404, 40402",
    "/subjects/a/versions/0,           422, 42202",
    "/subjects/a/versions/newest,      422, 42202",
    "/schemas/ids/1,                   404, 40403",
    "/schemas/ids/99999999999,         404, 40403",
    "/schemas/ids/x,                   404, 40403",
    "/schemas/ids/1/versions,          404, 40403",
    "/associations/resources/notes,    404, 404",
    "/subjects/a/versions/1/more,      404, 404",
  })
  void saysWhatIsNotThere(String path, int status, int code) throws Exception {
    registry.register("a", ONE);

    Reply reply = get(path);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.body().path("message").asText()).isNotEmpty();
  }

  @Test
  void tellsAnUnknownSubjectFromAnUnknownSchema() throws Exception {
    registry.register("a", ONE);

    assertThat(post("/subjects/none", body(ONE)).code()).isEqualTo(40401);
    assertThat(post("/subjects/a", body(TWO)).code()).isEqualTo(40403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'schema': 'no json'}",
        "{'schema': '{}'}",
        "{'schema': '\\'string\\'', 'schemaType': 'PROTOBUF'}",
        "{'schema': '\\'string\\'', 'references': [{'name': 'x', 'subject': 'y', 'version': 1}]}",
      })
  void refusesWhatIsNoAvroSchema(String body) throws Exception {
    Reply reply = post("/subjects/a/versions", quoted(body));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo(42201);
  }

  @Test
  void refusesABodyThatIsNoJson() throws Exception {
    assertThat(post("/subjects/a/versions", "schema=x").status()).isEqualTo(400);
  }

  @Test
  void answersWhatClientsAskOnTheirWay() throws Exception {
    assertThat(get("/").body()).isEqualTo(json("{}"));
    assertThat(get("").body()).isEqualTo(json("{}"));
    assertThat(get("/schemas/types").body()).isEqualTo(json("['AVRO']"));
    assertThat(get("/mode").body()).isEqualTo(json("{'mode': 'READWRITE'}"));
  }

  @Test
  void leavesOtherPathsOfTheServerAlone() throws Exception {
    assertThat(send(request("http://127.0.0.1:%d/healthz".formatted(server.port())).GET()).body())
        .isEqualTo("ok");
    assertThat(send(request("http://127.0.0.1:%d/other".formatted(server.port())).GET()).body())
        .doesNotContain("error_code");
  }

  private Reply get(String path) throws Exception {
    return reply(registryRequest(path).GET());
  }

  private Reply post(String path, String body) throws Exception {
    return reply(registryRequest(path).POST(BodyPublishers.ofString(body)));
  }

  private Reply put(String path, String body) throws Exception {
    return reply(registryRequest(path).PUT(BodyPublishers.ofString(quoted(body))));
  }

  private Reply reply(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = send(request);
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("content-type").orElse(""),
        new ObjectMapper().readTree(response.body()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder registryRequest(String path) {
    return request("http://127.0.0.1:%d/registry%s".formatted(server.port(), path));
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url));
  }

  private static String body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString()).toString();
  }

  /** {@code '} stands for a quote, {@code %s} for a schema. */
  private static JsonNode json(String text, Schema... schema) throws IOException {
    String quoted = quoted(text);
    return new ObjectMapper()
        .readTree(
            schema.length == 0
                ? quoted
                : quoted.replace("%s", schema[0].toString().replace("\"", "\\\"")));
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse(quoted("{'type': 'record', 'name': 'Note', 'fields': [" + fields + "]}"));
  }
}
