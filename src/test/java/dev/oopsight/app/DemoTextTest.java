package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.SampleFleet;
import dev.oopsight.embedded.SampleRecord;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.siem.PlainText;
import dev.oopsight.topology.PipelineDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import org.junit.jupiter.api.Test;

/** What a stranger reads who runs the demo: the incident that the project began with. */
class DemoTextTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/seed-incident.txt");
  private static final Instant SEED = Instant.parse("2009-06-25T03:12:01Z");

  @Test
  void tellsTheFirstIncidentInFull() throws IOException {
    String text = PlainText.of(seedIncident());

    if ("update".equals(System.getProperty("cases"))) Files.writeString(GOLDEN, text, UTF_8);
    assertThat(text).isEqualTo(Files.readString(GOLDEN, UTF_8));
    assertThat(System.getProperty("cases")).as("rewritten: read the difference").isNull();
  }

  private static KernelIncident seedIncident() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      SampleFleet.records().forEach(record -> send(record, pipeline));
      Collection<KernelIncident> incidents = pipeline.fallSilent().incidents();
      return incidents.stream()
          .filter(i -> i.host().value().equals("web1") && i.firstAt().at().equals(SEED))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void send(SampleRecord record, PipelineDriver pipeline) {
    switch (record.input()) {
      case LOGS -> pipeline.log(record.key(), record.headers(), record.timestamp(), record.value());
      case CONFIGS ->
          pipeline.config(record.key(), record.headers(), record.timestamp(), record.value());
    }
  }
}
