package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.siem.AlertMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenRouteTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Answer<List<AlertMessage>> open = SampleAlerts.open();
  private final HttpApi api = start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void listsTheWorstFirst() throws Exception {
    JsonNode rows = ask("").path("data");

    assertThat(rows.findValuesAsText("host")).containsExactly("web2", "web1");
    assertThat(rows.findValuesAsText("severity")).isSortedAccordingTo(OpenRouteTest::worstFirst);
    assertThat(rows.get(1).path("href").asText())
        .isEqualTo("/api/v1/incidents/" + SeedIncident.onWeb1().id());
    assertThat(rows.get(1).path("until").asText()).isEqualTo("2009-06-25T05:12:01Z");
  }

  private static int worstFirst(String a, String b) {
    List<String> order = List.of("critical", "high", "medium", "low", "info");
    return Integer.compare(order.indexOf(a), order.indexOf(b));
  }

  @Test
  void filtersAndPages() throws Exception {
    assertThat(ask("?host=web2").path("data").findValuesAsText("kind")).containsExactly("oom_kill");
    assertThat(ask("?kind=panic").path("data")).isEmpty();
    JsonNode first = ask("?limit=1");
    JsonNode second = ask("?limit=1&cursor=" + first.path("next").asText());
    assertThat(first.path("data").findValuesAsText("host")).containsExactly("web2");
    assertThat(second.path("data").findValuesAsText("host")).containsExactly("web1");
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void answersAsAlertmanagerDoes() throws Exception {
    JsonNode alerts = ask("?format=alertmanager&host=web1");

    assertThat(alerts.isArray()).isTrue();
    JsonNode alert = alerts.get(0);
    assertThat(alert.path("labels").path("alertname").asText())
        .isEqualTo("KernelPageAllocationFailure");
    assertThat(alert.path("status").toString())
        .isEqualTo("{\"state\":\"active\",\"silencedBy\":[],\"inhibitedBy\":[],\"mutedBy\":[]}");
    assertThat(alert.path("receivers").get(0).path("name").asText()).isEqualTo("oopsight");
    assertThat(alert.path("fingerprint").asText()).matches("[0-9a-f]{16}");
    assertThat(alert.path("generatorURL").asText())
        .isEqualTo("https://oopsight.example.com/#/incident/" + SeedIncident.onWeb1().id());
    assertThat(alert.properties())
        .extracting(field -> field.getKey())
        .contains("annotations", "startsAt", "endsAt", "updatedAt");
  }

  @Test
  void saysWhenItDoesNotKnowYet() throws Exception {
    open = Answer.notReady("what is open is being read", Duration.ofSeconds(2));

    HttpResponse<String> answer = get("");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
  }

  private JsonNode ask(String query) throws Exception {
    HttpResponse<String> answer = get(query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> get(String query) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + api.port() + OpenRoute.PATH + query);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpApi start() {
    KnownIncidents known = new KnownIncidents().incident(SeedIncident.onWeb1());
    return SampleApi.at(
        SeedIncident.BEGAN,
        known,
        SampleSite.input(),
        routes -> new OpenRoute(() -> open, known).addTo(routes));
  }
}
