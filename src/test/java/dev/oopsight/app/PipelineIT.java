package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.Setting;
import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.KernelIncident.Change;
import dev.oopsight.incident.KernelIncident.ConfigBasis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline promises of its results, on a real broker. Each test has a host of its own. */
@ExtendWith(SharedKafka.class)
class PipelineIT {

  private static final Instant BEGAN = SeedLog.BEGAN;
  private static final String RESERVE = "sysctl:vm.min_free_kbytes";

  @TempDir static Path dir;

  private static Site site;

  @BeforeAll
  static void start(EmbeddedKafka kafka) throws Exception {
    site = Site.on(kafka, "results", dir.resolve("state")).start();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void countsWhatIsSentTwiceOnce() {
    SeedLog.sendWhole(site, "twice", BEGAN, 4_000_000);
    SeedLog.sendWhole(site, "twice", BEGAN.plusSeconds(60), 4_000_060);
    site.awaitWorkedOff();
    List<KernelIncident> before = site.incidents("twice");

    SeedLog.sendWhole(site, "twice", BEGAN, 4_000_000);
    SeedLog.sendWhole(site, "twice", BEGAN.plusSeconds(60), 4_000_060);
    site.awaitWorkedOff();

    assertThat(before).hasSize(1);
    assertThat(site.incidents("twice")).isEqualTo(before);
    assertThat(printed("twice")).isEqualTo(2);
  }

  private static int printed(String host) {
    return Http.get(site.url() + "/api/v1/hosts/" + host + "/incidents")
        .json()
        .path("data")
        .path(0)
        .path("printed")
        .asInt();
  }

  @Test
  void revisesAnIncidentWhenItsConfigComesLate() {
    SeedLog.sendWhole(site, "late", BEGAN, 4_000_000);
    site.awaitWorkedOff();
    KernelIncident without = only(site.revisions("late"));
    assertThat(without.configBasis()).isEqualTo(ConfigBasis.NONE);

    site.config("late", BEGAN.minusSeconds(1), "vm.min_free_kbytes = 11495").awaitWorkedOff();

    List<KernelIncident> revisions = site.revisions("late");
    assertThat(revisions).hasSize(2);
    KernelIncident revised = revisions.get(1);
    assertThat(revised.id()).isEqualTo(without.id());
    assertThat(revised.revision()).isEqualTo(2);
    assertThat(revised.change()).isEqualTo(Change.CONFIG_ARRIVED);
    assertThat(revised.configBasis()).isEqualTo(ConfigBasis.AS_OF);
    assertThat(value(revised, RESERVE)).contains("11495");
  }

  @Test
  void leavesAnIncidentAloneWhenLaterConfigComes() {
    site.config("later", BEGAN.minusSeconds(1), "vm.min_free_kbytes = 11495");
    site.awaitWorkedOff();
    SeedLog.sendWhole(site, "later", BEGAN, 4_000_000);
    site.awaitWorkedOff();

    site.config("later", BEGAN.plusSeconds(1), "vm.min_free_kbytes = 65536").awaitWorkedOff();

    KernelIncident incident = only(site.revisions("later"));
    assertThat(value(incident, RESERVE)).contains("11495");
  }

  @Test
  void showsTheConfigAsOfTheFirstLineWhereItChangesBeforeTheLast() {
    site.config("changing", BEGAN.minusSeconds(60), "vm.min_free_kbytes = 11495").awaitWorkedOff();
    List<String> lines = SeedLog.lines(4_000_000);
    SeedLog.send(site, "changing", BEGAN, lines.subList(0, 12));
    site.config("changing", BEGAN.plusMillis(500), "vm.min_free_kbytes = 65536");
    SeedLog.send(site, "changing", BEGAN.plusSeconds(1), lines.subList(12, lines.size()));
    SeedLog.goOn(site, "changing", BEGAN.plusSeconds(60), 4_000_060);
    site.awaitWorkedOff();

    KernelIncident incident = only(site.revisions("changing"));
    assertThat(incident.trace().callTraces().get(0).frames()).hasSize(SeedLog.FRAMES);
    assertThat(incident.configBasis()).isEqualTo(ConfigBasis.AS_OF);
    assertThat(value(incident, RESERVE)).contains("11495");
  }

  @Test
  void revisesOnceWhereTheEarlierConfigComesAfterTheLater() {
    site.config("backwards", BEGAN.plusSeconds(30), "vm.min_free_kbytes = 65536");
    site.awaitWorkedOff();
    SeedLog.sendWhole(site, "backwards", BEGAN, 4_000_000);
    site.awaitWorkedOff();
    KernelIncident observed = only(site.revisions("backwards"));
    assertThat(observed.configBasis()).isEqualTo(ConfigBasis.OBSERVED_AFTER);

    site.config("backwards", BEGAN.minusSeconds(30), "vm.min_free_kbytes = 11495");
    site.awaitWorkedOff();

    KernelIncident revised = only(site.incidents("backwards"));
    assertThat(revised.revision()).isEqualTo(2);
    assertThat(revised.configBasis()).isEqualTo(ConfigBasis.AS_OF);
    assertThat(value(revised, RESERVE)).contains("11495");
  }

  @Test
  void endsTheTraceOfAHostThatDied() {
    Instant now = Instant.now();
    SeedLog.send(site, "dead", now, SeedLog.lines(4_000_000));

    site.awaitWorkedOff();

    KernelIncident incident = only(site.revisions("dead"));
    assertThat(Duration.between(now, incident.firstAt().at())).isLessThan(Duration.ofSeconds(1));
  }

  private static Optional<String> value(KernelIncident incident, String key) {
    return incident.config().stream()
        .filter(setting -> setting.key().equals(key))
        .map(Setting::value)
        .findFirst();
  }

  private static KernelIncident only(List<KernelIncident> all) {
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
