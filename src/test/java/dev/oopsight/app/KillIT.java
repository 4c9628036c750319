package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.oracle.Fleet;
import dev.oopsight.oracle.FleetSender;
import dev.oopsight.oracle.Trial;
import dev.oopsight.wire.Formats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that is killed over and over while input flows loses nothing and doubles nothing. */
@ExtendWith(SharedKafka.class)
class KillIT {

  @TempDir Path dir;

  @Test
  void losesAndDoublesNothingThoughItIsKilledThreeTimes(EmbeddedKafka kafka) throws Exception {
    kill(kafka, "killed", 3, Fleet.of(11, List.of(Formats.values()), 3));
  }

  @Test
  @Tag("soak")
  void losesAndDoublesNothingThoughItIsKilledTwentyTimes(EmbeddedKafka kafka) throws Exception {
    kill(kafka, "soaked", 20, Fleet.of(12, List.of(Formats.values()), 12));
  }

  private void kill(EmbeddedKafka kafka, String name, int times, Fleet fleet) throws Exception {
    try (Site site = Site.on(kafka, name, dir.resolve("state"));
        FleetSender sender = new FleetSender(fleet, kafka.bootstrapServers(), site.topics())) {
      Path settings = Files.write(dir.resolve("settings.properties"), Kills.settings(site));
      Kills kills =
          new Kills(
              site,
              sender,
              life -> Program.start(dir.resolve(life), "run", "--config", settings.toString()));
      kills.strike(times);
      assertThat(site.committed(site.settings().applicationId() + "-open-traces-changelog"))
          .as("what was half told when it was killed was kept")
          .anySatisfy(segment -> assertThat(segment.value()).isNotNull());

      Trial trial;
      try (Program last = kills.lastLife()) {
        trial = site.trial().awaitWorkedOff(Site.PATIENCE);
        last.signal("TERM");
        assertThat(last.endsWithin(Site.PATIENCE)).isTrue();
      }
      assertThat(trial.quiet().traces()).isGreaterThanOrEqualTo(fleet.traces());
      assertThat(trial.differences()).isEmpty();
      assertThat(AskOracle.ask(settings, System.out)).isTrue();
    }
  }
}
