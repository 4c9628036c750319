package dev.oopsight.avro;

import dev.oopsight.avro.registry.SchemaRegistry;
import dev.oopsight.avro.registry.SpecificAvroDeserializer;
import dev.oopsight.config.ConfigChange;
import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.parse.Parsed;
import dev.oopsight.parse.Reason;
import dev.oopsight.trace.KernelTrace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records of the published topics, and the way back for those who read them.
 *
 * <p>Shape: what goes out is a {@link SpecificRecord} of the schema of the same name in {@code
 * schemas/}; what comes back may be any record, generic or specific, of any version of it. A
 * deserializer that wants a class by its name takes the full name of the schema.
 *
 * <p>Errors: what we wrote ourselves is trusted, and throws where it breaks the contract; a config
 * snapshot may be anyone's and is refused with a reason.
 */
public final class PublishedRecords {

  /** What a registry holds for {@code kernel.incidents}. */
  public static final Schema KERNEL_INCIDENT = ReleasedSchemas.newest("KernelIncident");

  /** What a registry holds for {@code kernel.traces}. */
  public static final Schema KERNEL_TRACE = ReleasedSchemas.newest("KernelTrace");

  /** What a registry holds for {@code host.config}, where someone writes it in Avro. */
  public static final Schema CONFIG_SNAPSHOT = ReleasedSchemas.newest("ConfigSnapshot");

  /** What a registry holds for {@code host.changes}. */
  public static final Schema CONFIG_CHANGE = ReleasedSchemas.newest("ConfigChange");

  private PublishedRecords() {}

  public static SpecificRecord of(KernelIncident incident) {
    return KernelIncidentMapper.toAvro(incident);
  }

  public static SpecificRecord of(KernelTrace trace) {
    return KernelTraceMapper.toAvro(trace);
  }

  public static SpecificRecord of(ConfigSnapshot snapshot) {
    return ConfigSnapshotMapper.toAvro(snapshot);
  }

  public static SpecificRecord of(ConfigChange change) {
    return ConfigChangeMapper.toAvro(change);
  }

  /**
   * The incident in a record of {@code kernel.incidents}.
   *
   * @throws IllegalArgumentException for a record that we did not write, or a later release did
   */
  public static KernelIncident incident(IndexedRecord record) {
    return KernelIncidentMapper.toDomain(
        specific(record, dev.oopsight.avro.generated.KernelIncident.class));
  }

  /**
   * Reads values of {@code kernel.incidents}, for one thread at a time. It throws Kafka's {@code
   * SerializationException} for what is none.
   *
   * @param registry that the caller closes
   */
  public static Function<byte[], KernelIncident> incidents(SchemaRegistry registry) {
    var avro =
        new SpecificAvroDeserializer<>(registry, dev.oopsight.avro.generated.KernelIncident.class);
    return bytes -> KernelIncidentMapper.toDomain(avro.deserialize("kernel.incidents", bytes));
  }

  /**
   * The trace in a record of {@code kernel.traces}.
   *
   * @throws IllegalArgumentException for a record that we did not write, or a later release did
   */
  public static KernelTrace trace(IndexedRecord record) {
    return KernelTraceMapper.toDomain(
        specific(record, dev.oopsight.avro.generated.KernelTrace.class));
  }

  /**
   * The change in a record of {@code host.changes}.
   *
   * @throws IllegalArgumentException for a record that we did not write, or a later release did
   */
  public static ConfigChange configChange(IndexedRecord record) {
    return ConfigChangeMapper.toDomain(
        specific(record, dev.oopsight.avro.generated.ConfigChange.class));
  }

  /** The snapshot that someone put on {@code host.config} in Avro. */
  public static Parsed<ConfigSnapshot> configSnapshot(IndexedRecord record) {
    try {
      var snapshot = specific(record, dev.oopsight.avro.generated.ConfigSnapshot.class);
      if (HostId.of(snapshot.getHost()).isEmpty()) return refused(Reason.BAD_HOST, record);
      if (snapshot.getObservations().isEmpty()) return refused(Reason.MALFORMED_CONFIG, record);
      return Parsed.accepted(ConfigSnapshotMapper.toDomain(snapshot));
    } catch (IllegalArgumentException e) {
      return refused(Reason.MALFORMED_CONFIG, record);
    }
  }

  private static Parsed<ConfigSnapshot> refused(Reason reason, IndexedRecord record) {
    return Parsed.rejected(reason, 0, String.valueOf(record));
  }

  /** The record as one of ours: itself, or written with its schema and read with the current. */
  static <A extends SpecificRecord> A specific(IndexedRecord record, Class<A> type) {
    if (type.isInstance(record)) return type.cast(record);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<IndexedRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
      return new SpecificDatumReader<A>(
              record.getSchema(), GeneratedData.INSTANCE.getSchema(type), GeneratedData.INSTANCE)
          .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
    } catch (AvroRuntimeException | ClassCastException e) {
      throw new IllegalArgumentException(
          record.getSchema().getFullName() + " cannot be read as " + type.getSimpleName(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
