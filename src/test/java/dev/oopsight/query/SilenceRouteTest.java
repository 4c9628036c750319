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
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A host whose kernel was heard last when the seed's incident began. */
class SilenceRouteTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KnownIncidents known =
      new KnownIncidents()
          .setting("sysctl:kernel.panic", "0", SeedIncident.BEGAN.minus(Duration.ofDays(1)));

  @Test
  void blamesThePanicThatWasTheHostsLastWord() throws Exception {
    happened(Kind.PANIC);

    JsonNode data = after(Duration.ofMinutes(42));

    assertThat(data.path("silent_for_seconds").asInt()).isEqualTo(42 * 60);
    JsonNode likeliest = data.at("/findings/0");
    assertThat(likeliest.path("rule").asText()).isEqualTo("silent-after-fault");
    assertThat(likeliest.path("explanation").asText()).contains("for 42 minutes");
    assertThat(likeliest.findValuesAsText("says"))
        .anyMatch(says -> says.contains("came 0 minutes before its last line"))
        .anyMatch(says -> says.contains("kernel.panic was 0"));
    assertThat(likeliest.findValuesAsText("command"))
        .contains("ipmitool chassis power status; ipmitool sol activate");
    assertThat(data.path("consulted").get(0).asText()).isEqualTo("sysctl:kernel.panic");
  }

  @Test
  void claimsNothingWhereNothingWasSaidBefore() throws Exception {
    known.host("web1");

    JsonNode findings = after(Duration.ofHours(2)).path("findings");

    assertThat(findings.findValuesAsText("rule"))
        .contains("silent-without-warning", "silent-lines-lost")
        .doesNotContain("silent-after-fault");
    assertThat(findings).allSatisfy(f -> assertThat(f.path("score").asDouble()).isLessThan(2));
  }

  @Test
  void saysNothingOfAHostThatWasHeardLately() throws Exception {
    happened(Kind.PANIC);

    assertThat(after(Duration.ofMinutes(9)).path("findings")).isEmpty();
  }

  @Test
  void knowsNoHostThatWasNeverSeen() throws Exception {
    known.host("web2");

    assertThat(ask(Duration.ofHours(1)).statusCode()).isEqualTo(404);
  }

  private void happened(Kind kind) {
    known.incident(SeedIncident.with(new HostId("web1"), new UUID(0, 1), SeedIncident.BEGAN, kind));
  }

  private JsonNode after(Duration silence) throws Exception {
    HttpResponse<String> answer = ask(silence);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("data");
  }

  private HttpResponse<String> ask(Duration silence) throws Exception {
    try (HttpApi api =
        SampleApi.at(
            SeedIncident.BEGAN.plus(silence),
            known,
            SampleSite.judgedBy(new LiveRules(BuiltInRules.load())))) {
      URI uri = URI.create("http://127.0.0.1:" + api.port() + "/api/v1/hosts/web1/silence");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
