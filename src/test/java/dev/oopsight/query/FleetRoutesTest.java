package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One bug over all hosts: six of sixty run a kernel in which it shows itself. */
class FleetRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PRINT = SeedIncident.onWeb1().fingerprints().site().toString();
  private static final String KERNEL = "sysctl:kernel.osrelease";

  private final KnownIncidents known = new KnownIncidents();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpApi api;

  @BeforeEach
  void start() {
    for (int i = 0; i < 60; i++) {
      String host = "web%02d".formatted(i);
      boolean affected = i % 10 == 0;
      Instant before = SeedIncident.BEGAN.minus(Duration.ofDays(1));
      known.setting(host, KERNEL, affected ? "2.6.24-gentoo-r8" : "2.6.26", before);
      known.setting(host, "sysctl:vm.min_free_kbytes", "11495", before);
      Instant began = SeedIncident.BEGAN.plus(Duration.ofDays(i / 10));
      if (affected) {
        known.incident(
            SeedIncident.with(
                new HostId(host), new UUID(0, i + 1), began, Kind.PAGE_ALLOCATION_FAILURE));
      }
    }
    api = SampleApi.at(SeedIncident.BEGAN.plus(Duration.ofDays(9)), known, SampleSite.input());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void tellsTheWholeFleetAtAGlance() throws Exception {
    JsonNode fleet = data("/api/v1/overview");

    assertThat(fleet.path("hosts").asInt()).isEqualTo(60);
    assertThat(fleet.path("silent_hosts").asInt()).isZero();
    assertThat(fleet.path("newest_line").asText()).isEqualTo("2009-06-25T03:12:00Z");
    assertThat(fleet.path("faults").asInt()).isEqualTo(6);
    assertThat(fleet.path("hosts_with_faults").asInt()).isEqualTo(6);
    assertThat(fleet.path("by_hour"))
        .hasSize(6)
        .allSatisfy(hour -> assertThat(hour.path("faults").asInt()).isEqualTo(1));
    assertThat(fleet.path("on_most_hosts")).isEqualTo(data("/api/v1/fingerprints"));
    assertThat(fleet.path("newest_fingerprints")).isEqualTo(fleet.path("on_most_hosts"));
    assertThat(fleet.path("newest_incidents")).isEqualTo(data("/api/v1/incidents"));
    assertThat(fleet.path("heard_longest_ago")).hasSize(50);
  }

  @Test
  void listsEachBugOnceWithItsHostsAndCounts() throws Exception {
    JsonNode rows = data("/api/v1/fingerprints");

    assertThat(rows).hasSize(1);
    JsonNode row = rows.get(0);
    assertThat(row.path("fingerprint").asText()).isEqualTo(PRINT);
    assertThat(row.path("hosts").asInt()).isEqualTo(6);
    assertThat(row.path("new_hosts").asInt()).as("seen first within a week").isEqualTo(4);
    assertThat(row.path("incidents").asInt()).isEqualTo(6);
    assertThat(row.path("printed").asInt()).isEqualTo(18);
    assertThat(row.path("suppressed").asInt()).isEqualTo(354);
    assertThat(row.path("first_seen").asText()).isEqualTo("2009-06-25T03:12:01Z");
    assertThat(row.path("last_seen").asText()).isEqualTo("2009-06-30T03:12:01Z");
    assertThat(row.path("first_host").asText()).isEqualTo("web00");
    assertThat(row.path("first_kernel").asText()).isEqualTo("2.6.24-gentoo-r8");
    assertThat(data("/api/v1/fingerprints?level=mechanism").get(0).path("fingerprint").asText())
        .startsWith("mechanism-");
  }

  @Test
  void ordersBugsByWhatIsAskedFor() throws Exception {
    known.incident(SeedIncident.with(new HostId("db1"), new UUID(1, 1), SeedIncident.BEGAN, 7));

    assertThat(data("/api/v1/fingerprints?sort=hosts").findValuesAsText("hosts"))
        .containsExactly("6", "1");
    JsonNode first = JSON.readTree(get("/api/v1/fingerprints?limit=1").body());
    assertThat(first.path("data")).hasSize(1);
    String next = first.path("next").asText();
    assertThat(data("/api/v1/fingerprints?limit=1&cursor=" + next).findValuesAsText("hosts"))
        .containsExactly("1");
    assertThat(get("/api/v1/fingerprints?sort=beauty").statusCode()).isEqualTo(400);
  }

  @Test
  void tellsUnderWhichKernelsABugWasSeen() throws Exception {
    JsonNode whole = data("/api/v1/fingerprints/" + PRINT);

    assertThat(whole.path("kernels")).hasSize(1);
    assertThat(whole.at("/kernels/0/kernel").asText()).isEqualTo("2.6.24-gentoo-r8");
    assertThat(whole.at("/kernels/0/hosts").asInt()).isEqualTo(6);
    assertThat(whole.at("/kernels/0/first_seen").asText()).isEqualTo("2009-06-25T03:12:01Z");
  }

  @Test
  void pagesThroughTheHostsOfABug() throws Exception {
    JsonNode first = JSON.readTree(get("/api/v1/fingerprints/" + PRINT + "/hosts?limit=4").body());
    String next = first.path("next").asText();
    JsonNode second = data("/api/v1/fingerprints/" + PRINT + "/hosts?limit=4&cursor=" + next);

    assertThat(first.path("data").findValuesAsText("host"))
        .containsExactly("web00", "web10", "web20", "web30");
    assertThat(second.findValuesAsText("host")).containsExactly("web40", "web50");
    assertThat(second.get(0).path("kernel").asText()).isEqualTo("2.6.24-gentoo-r8");
  }

  @Test
  void tellsWhatSetsTheAffectedHostsApart() throws Exception {
    JsonNode spread = data("/api/v1/fingerprints/" + PRINT + "/spread");

    assertThat(spread.path("verdict").asText()).isEqualTo("kernel_bound");
    // Two values were looked at; 60 over 6 is 50063860.
    assertThat(spread.path("chance").asDouble()).isBetween(3.98e-8, 4.01e-8);
    assertThat(spread.path("says").asText())
        .startsWith(
            "sysctl:kernel.osrelease = 2.6.24-gentoo-r8 on 6 of 6 affected hosts, and on 0 of 54"
                + " others. A chance of 1 in 2503")
        .contains("does not make it the cause");
    assertThat(spread.path("properties").findValuesAsText("binds"))
        .as("a reserve that all hosts have binds nothing")
        .containsExactly("true", "false");
  }

  @Test
  void tellsWhatHostsThatWereStruckAtOnceHaveInCommon() throws Exception {
    Instant together = SeedIncident.BEGAN.plus(Duration.ofDays(8));
    for (int i = 0; i < 60; i++) {
      String host = "web%02d".formatted(i);
      known.setting(host, "place:rack", i < 6 ? "r7" : "r8", SeedIncident.BEGAN);
      if (i >= 6) continue;
      known.incident(
          SeedIncident.with(
              new HostId(host),
              new UUID(1, i),
              together.plusSeconds(i * 500L),
              Kind.PAGE_ALLOCATION_FAILURE));
    }

    String path = "/api/v1/fingerprints/" + PRINT + "/bursts";
    JsonNode burst = data(path).get(0);
    assertThat(data(path)).as("one a day is no burst").hasSize(1);
    assertThat(burst.path("began").asText()).isEqualTo("2009-07-03T03:12:01Z");
    assertThat(burst.path("ended").asText()).isEqualTo("2009-07-03T03:53:41Z");
    assertThat(burst.path("hosts").asInt()).isEqualTo(6);
    assertThat(burst.path("verdict").asText()).isEqualTo("place_bound");
    assertThat(burst.path("binds").asText()).startsWith("place:rack = r7; ");
    assertThat(data(path + "?within=PT8M")).isEmpty();
    assertThat(data(path + "?within=P2D").get(0).path("hosts").asInt())
        .as("a day apart belongs together then")
        .isEqualTo(6);
    assertThat(JSON.readTree(get(path + "?within=P2D").body()).path("bursts").asInt()).isEqualTo(2);
  }

  @Test
  void tellsBugsThatNoRuleExplainsFromOthers() throws Exception {
    assertThat(data("/api/v1/fingerprints?explained=yes")).hasSize(1);
    assertThat(data("/api/v1/fingerprints?explained=no")).isEmpty();
    known.incident(
        SeedIncident.unexplained(
            new HostId("db1"), new UUID(2, 1), SeedIncident.BEGAN.plus(Duration.ofDays(8))));

    assertThat(data("/api/v1/fingerprints?explained=no").findValuesAsText("fingerprint"))
        .as("by its newest incident")
        .containsExactly(PRINT);
    assertThat(data("/api/v1/fingerprints?explained=yes")).isEmpty();
  }

  @Test
  void showsOneWholeTraceOfABug() throws Exception {
    JsonNode incident = data("/api/v1/fingerprints/" + PRINT + "/trace");

    assertThat(incident.at("/fingerprints/site").asText()).isEqualTo(PRINT);
    assertThat(incident.path("text").asText()).contains("page allocation failure");
  }

  @Test
  void tellsAnUnknownPrintFromNone() throws Exception {
    for (String what : List.of("", "/hosts", "/spread", "/bursts", "/trace")) {
      String path = "/api/v1/fingerprints/";
      assertThat(get(path + "site-1-0000000000000000" + what).statusCode()).isEqualTo(404);
      assertThat(get(path + "beauty" + what).statusCode()).isEqualTo(400);
    }
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
