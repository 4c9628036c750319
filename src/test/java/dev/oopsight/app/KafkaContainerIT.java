package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.Setting;
import dev.oopsight.incident.KernelIncident;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The pipeline against a broker that is nobody's but Kafka's: an image, {@code kafka.image}. */
@Tag("docker")
@Testcontainers(disabledWithoutDocker = true)
class KafkaContainerIT {

  private static final int HALF = 12;

  @Container
  private static final KafkaContainer KAFKA =
      new KafkaContainer(
          DockerImageName.parse(System.getProperty("kafka.image", "apache/kafka:4.3.1"))
              .asCompatibleSubstituteFor("apache/kafka"));

  @TempDir Path dir;

  @Test
  void leadsFromLinesAndConfigToAnIncidentOverARestart() throws Exception {
    Instant began = SeedLog.BEGAN;
    List<String> lines = SeedLog.lines(4_000_000);
    try (Site site = Site.on(KAFKA.getBootstrapServers(), "container", dir, Map.of())) {
      site.start();
      site.config("web1", began.minusSeconds(1), "vm.min_free_kbytes = 11495");
      SeedLog.send(site, "web1", began, lines.subList(0, HALF));
      site.stop();
      SeedLog.send(site, "web1", began, lines.subList(HALF, lines.size()));
      SeedLog.goOn(site, "web1", began.plusSeconds(60), 4_000_060);
      site.log("poison", began, "{\"MESSAGE\":");
      site.start().awaitWorkedOff();

      assertThat(site.revisions("web1"))
          .singleElement()
          .satisfies(
              incident -> {
                assertThat(incident.trace().callTraces().get(0).frames()).hasSize(SeedLog.FRAMES);
                assertThat(reserve(incident)).isEqualTo("11495");
              });
      assertThat(site.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.value()).asString().isEqualTo("{\"MESSAGE\":"));
    }
  }

  private static String reserve(KernelIncident incident) {
    return incident.config().stream()
        .filter(setting -> setting.key().equals("sysctl:vm.min_free_kbytes"))
        .map(Setting::value)
        .findFirst()
        .orElseThrow();
  }
}
