package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.KernelIncident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that is stopped in the middle of a trace goes on where it was. */
@ExtendWith(SharedKafka.class)
class RestartIT {

  private static final int HALF = 12;

  @TempDir static Path dir;

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start(EmbeddedKafka shared) {
    kafka = shared;
  }

  @Test
  void makesOneIncidentOfATraceThatItWasStoppedIn() throws Exception {
    try (Site site = Site.on(kafka, "stopped", dir.resolve("stopped"))) {
      stopInTheMiddle(site);

      secondHalf(site);

      assertOneWholeIncident(site);
    }
  }

  @Test
  void makesOneIncidentThoughItsStateWasLostMeanwhile() throws Exception {
    Path state = dir.resolve("lost");
    try (Site site = Site.on(kafka, "lost", state)) {
      site.config("web1", SeedLog.BEGAN.minusSeconds(60), "vm.min_free_kbytes = 11495");
      stopInTheMiddle(site);

      delete(state);
      secondHalf(site);

      KernelIncident incident = assertOneWholeIncident(site);
      assertThat(incident.config())
          .as("config is restored, too")
          .anySatisfy(setting -> assertThat(setting.value()).isEqualTo("11495"));
    }
  }

  @Test
  void knowsAfterARestartWhatItPublishedBefore() throws Exception {
    Path state = dir.resolve("again");
    try (Site site = Site.on(kafka, "again", state)) {
      site.start();
      SeedLog.sendWhole(site, "web1", SeedLog.BEGAN, 4_000_000);
      site.awaitWorkedOff();
      List<KernelIncident> before = site.incidents("web1");
      site.stop();
      delete(state);

      site.start();
      SeedLog.sendWhole(site, "web1", SeedLog.BEGAN, 4_000_000);
      site.awaitWorkedOff();

      assertThat(before).hasSize(1);
      assertThat(site.revisions("web1")).isEqualTo(before);
      assertThat(Http.get(site.url() + "/api/v1/incidents/" + before.get(0).id()).status())
          .isEqualTo(200);
    }
  }

  @Test
  void revisesAnIncidentOfManyOccurrencesForConfigThatComesAfterARestart() throws Exception {
    Path state = dir.resolve("late");
    try (Site site = Site.on(kafka, "late", state)) {
      site.start();
      for (int minute = 0; minute < 12; minute++) {
        SeedLog.sendWhole(
            site, "web1", SeedLog.BEGAN.plusSeconds(60L * minute), 4_000_000 + 60 * minute);
      }
      site.awaitWorkedOff();
      site.stop();
      delete(state);

      site.start();
      site.config("web1", SeedLog.BEGAN.minusSeconds(60), "vm.min_free_kbytes = 11495");
      site.awaitWorkedOff();

      KernelIncident revised = site.incidents("web1").get(0);
      assertThat(site.incidents("web1")).hasSize(1);
      assertThat(revised.change()).isEqualTo(KernelIncident.Change.CONFIG_ARRIVED);
      assertThat(revised.configBasis()).isEqualTo(KernelIncident.ConfigBasis.AS_OF);
      assertThat(revised.printed()).isEqualTo(12);
      assertThat(revised.config())
          .anySatisfy(setting -> assertThat(setting.value()).isEqualTo("11495"));
    }
  }

  @Test
  void beginsWhereItIsToldAtItsFirstStartOnly() throws Exception {
    try (Site site = Site.on(kafka, "latest", dir.resolve("latest")).startingWith(Start.LATEST)) {
      SeedLog.sendWhole(site, "before", SeedLog.BEGAN, 4_000_000);
      site.wasReadElsewhere();

      site.start();
      SeedLog.sendWhole(site, "web1", SeedLog.BEGAN, 4_000_000);
      site.awaitWorkedOff().stop();
      SeedLog.sendWhole(site, "web1", SeedLog.BEGAN.plusSeconds(3_600), 4_003_600);
      site.start().awaitWorkedOff();

      assertThat(site.incidents("before")).isEmpty();
      assertThat(site.incidents("web1")).hasSize(2);
    }
  }

  @Test
  void beginsWithWhatWasWrittenSoLongAgo() throws Exception {
    Start aDayAgo = new Start(Optional.of(Duration.ofDays(1)));
    Instant now = Instant.now();
    try (Site site = Site.on(kafka, "ago", dir.resolve("ago")).startingWith(aDayAgo)) {
      SeedLog.sendWhole(site, "older", now.minus(Duration.ofDays(2)), 4_000_000);
      site.wasReadElsewhere();
      SeedLog.sendWhole(site, "younger", now.minus(Duration.ofHours(12)), 4_000_000);

      site.start().awaitWorkedOff();

      assertThat(site.incidents("older")).isEmpty();
      assertThat(site.incidents("younger")).hasSize(1);
    }
  }

  private static void stopInTheMiddle(Site site) {
    site.start();
    SeedLog.send(site, "web1", SeedLog.BEGAN, SeedLog.lines(4_000_000).subList(0, HALF));
    site.stop();
  }

  private static void secondHalf(Site site) {
    List<String> lines = SeedLog.lines(4_000_000);
    Instant later = SeedLog.BEGAN.plusSeconds(1);
    SeedLog.send(site, "web1", later, lines.subList(HALF, lines.size()));
    SeedLog.goOn(site, "web1", later.plusSeconds(60), 4_000_120);
    site.start();
    site.awaitWorkedOff();
  }

  private static KernelIncident assertOneWholeIncident(Site site) {
    // Where the stop takes longer than a host may be silent, the first half went out before it.
    List<KernelIncident> incidents = site.incidents("web1");
    assertThat(incidents).hasSize(1);
    KernelIncident incident = incidents.get(0);
    assertThat(incident.trace().callTraces().get(0).frames()).hasSize(SeedLog.FRAMES);
    assertThat(incident.text().text().lines()).hasSize(SeedLog.lines(4_000_000).size());
    assertThat(incident.printed()).isEqualTo(1);
    return incident;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
