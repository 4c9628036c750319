package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.oracle.Fleet;
import dev.oopsight.oracle.FleetSender;
import dev.oopsight.oracle.Trial;
import dev.oopsight.wire.Formats;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Partitions move between instances while input flows, and nothing is lost or doubled. */
@ExtendWith(SharedKafka.class)
class RebalanceIT {

  @TempDir Path dir;

  @Test
  void losesAndDoublesNothingWhenAnInstanceComesAndAnotherGoes(EmbeddedKafka kafka)
      throws Exception {
    Fleet fleet = Fleet.of(15, List.of(Formats.values()), 3);
    try (Site site = Site.on(kafka, "moved", dir.resolve("one"));
        FleetSender sender = new FleetSender(fleet, kafka.bootstrapServers(), site.topics())) {
      site.start();
      sender.configs().logs(0, sender.size() / 4);
      awaitRevisions(site);

      Trial trial;
      try (KafkaSystem other = KafkaSystem.start(site.settingsIn(dir.resolve("two")))) {
        int sent = sendUntilAtWork(other, sender, sender.size() / 4);
        site.leave();
        sender.logs(sent, sender.size());
        trial = site.trial().awaitWorkedOff(Site.PATIENCE);
      }
      assertThat(trial.differences()).isEmpty();
    }
  }

  /** Goes on with the input until the other instance has some of it. */
  private static int sendUntilAtWork(KafkaSystem other, FleetSender sender, int from) {
    AtomicInteger sent = new AtomicInteger(from);
    Awaitility.await("the other has its share")
        .atMost(Site.PATIENCE)
        .until(
            () -> {
              int next = Math.min(sent.get() + 10, sender.size() * 3 / 4);
              sender.logs(sent.getAndSet(next), next);
              return Site.metric(other.url(), Site.MESSAGES + "{side=\"received\"}") > 0;
            });
    return sent.get();
  }

  private static void awaitRevisions(Site site) {
    Awaitility.await("the first revisions")
        .atMost(Site.PATIENCE)
        .until(() -> !site.committed(site.topics().incidents()).isEmpty());
  }
}
