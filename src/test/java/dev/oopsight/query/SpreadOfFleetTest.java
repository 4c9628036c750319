package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Made-up fleets whose cause is known: what is said of where a bug belongs. */
class SpreadOfFleetTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PRINT = SeedIncident.onWeb1().fingerprints().site().toString();
  private static final String KERNEL = "sysctl:kernel.osrelease";
  private static final String KERNEL_OF_TRACES = "2.6.24-gentoo-r8";
  private static final String RESERVE = "sysctl:vm.min_free_kbytes";
  private static final String DRIVER = "nic:eth0:driver.version";
  private static final Instant BEFORE = SeedIncident.BEGAN.minus(Duration.ofDays(1));

  private final KnownIncidents known = new KnownIncidents();

  @ParameterizedTest
  @CsvSource({
    "sysctl:kernel.osrelease, 2.6.24-gentoo-r8, 2.6.32, kernel_bound",
    "nic:eth0:driver.name, tg3, igb, driver_bound",
    "nic:eth0:driver.version, 3.98, 3.137, driver_bound",
    "nic:eth0:driver.firmware-version, 5721-v3, 5721-v4, firmware_bound",
    "dmi:bios_version, 1.3, 2.0, firmware_bound",
    "dmi:product_name, E300, R640, model_bound",
    "place:rack, r7, r8, place_bound",
    "sysctl:vm.min_free_kbytes, 11495, 65536, config_bound",
  })
  void bindsABugToWhatItsHostsHaveAndOthersLack(
      String key, String ofAffected, String ofOthers, String verdict) throws Exception {
    Set<Integer> affected = everyTenth(60);
    for (int i = 0; i < 60; i++) {
      if (!key.equals(KERNEL)) has(i, KERNEL, KERNEL_OF_TRACES);
      has(i, key, affected.contains(i) ? ofAffected : ofOthers);
    }
    affected.forEach(this::fails);

    JsonNode spread = spread();

    assertThat(spread.path("verdict").asText()).isEqualTo(verdict);
    assertThat(spread.path("says").asText())
        .contains("= " + ofAffected + " on 6 of 6 affected hosts, and on 0 of 54 others")
        .contains("does not make it the cause");
  }

  @Test
  void namesBothOfTwoThatCannotBeToldApart() throws Exception {
    Set<Integer> affected = everyTenth(60);
    for (int i = 0; i < 60; i++) {
      has(i, KERNEL, affected.contains(i) ? KERNEL_OF_TRACES : "2.6.32");
      has(i, DRIVER, affected.contains(i) ? "3.98" : "3.137");
    }
    affected.forEach(this::fails);

    JsonNode spread = spread();

    assertThat(spread.path("verdict").asText()).isEqualTo("kernel_bound");
    assertThat(spread.path("says").asText())
        .contains("Not to be told apart from it", "nic:*:driver.version = 3.98");
  }

  @Test
  void claimsNothingOfFewHosts() throws Exception {
    for (int i = 0; i < 4; i++) {
      has(i, KERNEL, i < 2 ? KERNEL_OF_TRACES : "2.6.32");
    }
    fails(0);
    fails(1);

    assertThat(spread().path("verdict").asText()).isEqualTo("too_few_hosts");
  }

  @Test
  void bindsToNoPropertyWhatStrikesAnyHost() throws Exception {
    for (int i = 0; i < 60; i++) {
      has(i, KERNEL, KERNEL_OF_TRACES);
      has(i, RESERVE, i % 2 == 0 ? "11495" : "65536");
      has(i, DRIVER, i % 3 == 0 ? "3.98" : "3.137");
    }
    IntStream.range(0, 60).filter(i -> i % 5 < 2).forEach(this::fails);

    JsonNode spread = spread();

    assertThat(spread.path("verdict").asText()).isEqualTo("fleet_wide");
    assertThat(spread.has("chance")).as("of a claim that is none").isFalse();
  }

  @Test
  void bindsToAHostWhatStrikesItAgainAndAgain() throws Exception {
    for (int i = 0; i < 60; i++) {
      has(i, KERNEL, KERNEL_OF_TRACES);
      has(i, RESERVE, "11495");
    }
    for (int time = 0; time < 6; time++) fails(7, time);

    JsonNode spread = spread();

    assertThat(spread.path("verdict").asText()).isEqualTo("host_bound");
    assertThat(spread.path("says").asText()).contains("Seen on 1 of 60 hosts, in 6 incidents");
  }

  @Test
  void isNotMisledByASettingThatMostOthersHaveToo() throws Exception {
    Set<Integer> affected = everyTenth(60);
    for (int i = 0; i < 60; i++) {
      has(i, KERNEL, KERNEL_OF_TRACES);
      has(i, RESERVE, affected.contains(i) || i % 10 < 8 ? "11495" : "65536");
    }
    affected.forEach(this::fails);

    assertThat(spread().path("verdict").asText()).isNotEqualTo("config_bound");
  }

  private static Set<Integer> everyTenth(int hosts) {
    Set<Integer> some = new TreeSet<>();
    for (int i = 0; i < hosts; i += 10) some.add(i);
    return some;
  }

  private static String host(int number) {
    return "web%02d".formatted(number);
  }

  private void has(int number, String key, String value) {
    known.setting(host(number), key, value, BEFORE);
  }

  private void fails(int number) {
    fails(number, 0);
  }

  private void fails(int number, int time) {
    known.incident(
        SeedIncident.with(
            new HostId(host(number)),
            new UUID(number, time + 1),
            SeedIncident.BEGAN.plus(Duration.ofDays(time)),
            Kind.PAGE_ALLOCATION_FAILURE));
  }

  private JsonNode spread() throws Exception {
    try (HttpApi api =
        SampleApi.at(SeedIncident.BEGAN.plus(Duration.ofDays(9)), known, SampleSite.input())) {
      URI uri =
          URI.create(
              "http://127.0.0.1:" + api.port() + "/api/v1/fingerprints/" + PRINT + "/spread");
      String body =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
              .body();
      return JSON.readTree(body).path("data");
    }
  }
}
