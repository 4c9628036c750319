package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.access.Access;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.Tally;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {

  private static final String SEED = "00000000-0000-0000-0000-000000000001";
  private static final String GOING_ON = "00000000-0000-0000-0000-000000000003";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<IncidentFormat> FORMATS =
      List.of(
          new IncidentFormat("ecs", "application/json", HttpApiTest::ecs),
          new IncidentFormat(
              "text", "text/plain; charset=utf-8", incident -> incident.trace().title()));

  private final KnownIncidents known = new KnownIncidents().incident(SeedIncident.onWeb1());
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpApi api;

  @AfterEach
  void stop() {
    if (api != null) api.close();
  }

  @Test
  void listsHostsAsFlatRows() throws Exception {
    known.host("db1");

    JsonNode answer = json(get("/api/v1/hosts"));

    assertThat(answer.path("status").asText()).isEqualTo("success");
    assertThat(answer.path("partial").asBoolean(true)).isFalse();
    assertThat(answer.path("data").findValuesAsText("host")).containsExactly("db1", "web1");
    JsonNode web1 = answer.path("data").get(1);
    assertThat(web1).allMatch(JsonNode::isValueNode);
    assertThat(web1.path("newest_kind").asText()).isEqualTo("page_allocation_failure");
    assertThat(web1.path("newest_at").asText()).isEqualTo("2009-06-25T03:12:01Z");
    assertThat(answer.path("data").get(0).has("newest_id")).isFalse();
  }

  @Test
  void saysWhichPartitionsCouldNotBeAsked() throws Exception {
    known.withoutPartitions(Set.of(7, 3));

    JsonNode answer = json(get("/api/v1/hosts"));

    assertThat(answer.path("partial").asBoolean()).isTrue();
    assertThat(answer.path("missing_partitions").toString()).isEqualTo("[3,7]");
  }

  @Test
  void turnsPagesOfHostsUntilTheLast() throws Exception {
    known.host("a").host("b").host("c/d").host("é");

    List<String> hosts = new ArrayList<>();
    String next = "/api/v1/hosts?limit=2";
    while (next != null) {
      HttpResponse<String> page = get(next);
      hosts.addAll(json(page).path("data").findValuesAsText("host"));
      next = nextLink(page);
    }

    assertThat(hosts).containsExactly("a", "b", "c/d", "web1", "é");
  }

  @Test
  void tellsOneHostApartFromAnUnknownOne() throws Exception {
    assertThat(json(get("/api/v1/hosts/web1")).at("/data/host").asText()).isEqualTo("web1");
    assertProblem(get("/api/v1/hosts/web9"), 404, "no host web9 is known");
    assertProblem(get("/api/v1/hosts/web9/incidents"), 404, "web9");
    assertProblem(get("/api/v1/hosts/web9/config"), 404, "web9");
  }

  @Test
  void answersAnEmptyListForAKnownHostWithoutIncidents() throws Exception {
    known.host("quiet");

    HttpResponse<String> answer = get("/api/v1/hosts/quiet/incidents");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("data").toString()).isEqualTo("[]");
    assertThat(json(answer).has("next")).isFalse();
  }

  @Test
  void listsAHostsIncidentsAsFlatRowsNewestFirst() throws Exception {
    HostId web1 = new HostId("web1");
    known.incident(
        SeedIncident.with(web1, new UUID(0, 2), SeedIncident.BEGAN.plusSeconds(9), Kind.OOM_KILL));

    JsonNode rows = json(get("/api/v1/hosts/web1/incidents")).path("data");

    assertThat(rows.findValuesAsText("kind"))
        .containsExactly("oom_kill", "page_allocation_failure");
    assertThat(rows.get(1)).allMatch(JsonNode::isValueNode);
    assertThat(rows.get(1).path("mode").asText()).isEqualTo("0x4020");
    assertThat(rows.get(1).path("function").asText()).isEqualTo("tg3_alloc_rx_skb");
    assertThat(rows.get(1).path("finding").asText()).isEqualTo("slub-order1-no-fallback");
    assertThat(json(get(rows.get(1).path("href").asText())).at("/data/id").asText())
        .isEqualTo(SEED);
  }

  @ParameterizedTest
  @CsvSource({
    "kind=page_allocation_failure, 1",
    "kind=oom_kill, 0",
    "since=2009-06-25T03:12:01Z, 1",
    "since=2009-06-25T03:12:02Z, 0",
    "until=2009-06-25T03:12:02Z, 1",
    "until=2009-06-25T03:12:01Z, 0",
    "since=1245899521, 1",
    "since=1245899521.5, 0",
    "since=2009-06-25T05:12:01+02:00, 1",
    "since=2009-06-25T05:12:01%2B02:00, 1",
    "limit=1, 1",
    "limit=1000000000000000000000000, 1",
  })
  void filtersIncidents(String query, int found) throws Exception {
    HttpResponse<String> answer = get("/api/v1/hosts/web1/incidents?" + query);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("data")).hasSize(found);
  }

  @Test
  void turnsPagesOfIncidentsThoughNewOnesArriveMeanwhile() throws Exception {
    HostId web1 = new HostId("web1");
    for (int i = 2; i <= 5; i++) {
      // All at one moment: the id has to part them.
      known.incident(SeedIncident.with(web1, new UUID(0, i), SeedIncident.BEGAN, Kind.WARNING));
    }
    HttpResponse<String> first = get("/api/v1/hosts/web1/incidents?limit=2&kind=warning");
    known.incident(
        SeedIncident.with(web1, new UUID(0, 9), SeedIncident.BEGAN.plusSeconds(1), Kind.WARNING));

    HttpResponse<String> second = get(nextLink(first));

    assertThat(json(first).path("data").findValuesAsText("id"))
        .containsExactly(new UUID(0, 5).toString(), new UUID(0, 4).toString());
    assertThat(json(second).path("data").findValuesAsText("id"))
        .containsExactly(new UUID(0, 3).toString(), new UUID(0, 2).toString());
    assertThat(nextLink(second)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/hosts?limit=0",
        "/api/v1/hosts?limit=-1",
        "/api/v1/hosts?limit=ten",
        "/api/v1/hosts?limit=",
        "/api/v1/hosts?cursor=%21",
        "/api/v1/hosts?limit=1&limit=2",
        "/api/v1/hosts?order=name",
        "/api/v1/hosts/web1?asOf=0",
        "/api/v1/hosts/web1/incidents?kind=nonsense",
        "/api/v1/hosts/web1/incidents?since=yesterday",
        "/api/v1/hosts/web1/incidents?cursor=AAAA",
        "/api/v1/hosts/web1/config?asOf=2009-13-45T00:00:00Z",
        "/api/v1/incidents/not-a-uuid",
        "/api/v1/incidents/" + SEED + "?format=xml",
        "/api/v1/incidents/" + SEED + "?revision=0",
        "/api/v1/hosts/with%20blank",
        "/api/v1/hosts/with%00zero",
        "/api/v1/hosts/%FF%FE",
      })
  void refusesWhatMakesNoSense(String path) throws Exception {
    assertProblem(get(path), 400, "");
  }

  @Test
  void namesEveryFaultOfARequestAtOnce() throws Exception {
    HttpResponse<String> answer = get("/api/v1/hosts/web1/incidents?limit=x&since=y&knd=z");

    assertProblem(answer, 400, "unknown parameter knd");
    assertProblem(answer, 400, "limit must be");
    assertProblem(answer, 400, "since must be");
  }

  @ParameterizedTest
  @CsvSource({
    "..%2F..%2Fetc%2Fpasswd, ../../etc/passwd",
    "%3Cscript%3E, <script>",
    "a%2Fb, a/b",
    "fe80::1%25eth0, fe80::1%eth0",
    "b%C3%BCcher, bücher",
    "a+b, a+b",
  })
  void takesAnyHostNameThatIsPercentEncoded(String encoded, String name) throws Exception {
    assertProblem(get("/api/v1/hosts/" + encoded), 404, "no host " + name + " is known");
    known.host(name);

    JsonNode host = json(get("/api/v1/hosts/" + encoded)).path("data");

    assertThat(host.path("host").asText()).isEqualTo(name);
    assertThat(json(get(host.path("href").asText())).path("data")).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/hosts/../../../etc/passwd",
        "/api/v1/hosts/..;/x",
        "/api/v1/hosts/%2e%2e/incidents",
        "//etc/passwd",
        "/api/v1/hosts/%zz",
        "/api/v1/hosts/" + "%C0%AF",
      })
  void leavesNothingToPathsThatClimb(String path) throws Exception {
    String answer = rawGet(path);

    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
    assertThat(answer).contains("application/problem+json");
  }

  @Test
  void refusesAHostNameLongerThanAny() throws Exception {
    assertProblem(get("/api/v1/hosts/" + "a".repeat(256)), 400, "255");
    assertProblem(get("/api/v1/hosts/" + "a".repeat(255)), 404, "aaa");
    assertThat(rawGet("/api/v1/hosts/" + "a".repeat(100_000))).startsWith("HTTP/1.1 4");
  }

  @Test
  void showsTheConfigInForceAtAMoment() throws Exception {
    known
        .setting("sysctl:vm.min_free_kbytes", "11495", SeedIncident.BEGAN.minusSeconds(60))
        .setting("sysctl:vm.min_free_kbytes", "65536", SeedIncident.BEGAN.plusSeconds(60));

    JsonNode then = json(get("/api/v1/hosts/web1/config?asOf=2009-06-25T03:12:01Z"));
    JsonNode now = json(get("/api/v1/hosts/web1/config"));
    JsonNode before = json(get("/api/v1/hosts/web1/config?asOf=0"));

    assertThat(then.at("/data/0/value").asText()).isEqualTo("11495");
    assertThat(then.path("as_of").asText()).isEqualTo("2009-06-25T03:12:01Z");
    assertThat(now.at("/data/0/value").asText()).isEqualTo("65536");
    assertThat(before.path("data")).isEmpty();
  }

  @Test
  void tellsAllOfOneIncident() throws Exception {
    JsonNode incident = json(get("/api/v1/incidents/" + SEED)).path("data");

    assertThat(incident.at("/trace/detail/gfp/flags").toString())
        .isEqualTo("[\"__GFP_HIGH\",\"__GFP_COMP\"]");
    assertThat(incident.at("/trace/call_traces/0/frames/0/address").asText())
        .isEqualTo("0xffffffff8044b1b7");
    assertThat(incident.at("/findings/0/missing/0/command").asText())
        .isEqualTo("cat /proc/buddyinfo");
    assertThat(incident.at("/config/0/value").asText()).isEqualTo("11495");
    assertThat(incident.at("/source/offset").asInt()).isEqualTo(42);
    assertThat(incident.path("suppressed").asInt()).isEqualTo(59);
  }

  @Test
  void tellsOneIncidentInOtherForms() throws Exception {
    HttpResponse<String> text = get("/api/v1/incidents/" + SEED + "?format=text");
    HttpResponse<String> ecs = get("/api/v1/incidents/" + SEED + "?format=ecs");

    assertThat(text.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(text.body()).isEqualTo("page allocation failure in tg3_alloc_rx_skb");
    assertThat(json(ecs).at("/event/id").asText()).isEqualTo(SEED);
  }

  @Test
  void findsARevisionOrSaysThatItIsNotKept() throws Exception {
    assertThat(get("/api/v1/incidents/" + SEED + "?revision=2").statusCode()).isEqualTo(200);
    assertProblem(get("/api/v1/incidents/" + SEED + "?revision=1"), 404, "no incident");
    assertProblem(get("/api/v1/incidents/" + new UUID(5, 5)), 404, "no incident");
  }

  @Test
  void tellsWhatHadHappenedByAMomentAndNothingElse() throws Exception {
    HostId web1 = new HostId("web1");
    known.incident(
        SeedIncident.with(web1, new UUID(0, 2), SeedIncident.BEGAN.plusSeconds(9), Kind.OOM_KILL));
    known.incident(goingOnUntil(SeedIncident.BEGAN.plusSeconds(60)));

    for (String list : List.of("/api/v1/hosts/web1/incidents", "/api/v1/incidents")) {
      JsonNode rows = json(get(list + "?asOf=2009-06-25T03:12:09Z")).path("data");
      assertThat(rows.findValuesAsText("id")).containsExactly(GOING_ON, SEED);
      assertThat(rows.get(1).path("printed").asInt()).isEqualTo(3);
      assertThat(rows.get(0).path("title").asText()).contains("tg3_alloc_rx_skb");
      assertThat(rows.get(0).fieldNames())
          .toIterable()
          .doesNotContain("last_at", "printed", "suppressed");
      assertThat(json(get(list + "?asOf=2009-06-25T03:12:00Z")).path("data")).isEmpty();
      assertThat(json(get(list + "?asOf=2009-06-25T03:13:01Z")).path("data").findValues("printed"))
          .hasSize(3);
    }
  }

  @Test
  void tellsOneIncidentAsItWasByAMoment() throws Exception {
    known.incident(goingOnUntil(SeedIncident.BEGAN.plusSeconds(60)));
    String path = "/api/v1/incidents/" + GOING_ON + "?asOf=";

    assertProblem(get(path + "2009-06-25T03:12:00Z"), 404, "began later: 2009-06-25T03:12:01Z");
    JsonNode began = json(get(path + "2009-06-25T03:12:01Z")).path("data");
    assertThat(began.at("/trace/function").asText()).isEqualTo("tg3_alloc_rx_skb");
    assertThat(began.fieldNames())
        .toIterable()
        .doesNotContain("last_at", "printed", "suppressed", "feedback");
    JsonNode over = json(get(path + "2009-06-25T03:13:01Z")).path("data");
    assertThat(over.path("last_at").asText()).isEqualTo("2009-06-25T03:13:01Z");
    assertProblem(get(path + "2009-06-25T03:13:01Z&format=ecs"), 400, "as json alone");
  }

  private static KernelIncident goingOnUntil(Instant last) {
    KernelIncident begun =
        SeedIncident.with(
            new HostId("web1"),
            UUID.fromString(GOING_ON),
            SeedIncident.BEGAN,
            Kind.PAGE_ALLOCATION_FAILURE);
    EventTime at = new EventTime(last, EventTime.Quality.SHIPPER);
    return begun.withCounts(new Tally(begun.id(), 4, 59, at, last, false));
  }

  @Test
  void sparesWhoHasTheIncidentAlready() throws Exception {
    String tag = get("/api/v1/incidents/" + SEED).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same = get("/api/v1/incidents/" + SEED, "If-None-Match", tag);
    HttpResponse<String> weak = get("/api/v1/incidents/" + SEED, "If-None-Match", "W/" + tag);
    HttpResponse<String> other = get("/api/v1/incidents/" + SEED, "If-None-Match", "\"x\"");
    HttpResponse<String> text =
        get("/api/v1/incidents/" + SEED + "?format=text", "If-None-Match", tag);

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(weak.statusCode()).isEqualTo(304);
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(text.statusCode()).isEqualTo(200);
  }

  @Test
  void sparesWhoHasTheListAlreadyUntilItChanges() throws Exception {
    String hosts = "/api/v1/hosts";
    String tag = get(hosts).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same = get(hosts, "If-None-Match", "\"x\", " + tag);
    HttpResponse<String> unknown = get(hosts + "/nobody", "If-None-Match", "*");
    known.host("db1");
    HttpResponse<String> longer = get(hosts, "If-None-Match", tag);

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(longer.statusCode()).isEqualTo(200);
    assertThat(longer.headers().firstValue("ETag")).isNotEqualTo(Optional.of(tag));
    assertProblem(unknown, 404, "nobody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/hosts",
        "/api/v1/hosts/web1",
        "/api/v1/hosts/web1/incidents",
        "/api/v1/hosts/web1/config",
        "/api/v1/incidents/" + SEED,
      })
  void saysWhenToAskAgainWhileRestoring(String path) throws Exception {
    known.restoring();

    HttpResponse<String> answer = get(path);

    assertProblem(answer, 503, "30 of 120");
    assertThat(answer.headers().firstValue("Retry-After")).contains("3");
  }

  @Test
  void isReadyOnlyWhenNothingIsBeingRestored() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    known.restoring();

    HttpResponse<String> answer = get("/readyz");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo(
            "{\"ready\":false,\"state\":\"rebalancing\",\"restored\":30,\"to_restore\":120}");
    assertThat(get("/healthz").body()).isEqualTo("{\"alive\":true}");
  }

  @Test
  void isUnwellWhenThePipelineIs() throws Exception {
    known.broken();

    assertThat(get("/healthz").statusCode()).isEqualTo(503);
  }

  @Test
  void countsItsRequestsAmongTheMetrics() throws Exception {
    get("/api/v1/hosts/web9");

    HttpResponse<String> metrics = get("/metrics");

    assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body()).contains("oopsight_http_requests_seconds_count{status=\"404\"} 1");
  }

  @Test
  void hidesItsOwnFaultsFromTheAnswer() throws Exception {
    known.broken();

    HttpResponse<String> answer = get("/api/v1/hosts");

    assertProblem(answer, 500, "log");
    assertThat(answer.body()).doesNotContain("a bug");
  }

  @Test
  void refusesOtherPathsAndMethodsAsProblems() throws Exception {
    assertProblem(get("/api/v2/hosts"), 404, "/openapi.json");
    HttpResponse<String> post =
        client.send(
            request("/api/v1/hosts").POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
            BodyHandlers.ofString());

    assertProblem(post, 405, "not allowed");
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void answersHead() throws Exception {
    HttpResponse<String> head =
        client.send(
            request("/api/v1/hosts").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void servesAPageThatMayAskNobodyElse() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'");
    assertThat(get("/page/app.js").headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/javascript");
    assertThat(get("/page/style.css").body()).contains("prefers-color-scheme: dark");
    assertThat(get("/page/../HttpApi.class").statusCode()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void listsTheIncidentsOfAllHosts() throws Exception {
    JsonNode all = json(get("/api/v1/incidents"));

    assertThat(all.path("data").findValuesAsText("host")).containsExactly("web1");
    assertThat(json(get("/api/v1/incidents?kind=oom_kill")).path("data")).isEmpty();
    assertProblem(get("/api/v1/incidents?host=web1"), 400, "unknown parameter host");
  }

  @Test
  void listsWhatChangedOnAHost() throws Exception {
    known.setting("sysctl:vm.min_free_kbytes", "11495", SeedIncident.BEGAN);

    JsonNode changes = json(get("/api/v1/hosts/web1/changes?since=0&until=1300000000"));

    assertThat(changes.at("/data/0/after").asText()).isEqualTo("11495");
    assertThat(changes.at("/data/0").has("before")).isFalse();
    assertThat(json(get("/api/v1/hosts/web1/changes?until=1")).path("data")).isEmpty();
    assertProblem(get("/api/v1/hosts/web1/changes?since=9&until=9"), 400, "since must lie before");
    assertProblem(get("/api/v1/hosts/web9/changes"), 404, "web9");
  }

  @Test
  void tellsTheSettingsThatAreNotTheSame() throws Exception {
    known
        .setting("sysctl:kernel.panic", "0", SeedIncident.BEGAN.minusSeconds(90))
        .setting("sysctl:vm.min_free_kbytes", "11495", SeedIncident.BEGAN.minusSeconds(60))
        .setting("sysctl:vm.min_free_kbytes", "65536", SeedIncident.BEGAN.plusSeconds(60));

    JsonNode diff =
        json(get("/api/v1/diff?a=web1&asOf=2009-06-25T03:12:01Z&asOfB=2009-06-26T00:00:00Z"));

    assertThat(diff.path("data")).hasSize(1);
    assertThat(diff.at("/data/0").toString())
        .isEqualTo("{\"key\":\"sysctl:vm.min_free_kbytes\",\"a\":\"11495\",\"b\":\"65536\"}");
    assertProblem(get("/api/v1/diff"), 400, "a must name a host");
    assertProblem(get("/api/v1/diff?a=web1&b=web9"), 404, "web9");
  }

  @Test
  void explainsALogThatIsPasted() throws Exception {
    assertThat(post("/api/v1/explain", "a log").body()).contains("tg3_alloc_rx_skb");
    assertThat(post("/api/v1/explain?format=text", "a log").body())
        .isEqualTo("page allocation failure in tg3_alloc_rx_skb\n");
    assertProblem(post("/api/v1/explain", ""), 400, "empty");
    assertProblem(post("/api/v1/explain", "a".repeat((1 << 20) + 1)), 413, "1048576 bytes");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void carriesRoutesThatAreMountedBesideIts() throws Exception {
    assertThat(get("/registry/subjects").body()).isEqualTo("[]");
  }

  @Test
  void saysInOneLineThatItsPortIsTaken() throws Exception {
    get("/healthz");

    assertThatThrownBy(() -> start(api.port()))
        .isInstanceOf(AddressTaken.class)
        .hasMessageContaining("127.0.0.1:" + api.port())
        .hasMessageContaining("choose another port")
        .hasMessageNotContaining("\n");
  }

  private HttpApi start(int port) {
    return HttpApi.start(
        new HttpApi.Setup(
            "127.0.0.1",
            port,
            known,
            SampleSite.input(),
            FORMATS,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            InstantSource.fixed(SeedIncident.BEGAN.plusSeconds(3600)),
            List.of(
                routes -> routes.get("/registry/subjects", ctx -> ctx.result("[]")),
                new ExplainRoute(log -> List.of(SeedIncident.onWeb1()), FORMATS)::addTo),
            Access.OPEN));
  }

  private static String ecs(dev.oopsight.incident.KernelIncident incident) {
    return "{\"event\":{\"id\":\"" + incident.id() + "\"}}";
  }

  private HttpRequest.Builder request(String path) {
    if (api == null) api = start(0);
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) request.headers(headers);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The whole answer to a path that {@link URI} would not have. */
  private String rawGet(String path) throws IOException {
    if (api == null) api = start(0);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream answer = socket.getInputStream();
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    return JSON.readTree(response.body());
  }

  private static String nextLink(HttpResponse<String> response) throws IOException {
    String next = json(response).path("next").asText(null);
    if (next == null) return null;
    String link = response.headers().firstValue("Link").orElseThrow();
    assertThat(link).endsWith("cursor=" + next + ">; rel=\"next\"");
    return link.substring(1, link.indexOf('>'));
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).contains(detail).isNotEmpty();
  }
}
