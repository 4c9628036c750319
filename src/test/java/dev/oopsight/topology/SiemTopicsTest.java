package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.app.BuiltInRules;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.siem.SiemFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Encodings are topics that are switched. */
class SiemTopicsTest {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final String FAULT =
      "[  100.000000] tcpflow: page allocation failure: order:1, mode:0xa20(GFP_ATOMIC)\n";

  @Test
  void publishesEachEncodingThatIsSwitchedOn() {
    try (PipelineDriver pipeline = driver(EnumSet.allOf(SiemFormat.class))) {
      pipeline.log("web1", NOON, FAULT).fallSilent();

      KernelIncident incident = pipeline.onlyIncident();
      for (SiemFormat format : SiemFormat.values()) {
        List<TestRecord<String, String>> records = pipeline.encoded(format);
        assertThat(records).as(format.id()).hasSize(1);
        assertThat(records.get(0).key()).isEqualTo(incident.id().toString());
        assertThat(records.get(0).value()).isEqualTo(format.encode(incident));
      }
    }
  }

  @Test
  void tellsChangesAndRefusalsAsEcsUnderIdsOfTheirOwn() {
    try (PipelineDriver pipeline = driver(Set.of(SiemFormat.ECS))) {
      pipeline.config("web1", NOON, "$ sysctl vm.swappiness\nvm.swappiness = 60");
      pipeline.config("web1", NOON.plusSeconds(900), "$ sysctl vm.swappiness\nvm.swappiness = 10");
      pipeline.log("web1", NOON, new byte[] {0, 1, 2, 3});

      TestRecord<String, String> change = only(pipeline.records(TOPICS.configChangesEcs()));
      TestRecord<String, String> refusal = only(pipeline.records(TOPICS.refusalsEcs()));
      assertThat(change.value())
          .contains("\"id\":\"" + change.key() + "\"", "sysctl-changed", "\"after\":\"10\"");
      assertThat(refusal.key()).isEqualTo("kernel.log-0-0-0");
      assertThat(refusal.value()).contains("pipeline_error", "oopsight.refusal.binary");
      assertThat(refusal.headers()).isEmpty();
      assertThat(pipeline.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.headers().lastHeader("reason")).isNotNull());
    }
  }

  private static TestRecord<String, String> only(List<TestRecord<String, String>> records) {
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  @Test
  void writesToNoTopicOfAnEncodingThatIsSwitchedOff() {
    String none = describe(Set.of());
    String cef = describe(Set.of(SiemFormat.CEF));

    assertThat(none).doesNotContain(".ecs", ".cef");
    assertThat(cef).contains("kernel.incidents.cef").doesNotContain(".ecs");
  }

  @Test
  void plansTheTopicsThatAreSwitchedOnAndNoOthers() {
    assertThat(TopicPlan.ours(topics(Set.of(SiemFormat.CEF, SiemFormat.OTEL)), 3, (short) 1))
        .extracting(NewTopic::name)
        .contains("kernel.incidents.cef", "kernel.incidents.otel")
        .doesNotContain("kernel.incidents.ecs", "host.changes.ecs", "oopsight.dead-letters.ecs");
  }

  private static String describe(Set<SiemFormat> formats) {
    return new Pipeline(
            settings(formats),
            BuiltInRules.load(),
            StoredOutputs.all(),
            new PipelineMetrics(new SimpleMeterRegistry()))
        .topology()
        .describe()
        .toString();
  }

  private static PipelineDriver driver(Set<SiemFormat> formats) {
    return new PipelineDriver(settings(formats));
  }

  static PipelineSettings settings(Set<SiemFormat> formats) {
    PipelineSettings usual = PipelineSettings.DEFAULT;
    return new PipelineSettings(
        topics(formats),
        usual.hostPartitions(),
        usual.inputZone(),
        usual.limits(),
        usual.retention(),
        usual.notices(),
        Redaction.NONE);
  }

  private static Topics topics(Set<SiemFormat> formats) {
    return Topics.DEFAULT.publishing(formats);
  }
}
