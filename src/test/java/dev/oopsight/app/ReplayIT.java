package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.oracle.Fleet;
import dev.oopsight.oracle.FleetSender;
import dev.oopsight.oracle.Trial;
import dev.oopsight.wire.Formats;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole input once more: nothing new is known. */
@ExtendWith(SharedKafka.class)
class ReplayIT {

  @TempDir Path dir;

  @Test
  void givesTheSameIncidentsWhenAllIsSentAgain(EmbeddedKafka kafka) throws Exception {
    Fleet fleet = Fleet.of(4, List.of(Formats.values()), 3);
    try (Site site = Site.on(kafka, "replayed", dir.resolve("state"));
        FleetSender sender = new FleetSender(fleet, kafka.bootstrapServers(), site.topics())) {
      site.start();
      sender.configs().logs();
      sender.configs().logs();

      Trial trial = site.trial().awaitWorkedOff(Site.PATIENCE);
      site.stop();
      assertThat(trial.differences()).isEmpty();
      assertThat(trial.quiet().traces()).isGreaterThanOrEqualTo(fleet.traces());
    }
  }
}
