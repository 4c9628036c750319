package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.KernelIncident.Change;
import dev.oopsight.oracle.Fleet;
import dev.oopsight.oracle.FleetSender;
import dev.oopsight.oracle.Trial;
import dev.oopsight.wire.Formats;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A host that says no more is not waited for, and a pipeline that was away cuts no trace. */
@ExtendWith(SharedKafka.class)
class SilentHostIT {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int HALF = 12;
  private static final int MINUTE = 60;
  private static final long UPTIME = 4_000_000;

  @TempDir Path dir;

  @Test
  void publishesWhatAHostSaidLastAndCompletesItAMinuteLater(EmbeddedKafka kafka) throws Exception {
    try (Site site = Site.on(kafka, "silent", dir.resolve("state")).start()) {
      SeedLog.sendWhole(site, "other", SeedLog.BEGAN, UPTIME);
      site.awaitWorkedOff();
      int before = site.committed(site.topics().incidents()).size();

      Instant sent = Instant.now();
      SeedLog.send(site, "web1", sent, SeedLog.lines(UPTIME).subList(0, HALF));
      Awaitility.await("the cut incident")
          .atMost(Site.PATIENCE)
          .until(() -> site.committed(site.topics().incidents()).size() > before);
      ConsumerRecord<byte[], byte[]> cut = last(site.committed(site.topics().incidents()));
      assertThat(Instant.ofEpochMilli(cut.timestamp())).isBefore(sent.plus(SOON));

      List<String> aMinuteLater = SeedLog.lines(UPTIME + MINUTE);
      SeedLog.send(site, "web1", Instant.now(), aMinuteLater.subList(HALF, aMinuteLater.size()));
      site.awaitWorkedOff();

      List<KernelIncident> revisions = site.revisions("web1");
      assertThat(revisions).extracting(KernelIncident::revision).containsExactly(1, 2);
      assertThat(revisions).extracting(KernelIncident::id).containsOnly(revisions.get(0).id());
      assertThat(revisions.get(1).change()).isEqualTo(Change.AMENDED);
      assertThat(revisions.get(1).trace().callTraces().get(0).frames()).hasSize(SeedLog.FRAMES);
      assertThat(site.trial().differences()).isEmpty();
    }
  }

  @Test
  void cutsNoTraceThoughAnHourWaitsWhenItIsStartedAgain(EmbeddedKafka kafka) throws Exception {
    Fleet fleet = Fleet.withBacklog(18, List.of(Formats.values()), 3);
    try (Site site = Site.on(kafka, "behind", dir.resolve("state"));
        FleetSender sender = new FleetSender(fleet, kafka.bootstrapServers(), site.topics())) {
      int half = fleet.logs().size() / 2;
      sender.configs().logs(0, half);
      site.start();
      site.trial().awaitWorkedOff(Site.PATIENCE);
      assertThat(site.metric("oopsight_traces_open")).as("half told").isGreaterThan(10);
      site.leave();

      sender.logs(half, fleet.logs().size()).ends().endsNow();
      site.start();
      Trial trial = site.trial().awaitWorkedOff(Site.PATIENCE);

      assertThat(trial.differences()).isEmpty();
      assertThat(site.revisions())
          .filteredOn(r -> r.change() == Change.AMENDED)
          .extracting(r -> r.host() + ": " + r.text().text())
          .isEmpty();
    }
  }

  private static <T> T last(List<T> all) {
    return all.get(all.size() - 1);
  }
}
