package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.oracle.Fleet;
import dev.oopsight.oracle.FleetSender;
import dev.oopsight.oracle.Trial;
import dev.oopsight.wire.Formats;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away and comes back under a pipeline that runs. */
class BrokerRestartIT {

  @TempDir Path dir;

  @Test
  void losesAndDoublesNothingWhenTheBrokerIsRestarted() throws Exception {
    Fleet fleet = Fleet.of(16, List.of(Formats.values()), 3);
    Path data = dir.resolve("kafka");
    EmbeddedKafka kafka = EmbeddedKafka.start(data, 0);
    try (Site site = Site.on(kafka, "restarted", dir.resolve("state"));
        FleetSender sender = new FleetSender(fleet, kafka.bootstrapServers(), site.topics())) {
      site.start();
      sender.configs().logs(0, sender.size() / 3);
      Awaitility.await("the first revisions")
          .atMost(Site.PATIENCE)
          .until(() -> !site.committed(site.topics().incidents()).isEmpty());
      sender.logs(sender.size() / 3, sender.size() / 2);

      kafka.close();
      kafka = EmbeddedKafka.start(data, port(kafka));
      sender.logs(sender.size() / 2, sender.size());

      Trial trial = site.trial().awaitWorkedOff(Site.PATIENCE);
      site.stop();
      assertThat(trial.differences()).isEmpty();
    } finally {
      kafka.close();
    }
  }

  private static int port(EmbeddedKafka kafka) {
    String address = kafka.bootstrapServers();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
