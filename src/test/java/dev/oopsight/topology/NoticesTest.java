package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.trace.IncidentClass;
import dev.oopsight.trace.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class NoticesTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final String FAULT =
      """
      [  100.000000] BUG: kernel NULL pointer dereference, address: 0000000000000008
      [  100.000001] IPv4: martian source 10.0.0.5 from 192.168.1.7, on dev eth0
      [  100.000002] CPU: 0 PID: 7 Comm: sh Not tainted 6.1.0-25-amd64 #1  Debian 6.1.106-3
      [  100.000003] RIP: 0010:some_read+0x1b/0x30 [some]
      [  100.000004] Call Trace:
      [  100.000005] e1000e 0000:00:19.0 eth0: NIC Link is Down
      [  100.000006]  vfs_read+0x10/0x20
      [  100.000007] ---[ end trace 0000000000000000 ]---
      """;

  @Test
  void aStormOfThemIsOneIncidentWithACount() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      for (int i = 0; i < 12; i++) {
        String line = "[  %d.000000] nf_conntrack: nf_conntrack: table full, dropping packet\n";
        pipeline.log("web1", NOON.plusSeconds(i), line.formatted(100 + i));
      }

      assertThat(pipeline.revisions())
          .extracting(r -> r.trace().kind(), KernelIncident::revision, KernelIncident::printed)
          .containsExactly(tuple(Kind.CONNTRACK_FULL, 1, 1L), tuple(Kind.CONNTRACK_FULL, 2, 10L));
    }
  }

  @Test
  void theyNeitherSplitAFaultNorAreLostInIt() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      pipeline.log("web1", NOON, FAULT).fallSilent();

      assertThat(pipeline.incidents())
          .extracting(i -> i.trace().kind(), i -> i.trace().frames().size())
          .containsExactlyInAnyOrder(
              tuple(Kind.MARTIAN_SOURCE, 0),
              tuple(Kind.LINK_DOWN, 0),
              tuple(Kind.OOPS_NULL_DEREF, 1));
    }
  }

  @Test
  void aSiemHearsOfThemAsEventsAndNotAsAlerts() throws JsonProcessingException {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      pipeline
          .log("web1", NOON, "[  1.000000] device eth0 entered promiscuous mode\n")
          .fallSilent();
      JsonNode document = new ObjectMapper().readTree(pipeline.ecs().get(0).value());

      assertThat(document.at("/event/kind").asText()).isEqualTo("event");
      assertThat(document.at("/kernel/class").asText()).isEqualTo("notice");
    }
  }

  @Test
  void noneIsPublishedWhereTheyAreSwitchedOff() {
    PipelineSettings usual = PipelineSettings.DEFAULT;
    PipelineSettings off =
        new PipelineSettings(
            usual.topics(),
            12,
            ZoneOffset.UTC,
            usual.limits(),
            usual.retention(),
            false,
            Redaction.NONE);
    try (PipelineDriver pipeline = new PipelineDriver(off)) {
      pipeline.log("web1", NOON, FAULT).fallSilent();

      assertThat(pipeline.incidents())
          .extracting(i -> i.trace().kind().incidentClass())
          .containsExactly(IncidentClass.FAULT);
      assertThat(pipeline.counted("oopsight.notices.left")).isEqualTo(2);
    }
  }
}
