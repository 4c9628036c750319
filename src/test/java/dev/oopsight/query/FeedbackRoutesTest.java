package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEED = "/api/v1/incidents/" + SeedIncident.onWeb1().id();

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpApi api = start(SampleSite.input());

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void writeAnAcknowledgementThatIsShownOnTheIncident() throws Exception {
    String before = get(SEED).headers().firstValue("ETag").orElseThrow();

    JsonNode answer = json(post("{\"by\":\"ann\",\"note\":\"known\",\"ack\":true}"));

    assertThat(answer.at("/data/ack/by").asText()).isEqualTo("ann");
    assertThat(json(get(SEED)).at("/data/feedback/ack/note").asText()).isEqualTo("known");
    assertThat(get(SEED).headers().firstValue("ETag").orElseThrow()).isNotEqualTo(before);
    assertThat(row().path("acknowledged_by").asText()).isEqualTo("ann");
    post("{\"by\":\"bob\",\"ack\":false}");
    assertThat(row().has("acknowledged_by")).isFalse();
  }

  @Test
  void muteAllIncidentsOfASiteUntilThen() throws Exception {
    post("{\"by\":\"ann\",\"mute_until\":\"2009-06-25T05:00:00Z\",\"about\":\"site\"}");

    assertThat(row().path("muted_until").asText()).isEqualTo("2009-06-25T05:00:00Z");
    post("{\"by\":\"ann\",\"mute_until\":null,\"about\":\"site\"}");
    assertThat(row().has("muted_until")).isFalse();
  }

  @Test
  void addUpToTheRecordOfARule() throws Exception {
    post("{\"by\":\"ann\",\"right\":[\"site-link\"]}");
    post("{\"by\":\"bob\",\"wrong\":[\"site-link\"]}");
    post("{\"by\":\"bob\",\"right\":[\"site-link\"],\"wrong\":[\"other\"]}");

    JsonNode record = json(get("/api/v1/rules/site-link")).at("/data/feedback");
    assertThat(record.path("right").asInt()).isEqualTo(2);
    assertThat(record.path("wrong").asInt()).isZero();
    assertThat(json(get(SEED)).at("/data/feedback/verdicts")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing | JSON object",
        "[] | JSON object",
        "{'by':'ann'} | nothing is said",
        "{'ack':true} | by must be a text",
        "{'by':'ann','ack':'yes'} | ack must be true or false",
        "{'by':'ann','mute_until':'2009-01-01T00:00:00Z'} | a moment to come",
        "{'by':'ann','right':'site-link'} | right must be a list",
        "{'by':'ann','ack':true,'about':'all'} | about must be one of",
        "{'by':'ann','ack':true,'mood':1} | unknown field mood",
      })
  void refuseWhatMakesNoSense(String body, String why) throws Exception {
    HttpResponse<String> answer = post(body.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(why);
  }

  @Test
  void refuseWhatAPageOfAnotherSiteCouldSend() throws Exception {
    HttpRequest.Builder request =
        request(SEED + "/feedback")
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"by\":\"ann\",\"ack\":true}"));

    assertThat(send(request).statusCode()).isEqualTo(415);
    assertThat(row().has("acknowledged_by")).isFalse();
  }

  @Test
  void knowNoOtherIncidentAndNoOtherMethod() throws Exception {
    String other = "/api/v1/incidents/00000000-0000-0000-0000-00000000000f/feedback";
    HttpRequest.Builder request =
        request(other)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"by\":\"ann\",\"ack\":true}"));

    assertThat(send(request).statusCode()).isEqualTo(404);
    HttpResponse<String> read = get(SEED + "/feedback");
    assertThat(read.statusCode()).isEqualTo(405);
    assertThat(read.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void sayThatItCouldNotBeWritten() throws Exception {
    SiteInput site = SampleSite.input();
    api.close();
    api =
        start(
            new SiteInput(
                site.rules(),
                site.feedback(),
                (key, feedback) -> {
                  throw new UncheckedIOException(new IOException("no broker"));
                }));

    HttpResponse<String> answer = post("{\"by\":\"ann\",\"ack\":true}");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("no broker");
  }

  private static HttpApi start(SiteInput site) {
    return SampleApi.at(
        SeedIncident.BEGAN.plusSeconds(3600),
        new KnownIncidents().incident(SeedIncident.onWeb1()),
        site);
  }

  private JsonNode row() throws Exception {
    return json(get("/api/v1/hosts/web1/incidents")).path("data").get(0);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(
        request(SEED + "/feedback")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}
