package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.oracle.Fleet;
import dev.oopsight.oracle.FleetSender;
import dev.oopsight.oracle.Trial;
import dev.oopsight.wire.Formats;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A shipper without keys: its lines are repeated, and scattered over partitions. */
@ExtendWith(SharedKafka.class)
class UnkeyedIT {

  private static final int PARTITIONS = 8;
  private static final int LATE = 200;

  /** Formats that tell the order of lines of one moment. */
  private static final List<Formats> NUMBERED =
      List.of(Formats.KMSG, Formats.NETCONSOLE, Formats.FLUENT_BIT_KMSG, Formats.RSYSLOG_JSON);

  @TempDir Path dir;

  @Test
  void givesTheIncidentsOfAShipperThatKeysByHost(EmbeddedKafka kafka) throws Exception {
    Fleet fleet = Fleet.withoutPause(17, NUMBERED, 8);
    try (Site site =
            Site.on(
                kafka.bootstrapServers(), "unkeyed", dir.resolve("state"), PARTITIONS, Map.of());
        FleetSender sender = new FleetSender(fleet, kafka.bootstrapServers(), site.topics())) {
      sender.configs().scattered(new Random(7), PARTITIONS, LATE);
      site.start();
      site.trial().awaitWorkedOff(Site.PATIENCE);
      sender.endsNow();
      site.awaitWorkedOff();

      Trial trial = site.trial().awaitWorkedOff(Site.PATIENCE);
      assertThat(trial.quiet().traces()).isGreaterThanOrEqualTo(fleet.traces());
      assertThat(trial.differences()).isEmpty();
    }
  }
}
