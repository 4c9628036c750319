package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.app.BuiltInRules;
import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Old kernels that fail on one host, and have not yet on others. */
class RiskRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KERNEL = "sysctl:kernel.osrelease";
  private static final String SLUB = "slub-order1-no-fallback";

  private final KnownIncidents known = new KnownIncidents();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpApi api;

  @BeforeEach
  void start() {
    Instant before = SeedIncident.BEGAN.minus(Duration.ofDays(1));
    known.setting("web1", KERNEL, "2.6.24", before);
    known.setting("web1", KERNEL, "2.6.32", SeedIncident.BEGAN.plus(Duration.ofDays(1)));
    known.setting("web2", KERNEL, "2.6.24", before);
    known.setting("web3", KERNEL, "2.6.24", before);
    known.setting("web4", KERNEL, "2.6.32", before);
    known.setting("web4", "sysctl:kernel.panic_on_oops", "0", before);
    known.incident(
        SeedIncident.with(
            new HostId("web1"), new UUID(0, 1), SeedIncident.BEGAN, Kind.PAGE_ALLOCATION_FAILURE));
    api =
        SampleApi.at(
            SeedIncident.BEGAN.plus(Duration.ofDays(2)),
            known,
            SampleSite.judgedBy(new LiveRules(BuiltInRules.load())));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void listsHostsThatHoldWhatFailedElsewhereWithHowManyDid() throws Exception {
    JsonNode rows = data("/api/v1/risk");

    assertThat(rows.findValuesAsText("host"))
        .as("web1 failed and is mended, web4 is well")
        .containsExactly("web2", "web3");
    JsonNode row = rows.get(0);
    assertThat(row.path("rule").asText()).isEqualTo(SLUB);
    assertThat(row.path("hosts_with").asInt()).as("web1 held it when it failed").isEqualTo(3);
    assertThat(row.path("failed_with").asInt()).isEqualTo(1);
    assertThat(row.path("hosts_without").asInt()).isEqualTo(1);
    assertThat(row.path("failed_without").asInt()).isZero();
    assertThat(row.at("/settings/0/key").asText()).isEqualTo(KERNEL);
    assertThat(row.at("/settings/0/value").asText()).isEqualTo("2.6.24");
    assertThat(row.path("remedies")).isNotEmpty();
    assertThat(data("/api/v1/risk?rule=other")).isEmpty();
    assertThat(data("/api/v1/risk?limit=1")).hasSize(1);
  }

  @Test
  void tellsOneHostWhatAnyRuleWouldBlameOnIt() throws Exception {
    assertThat(data("/api/v1/hosts/web2/risk").findValuesAsText("rule")).contains(SLUB);
    assertThat(data("/api/v1/hosts/web4/risk").findValuesAsText("rule"))
        .contains("oops-survived")
        .doesNotContain(SLUB);
    assertThat(data("/api/v1/hosts/web1/risk").findValuesAsText("rule")).doesNotContain(SLUB);
    assertThat(get("/api/v1/hosts/web9/risk").statusCode()).isEqualTo(404);
  }

  private JsonNode data(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("data");
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + api.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
