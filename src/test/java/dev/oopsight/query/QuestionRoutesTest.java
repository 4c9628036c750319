package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions about many hosts, or many things on one, that no list by itself answers. */
class QuestionRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant BEGAN = SeedIncident.BEGAN;
  private static final String MIN_FREE = "sysctl:vm.min_free_kbytes";

  private final KnownIncidents known =
      new KnownIncidents()
          .incident(SeedIncident.onWeb1())
          .setting("low", MIN_FREE, "4096", BEGAN.minusSeconds(60))
          .setting("high", MIN_FREE, "65536", BEGAN.minusSeconds(60));
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpApi api = SampleApi.at(BEGAN.plusSeconds(120), known, SampleSite.input());

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void findHostsByWhatTheirConfigSays() throws Exception {
    JsonNode answer = search("config.number(\"" + MIN_FREE + "\") < 16384", "");

    assertThat(answer.path("data").findValuesAsText("host")).containsExactly("low");
    assertThat(answer.at("/data/0/settings").asText()).isEqualTo(MIN_FREE + " = 4096");
    assertThat(answer.path("hosts").asInt()).isEqualTo(3);
  }

  @Test
  void tellOfHostsWhereAConditionDoesNotHoldOrCannotBeKnown() throws Exception {
    String low = "config.number(\"" + MIN_FREE + "\") < 16384";

    assertThat(search(low, "&answer=no").path("data").findValuesAsText("host"))
        .containsExactly("high");
    assertThat(search(low, "&answer=unknown").path("data").findValuesAsText("host"))
        .containsExactly("web1");
    assertThat(search("trace.path == \"rx\"", "&answer=unknown").path("data")).hasSize(3);
  }

  @Test
  void lookAtAllHostsPageByPageThoughNoneOfAPageIsFound() throws Exception {
    String low = "config.number(\"" + MIN_FREE + "\") < 16384";

    JsonNode first = search(low, "&limit=1");
    JsonNode second = search(low, "&limit=1&cursor=" + first.path("next").asText());

    assertThat(first.path("data")).isEmpty();
    assertThat(second.path("data").findValuesAsText("host")).containsExactly("low");
  }

  @Test
  void refuseAConditionThatIsNone() throws Exception {
    assertThat(get("/api/v1/search/config").statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/search/config?expr=" + encoded("config[\"a\"]")).body())
        .contains("must be a bool");
    assertThat(get("/api/v1/search/config?expr=" + encoded("conf.x == 1")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void endSoonWhateverIsSearched() throws Exception {
    String ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    String loops =
        "%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, %1$s.all(e, a < 10)))))".formatted(ten);

    assertThat(search(loops, "&answer=broken").path("data")).hasSize(3);
  }

  @Test
  void tellWhereWhatRunsIsNotWhatIsConfigured() throws Exception {
    assertThat(json("/api/v1/hosts/web1/drift").path("compared").asInt())
        .as("nobody brought what is configured")
        .isZero();
    Instant before = BEGAN.minusSeconds(60);
    known.setting("sysctl:net.ipv4.tcp_rmem", "4096\t131072\t6291456", before);
    known.setting("configured:sysctl:net.ipv4.tcp_rmem", "4096 131072  6291456", before);
    known.setting(MIN_FREE, "11495", before);
    known.setting("configured:" + MIN_FREE, "65536", BEGAN);
    known.setting("configured:sysctl:vm.swappiness", "10", before);

    JsonNode drift = json("/api/v1/hosts/web1/drift?asOf=" + BEGAN);
    assertThat(drift.path("compared").asInt()).as("swappiness is not known to run").isEqualTo(2);
    assertThat(drift.path("data")).hasSize(1);
    assertThat(drift.at("/data/0").toString())
        .isEqualTo(
            "{\"key\":\"sysctl:vm.min_free_kbytes\",\"configured\":\"65536\","
                + "\"running\":\"11495\",\"running_since\":\"2009-06-25T03:11:01Z\","
                + "\"stale\":false}");
    assertThat(json("/api/v1/hosts/web1/drift?asOf=" + before).path("data")).isEmpty();
    assertThat(get("/api/v1/hosts/web9/drift").statusCode()).isEqualTo(404);
  }

  @Test
  void listHostsThatFellSilent() throws Exception {
    assertThat(json("/api/v1/hosts?silentFor=PT1M").path("data").findValuesAsText("host"))
        .containsExactly("high", "low", "web1");
    assertThat(json("/api/v1/hosts?silentFor=PT3M").path("data")).isEmpty();
    JsonNode page = json("/api/v1/hosts?silentFor=PT1M&limit=2");
    assertThat(page.path("data")).hasSize(2);
    assertThat(
            json("/api/v1/hosts?silentFor=PT1M&cursor=" + page.path("next").asText())
                .path("data")
                .findValuesAsText("host"))
        .containsExactly("web1");
    assertThat(get("/api/v1/hosts?silentFor=long").body()).contains("such as PT1H");
  }

  @Test
  void putIncidentsAndChangesOfAHostOnOneAxis() throws Exception {
    known.setting("sysctl:kernel.panic", "0", BEGAN.minusSeconds(60));

    JsonNode events = json("/api/v1/hosts/web1/timeline?around=" + BEGAN).path("data");

    assertThat(events.findValuesAsText("what")).containsExactly("change", "incident", "last_heard");
    assertThat(events.findValuesAsText("seconds")).containsExactly("-60", "0", "0");
    assertThat(json("/api/v1/hosts/web1/timeline?within=PT1M").path("data")).isEmpty();
    assertThat(get("/api/v1/hosts/web9/timeline").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/hosts/web1/timeline?within=P99D").statusCode()).isEqualTo(400);
  }

  @Test
  void tellHowMuchOfWhatIsKnownIsWhole() throws Exception {
    JsonNode rows = json("/api/v1/quality").path("data");

    assertThat(rows.findValuesAsText("measure"))
        .contains("occurrences.suppressed", "incidents.damaged", "incidents.text_cut");
    assertThat(rows).allSatisfy(row -> assertThat(row).allMatch(JsonNode::isValueNode));
    assertThat(rows.get(0).path("share").asDouble()).isBetween(0.0, 1.0);
  }

  private JsonNode search(String expr, String more) throws Exception {
    return json("/api/v1/search/config?expr=" + encoded(expr) + more);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + api.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
