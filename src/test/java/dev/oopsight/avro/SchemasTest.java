package dev.oopsight.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.assembly.Boots;
import dev.oopsight.config.ConfigChange;
import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.SectionVersion;
import dev.oopsight.diagnosis.Severity;
import dev.oopsight.diagnosis.Weight;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.incident.Tally;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.KernelLine;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelTrace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract with everyone who reads our topics, and with the stores of every release.
 *
 * <p>With {@code -Dschemas=release} a changed schema is written to {@code schemas/past} as its next
 * version, with a sample; the test fails all the same, so that a person reads the difference.
 */
class SchemasTest {

  private static final Path PAST = Path.of("schemas/past");
  private static final boolean RELEASE = "release".equals(System.getProperty("schemas"));

  /**
   * A type that is published or stored.
   *
   * @param sample with everything filled
   * @param throughTheDomain what becomes of a record in our hands
   */
  record Type(String name, IndexedRecord sample, UnaryOperator<IndexedRecord> throughTheDomain) {

    Schema current() {
      return sample.getSchema();
    }

    Path past(int version, String ending) {
      return PAST.resolve(name()).resolve(version + ending);
    }

    /** Oldest first. */
    List<Schema> past() throws IOException {
      List<Schema> schemas = new ArrayList<>();
      for (int n = 1; Files.exists(past(n, ".avsc")); n++) {
        schemas.add(new Schema.Parser().parse(Files.readString(past(n, ".avsc"))));
      }
      return schemas;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Type> types() {
    return List.of(
        new Type(
            "KernelIncident",
            KernelIncidentMapper.toAvro(full(KernelIncident.class)),
            r -> PublishedRecords.of(PublishedRecords.incident(r))),
        new Type(
            "KernelTrace",
            KernelTraceMapper.toAvro(full(KernelTrace.class)),
            r -> PublishedRecords.of(PublishedRecords.trace(r))),
        new Type(
            "ConfigSnapshot",
            ConfigSnapshotMapper.toAvro(full(ConfigSnapshot.class)),
            r ->
                PublishedRecords.of(PublishedRecords.configSnapshot(r).toOptional().orElseThrow())),
        new Type(
            "ConfigChange",
            ConfigChangeMapper.toAvro(full(ConfigChange.class)),
            r -> PublishedRecords.of(PublishedRecords.configChange(r))),
        new Type(
            "SectionVersion",
            SectionVersionMapper.toAvro(full(SectionVersion.class)),
            r ->
                SectionVersionMapper.toAvro(
                    SectionVersionMapper.toDomain(
                        PublishedRecords.specific(
                            r, dev.oopsight.avro.generated.SectionVersion.class)))),
        new Type(
            "Tally",
            TallyMapper.toAvro(full(Tally.class)),
            r ->
                TallyMapper.toAvro(
                    TallyMapper.toDomain(
                        PublishedRecords.specific(r, dev.oopsight.avro.generated.Tally.class)))),
        new Type(
            "Appearance",
            AppearanceMapper.toAvro(full(Appearance.class)),
            r ->
                AppearanceMapper.toAvro(
                    AppearanceMapper.toDomain(
                        PublishedRecords.specific(
                            r, dev.oopsight.avro.generated.Appearance.class)))),
        new Type(
            "Boots",
            BootsMapper.toAvro(full(Boots.class)),
            r ->
                BootsMapper.toAvro(
                    BootsMapper.toDomain(
                        PublishedRecords.specific(r, dev.oopsight.avro.generated.Boots.class)))),
        new Type("KernelLines", KernelLinesCoderTest.generic(lines()), r -> throughTheCoder(r)));
  }

  private static List<KernelLine> lines() {
    return List.of(full(KernelLine.class), full(KernelLine.class));
  }

  private static IndexedRecord throughTheCoder(IndexedRecord record) {
    try {
      var bytes = binary(record);
      var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
      return KernelLinesCoderTest.generic(KernelLinesCoder.readOlder(record.getSchema(), decoder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesInItsDocsEveryNameThatAFieldMayTake() {
    Schema incident = PublishedRecords.KERNEL_INCIDENT;
    Schema trace = PublishedRecords.KERNEL_TRACE;
    Schema callTrace = trace.getField("call_traces").schema().getElementType();
    Schema frame = callTrace.getField("frames").schema().getElementType();
    Schema failure = trace.getField("allocation_failure").schema().getTypes().get(1);
    Schema gfp = failure.getField("gfp").schema().getTypes().get(1);
    Schema finding = incident.getField("findings").schema().getElementType();
    Schema evidence = finding.getField("evidence_for").schema().getElementType();

    assertNames(incident, "change", KernelIncident.Change.values());
    assertNames(incident, "config_basis", KernelIncident.ConfigBasis.values());
    assertNames(incident, "first_at_quality", EventTime.Quality.values());
    assertNames(trace, "defects", Defect.values());
    assertNames(callTrace, "role", CallTrace.Role.values());
    assertNames(frame, "stack", Frame.Stack.values());
    assertNames(gfp, "basis", GfpMask.Basis.values());
    assertNames(finding, "severity", Severity.values());
    assertNames(evidence, "weight", Weight.values());
  }

  private static void assertNames(Schema record, String field, Enum<?>[] names) {
    for (Enum<?> name : names) {
      assertThat(record.getField(field).doc())
          .as(record.getName() + "." + field)
          .containsPattern("\\b" + Names.of(name) + "\\b");
    }
  }

  private static <T extends Record> T full(Class<T> type) {
    return RecordFiller.full(Detail.AllocationFailure.class).make(type);
  }

  @ParameterizedTest
  @MethodSource("types")
  void keepsEverySchemaThatWasReleased(Type type) throws IOException {
    List<Schema> past = type.past();
    String newest = past.isEmpty() ? "" : text(past.get(past.size() - 1));
    if (RELEASE && !newest.equals(text(type.current()))) release(type, past.size() + 1);

    assertThat(text(type.current()))
        .as("%s changed: run the test with -Dschemas=release", type.name())
        .isEqualTo(newest);
  }

  @ParameterizedTest
  @MethodSource("types")
  void readsWhatEveryEarlierVersionWrote(Type type) throws IOException {
    for (Schema past : type.past()) {
      var check = SchemaCompatibility.checkReaderWriterCompatibility(type.current(), past);

      assertThat(check.getType())
          .as(check.getDescription())
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void findsInOldDataWhatWasWrittenThen(Type type) throws IOException {
    List<Schema> past = type.past();
    for (int version = 1; version <= past.size(); version++) {
      Schema written = past.get(version - 1);
      String json = Files.readString(type.past(version, ".json"));
      GenericRecord old =
          new GenericDatumReader<GenericRecord>(written)
              .read(null, DecoderFactory.get().jsonDecoder(written, json));

      IndexedRecord read = type.throughTheDomain().apply(old);

      assertThat(oldView(read, written)).isEqualTo(old);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void saysWhatEveryFieldMeans(Type type) {
    for (Schema record : records(type.current(), new LinkedHashSet<>())) {
      assertThat(record.getDoc()).as(record.getFullName()).isNotBlank();
      for (Schema.Field field : record.getFields()) {
        assertThat(field.doc()).as(record.getName() + "." + field.name()).endsWith(".");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void makesAbsenceTheDefaultOfWhatMayBeAbsent(Type type) {
    for (Schema record : records(type.current(), new LinkedHashSet<>())) {
      for (Schema.Field field : record.getFields()) {
        if (!field.schema().isUnion()) continue;
        assertThat(field.schema().getTypes().get(0).getType())
            .as(record.getName() + "." + field.name())
            .isEqualTo(Schema.Type.NULL);
        assertThat(field.hasDefaultValue()).as(record.getName() + "." + field.name()).isTrue();
      }
    }
  }

  /** A record of today as one of then: what was added since is left out. */
  private static GenericRecord oldView(IndexedRecord today, Schema then) throws IOException {
    return new GenericDatumReader<GenericRecord>(today.getSchema(), then)
        .read(null, DecoderFactory.get().binaryDecoder(binary(today), null));
  }

  private static byte[] binary(IndexedRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    writer(record).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static void release(Type type, int version) throws IOException {
    Files.createDirectories(PAST.resolve(type.name()));
    Files.writeString(type.past(version, ".avsc"), text(type.current()) + "\n", UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(type.current(), out, true);
    writer(type.sample()).write(type.sample(), encoder);
    encoder.flush();
    Files.writeString(type.past(version, ".json"), out.toString(UTF_8) + "\n", UTF_8);
  }

  private static DatumWriter<IndexedRecord> writer(IndexedRecord record) {
    return record instanceof SpecificRecord
        ? new SpecificDatumWriter<>(record.getSchema(), GeneratedData.INSTANCE)
        : new GenericDatumWriter<>(record.getSchema());
  }

  /** Without the hints that Avro leaves for Java: others need not see them. */
  private static String text(Schema schema) {
    return SchemaFormatter.format("json/pretty", schema)
        .replaceAll(
            "\\{\\s*\"type\" : \"string\",\\s*\"avro.java.string\" : \"String\"\\s*\\}",
            "\"string\"")
        .replaceAll(",\\s*\"avro.java.string\" : \"String\"", "");
  }

  private static Set<Schema> records(Schema schema, Set<Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.add(schema)) schema.getFields().forEach(f -> records(f.schema(), found));
      }
      case ARRAY -> records(schema.getElementType(), found);
      case MAP -> records(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(t -> records(t, found));
      default -> {}
    }
    return found;
  }
}
