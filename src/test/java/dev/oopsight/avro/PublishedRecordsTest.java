package dev.oopsight.avro;

import static dev.oopsight.avro.PublishedRecords.CONFIG_SNAPSHOT;
import static dev.oopsight.avro.PublishedRecords.KERNEL_INCIDENT;
import static dev.oopsight.avro.PublishedRecords.KERNEL_TRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.oopsight.avro.registry.SpecificAvroSerde;
import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.parse.Parsed;
import dev.oopsight.parse.Reason;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.KernelTrace;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class PublishedRecordsTest {

  private static final RecordFiller FULL = RecordFiller.full(Detail.OomKill.class);

  @Test
  void bringsBackAnIncidentFromItsRecord() {
    KernelIncident incident = FULL.make(KernelIncident.class);

    assertThat(PublishedRecords.incident(PublishedRecords.of(incident))).isEqualTo(incident);
  }

  @Test
  void bringsBackATraceFromItsRecord() {
    KernelTrace trace = FULL.make(KernelTrace.class);

    assertThat(PublishedRecords.trace(PublishedRecords.of(trace))).isEqualTo(trace);
  }

  @Test
  void publishesUnderTheSchemaThatItNames() {
    assertSame(PublishedRecords.of(FULL.make(KernelIncident.class)), KERNEL_INCIDENT);
    assertSame(PublishedRecords.of(FULL.make(KernelTrace.class)), KERNEL_TRACE);
    assertSame(PublishedRecords.of(FULL.make(ConfigSnapshot.class)), CONFIG_SNAPSHOT);
  }

  @Test
  void showsOthersNoHintsForJava() {
    assertThat(List.of(KERNEL_INCIDENT, KERNEL_TRACE, CONFIG_SNAPSHOT))
        .allSatisfy(schema -> assertThat(schema.toString()).doesNotContain("avro.java"));
  }

  @Test
  void comesBackThroughARegistry() {
    KernelIncident incident = FULL.make(KernelIncident.class);
    var settings =
        Map.of(
            "schema.registry.url",
            "mock://published",
            "specific.avro.value.type",
            KERNEL_INCIDENT.getFullName());
    try (var serde = new SpecificAvroSerde<SpecificRecord>()) {
      serde.configure(settings, false);

      byte[] bytes =
          serde.serializer().serialize("kernel.incidents", PublishedRecords.of(incident));
      SpecificRecord read = serde.deserializer().deserialize("kernel.incidents", bytes);

      assertThat(PublishedRecords.incident(read)).isEqualTo(incident);
    }
  }

  @Test
  void readsAConfigSnapshotOfSomebodyElsesMaking() {
    Parsed<ConfigSnapshot> read = PublishedRecords.configSnapshot(snapshot("web1", "sysctl"));

    assertThat(read.toOptional().orElseThrow().observations().get(0).values())
        .containsExactly(Map.entry("sysctl:vm.min_free_kbytes", "11495"));
  }

  @Test
  void refusesASnapshotWhoseHostCannotBeOne() {
    assertRefused(snapshot("web 1", "sysctl"), Reason.BAD_HOST);
    assertRefused(snapshot("", "sysctl"), Reason.BAD_HOST);
  }

  @Test
  void refusesASnapshotOfASectionWithoutAName() {
    assertRefused(snapshot("web1", ""), Reason.MALFORMED_CONFIG);
  }

  @Test
  void refusesASnapshotThatObservedNothing() {
    GenericRecord empty = snapshot("web1", "sysctl");
    empty.put("observations", List.of());

    assertRefused(empty, Reason.MALFORMED_CONFIG);
  }

  @Test
  void refusesARecordOfAnotherKind() {
    Schema other = SchemaBuilder.record("Temperature").fields().requiredInt("celsius").endRecord();
    GenericRecord record = new GenericRecordBuilder(other).set("celsius", 21).build();

    assertRefused(record, Reason.MALFORMED_CONFIG);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublishedRecords.incident(record))
        .withMessageContaining("Temperature");
  }

  /** Alike but for properties that say nothing of the bytes. */
  private static void assertSame(SpecificRecord record, Schema schema) {
    assertThat(SchemaNormalization.toParsingForm(record.getSchema()))
        .isEqualTo(SchemaNormalization.toParsingForm(schema));
  }

  private static void assertRefused(GenericRecord record, Reason reason) {
    Parsed<ConfigSnapshot> read = PublishedRecords.configSnapshot(record);

    assertThat(read.<Object>fold(accepted -> accepted, Parsed.Rejected::reason)).isEqualTo(reason);
  }

  private static GenericRecord snapshot(String host, String section) {
    Schema schema = CONFIG_SNAPSHOT;
    Schema observation = schema.getField("observations").schema().getElementType();
    GenericRecord seen = new GenericData.Record(observation);
    seen.put("section", section);
    seen.put("full", true);
    seen.put("values", Map.of("sysctl:vm.min_free_kbytes", "11495"));
    GenericRecord snapshot = new GenericData.Record(schema);
    snapshot.put("host", host);
    snapshot.put("collected_at", 1_245_938_588_000_000L);
    snapshot.put("observations", List.of(seen));
    return snapshot;
  }
}
