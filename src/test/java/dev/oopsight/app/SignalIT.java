package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.incident.KernelIncident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, and how it ends. */
class SignalIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int HALF = 12;

  @TempDir Path dir;

  @Test
  void endsTheDemoInOrderWhenAskedTo() throws Exception {
    try (Program demo =
        Program.start(dir.resolve("demo"), "demo", "--port", "0", "--kafka-port", "0")) {
      demo.awaitSaying("Ctrl-C ends it");

      demo.signal("INT");

      assertThat(demo.endsWithin(SOON)).isTrue();
      assertThat(demo.said().lines()).as("nothing but what it said before").hasSize(3);
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void cleansUpWhenAskedToEndWhileItStarts() throws Exception {
    try (Program demo =
        Program.start(dir.resolve("demo"), "demo", "--port", "0", "--kafka-port", "0")) {
      demo.awaitTemporaryFiles();

      demo.signal("TERM");

      assertThat(demo.endsWithin(SOON)).isTrue();
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void losesNothingOfATraceInWhichItWasKilled() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
        Site site = Site.on(kafka, "killed", dir.resolve("state"))) {
      Path settings = dir.resolve("settings.properties");
      Files.write(
          settings,
          List.of(
              "bootstrap.servers=" + kafka.bootstrapServers(),
              "prefix=" + site.topics().prefix(),
              "input.logs=" + site.topics().logs().names().get(0),
              "input.configs=" + site.topics().configs().names().get(0),
              "input.aliases=" + site.topics().aliases(),
              "state.dir=" + site.settings().stateDir(),
              "host.partitions=" + site.settings().hostPartitions(),
              "http.port=0",
              // So soon its group misses it.
              "kafka.session.timeout.ms=6000"));
      List<String> lines = SeedLog.lines(4_000_000);
      try (Program run =
          Program.start(dir.resolve("run"), "run", "--config", settings.toString())) {
        run.awaitSaying("running");
        SeedLog.send(site, "web1", Instant.now(), lines.subList(0, HALF));
        Awaitility.await("the first half is committed")
            .atMost(Site.PATIENCE)
            .until(
                () ->
                    site
                        .committed(site.settings().applicationId() + "-open-traces-changelog")
                        .stream()
                        .anyMatch(segment -> segment.value() != null));
        run.signal("KILL");
        assertThat(run.endsWithin(SOON)).isTrue();
      }

      site.wasReadElsewhere();
      SeedLog.send(site, "web1", Instant.now(), lines.subList(HALF, lines.size()));
      site.start().awaitWorkedOff();

      List<KernelIncident> revisions = site.revisions("web1");
      assertThat(revisions).hasSize(1);
      assertThat(revisions.get(0).trace().callTraces().get(0).frames()).hasSize(SeedLog.FRAMES);
      assertThat(revisions.get(0).text().text().lines()).hasSize(lines.size());
    }
  }
}
