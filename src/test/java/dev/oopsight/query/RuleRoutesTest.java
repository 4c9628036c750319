package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.config.ConfigView;
import dev.oopsight.diagnosis.LiveRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuleRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SiteInput site = SampleSite.input();
  private final LiveRules rules = site.rules();
  private final HttpApi api = SampleApi.at(SeedIncident.BEGAN, new KnownIncidents(), site);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void listRulesAsFlatRowsById() throws Exception {
    JsonNode rows = json(get("/api/v1/rules")).path("data");

    assertThat(rows.findValuesAsText("id")).containsExactly("site-link", "slub-order1-no-fallback");
    assertThat(rows.get(0)).allMatch(JsonNode::isValueNode);
    assertThat(rows.get(0).path("kinds").asText()).isEqualTo("link_down,panic");
    assertThat(rows.findValuesAsText("source")).containsExactly("directory", "built-in");
    assertThat(rows.get(0).path("faults").asInt(-1)).isZero();
  }

  @Test
  void tellOfOneWhereItIsFromAndWhatItSays() throws Exception {
    rules.put("site-link", SampleRules.LINK.replace("low", "high"));

    JsonNode rule = json(get("/api/v1/rules/site-link")).path("data");

    assertThat(rule.path("source").asText()).isEqualTo("topic");
    assertThat(rule.path("replaces").asBoolean()).isTrue();
    assertThat(rule.path("severity").asText()).isEqualTo("high");
    assertThat(rule.path("text").asText()).startsWith("id: site-link\n").contains("high");
    assertThat(get("/api/v1/rules/site-link?format=text").body())
        .startsWith("# site-link, from the topic, in the place of a rule of the start\nid: ");
  }

  @Test
  void tellWhatIsWrongWithOneThatCannotJudge() throws Exception {
    rules.put("odd", SampleRules.LINK.replace("site-link", "odd").replace("site.link", "Odd"));

    JsonNode rule = json(get("/api/v1/rules/odd")).path("data");

    assertThat(rule.has("title")).isFalse();
    assertThat(rule.path("faults").get(0).path("line").asInt()).isEqualTo(2);
    assertThat(rule.path("faults").get(0).path("what").asText()).contains("a class is dotted");
    assertThat(get("/api/v1/rules/odd?format=text").body()).contains("# line 2: a class is dotted");
  }

  @Test
  void tellWhichFiredAndWhichTookTooManySteps() throws Exception {
    rules.put("greedy", SampleRules.greedy("greedy"));
    rules.inForce().examine(SeedIncident.linkDown(), ConfigView.EMPTY, fault -> {});

    JsonNode rows = json(get("/api/v1/rules")).path("data");

    assertThat(rows.findValuesAsText("id")).startsWith("greedy", "site-link");
    assertThat(rows.findValuesAsText("fired")).containsExactly("0", "1", "1");
    assertThat(rows.findValuesAsText("breaks")).containsExactly("1", "0", "0");
    assertThat(
            json(get("/api/v1/rules/greedy")).path("data").path("faults").findValuesAsText("what"))
        .singleElement()
        .asString()
        .contains("took more than 50000 steps");
    assertThat(get("/api/v1/rules/greedy?format=text").body()).contains("# broke 1 times");
  }

  @Test
  void knowNoOtherRule() throws Exception {
    assertThat(get("/api/v1/rules/none").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/rules?limit=3").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + api.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}
