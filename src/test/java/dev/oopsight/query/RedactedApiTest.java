package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.access.Access;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.redaction.Redaction.What;
import dev.oopsight.siem.PlainText;
import dev.oopsight.siem.SiemFormat;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every call that reads, and every form of an incident, with names and pointers taken out. */
class RedactedApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POINTER = "ffffffff8044b1b7";
  private static final Redaction ALL =
      Redaction.of(EnumSet.allOf(What.class), "a key of this site");
  private static final Redaction POINTERS = Redaction.of(Set.of(What.POINTERS), "");

  /** What asks the other calls for something. */
  private static final Map<String, String> MORE =
      Map.of(
          "/api/v1/diff", "?a=HOST&b=HOST",
          "/api/v1/search/config", "?expr=config.number(%22sysctl:vm.min_free_kbytes%22)%3C99999");

  private final KnownIncidents known =
      new KnownIncidents()
          .incident(SeedIncident.onWeb1())
          .setting("sysctl:kernel.hostname", "web1", SeedIncident.BEGAN.minusSeconds(60))
          .setting("web1", "sysctl:vm.min_free_kbytes", "11495", SeedIncident.BEGAN);

  @Test
  void tellsNothingOfHostTaskOrPointer() throws Exception {
    List<String> answers = everything(ALL, ALL.host(SeedIncident.onWeb1().host()).value());

    assertThat(answers).hasSizeGreaterThan(25);
    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(answer).doesNotContain("web1", "swapper", POINTER, "8044b1b7"));
    assertThat(String.join("\n", answers)).contains("host-", "comm-", "tg3_alloc_rx_skb");
  }

  @Test
  void keepsNamesWhereOnlyPointersAreToGo() throws Exception {
    List<String> answers = everything(POINTERS, "web1");

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer).doesNotContain(POINTER, "8044b1b7"));
    assertThat(String.join("\n", answers)).contains("web1", "swapper");
  }

  @Test
  void wouldHaveToldThemAll() throws Exception {
    assertThat(String.join("\n", everything(Redaction.NONE, "web1")))
        .contains("web1", "swapper", POINTER);
  }

  private List<String> everything(Redaction redaction, String host) throws Exception {
    IncidentQueries queries = new RedactedQueries(known, redaction);
    List<IncidentFormat> formats =
        Stream.concat(
                Stream.of(new IncidentFormat("text", "text/plain", PlainText::of)),
                Stream.of(SiemFormat.values())
                    .map(f -> new IncidentFormat(f.id(), "application/json", f::encode)))
            .toList();
    try (HttpApi api =
        HttpApi.start(
            new HttpApi.Setup(
                "127.0.0.1",
                0,
                queries,
                SampleSite.input(),
                formats,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.fixed(SeedIncident.BEGAN.plusSeconds(3_600)),
                List.of(
                    routes -> new InstancesRoute(new SamplePartitions(), queries).addTo(routes),
                    routes ->
                        new AnnotationsRoute(
                                queries, InstantSource.fixed(SeedIncident.BEGAN.plusSeconds(3_600)))
                            .addTo(routes)),
                Access.OPEN))) {
      List<String> answers = new ArrayList<>();
      for (String path : paths(api, host, formats)) {
        HttpResponse<String> answer = get(api, path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        answers.add(path.replace(host, "") + " " + answer.headers().map() + answer.body());
      }
      return answers;
    }
  }

  /** What the API says of itself that it can be asked. */
  private static List<String> paths(HttpApi api, String host, List<IncidentFormat> formats)
      throws Exception {
    JsonNode operations = JSON.readTree(get(api, "/openapi.json").body()).path("paths");
    List<String> paths = new ArrayList<>();
    operations
        .fieldNames()
        .forEachRemaining(
            path -> {
              boolean reads = operations.path(path).has("get") && path.startsWith("/api/v1/");
              boolean isLive = path.endsWith("/stream") || path.endsWith("/open");
              if (!reads || isLive) return;
              paths.add((path + MORE.getOrDefault(path, "")).replace("HOST", host));
            });
    for (IncidentFormat format : formats)
      paths.add("/api/v1/incidents/{id}?format=" + format.name());
    return paths.stream()
        .map(
            path ->
                path.replace("{host}", host)
                    .replace("{id}", SeedIncident.onWeb1().id().toString())
                    .replace("{rule}", "site-link")
                    .replace(
                        "{fingerprint}", SeedIncident.onWeb1().fingerprints().site().toString()))
        .toList();
  }

  private static HttpResponse<String> get(HttpApi api, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + api.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
