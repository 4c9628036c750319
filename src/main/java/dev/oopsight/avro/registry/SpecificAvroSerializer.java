package dev.oopsight.avro.registry;

import dev.oopsight.avro.registry.RegistryException.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Generated records to the registry's wire format.
 *
 * <p>Settings, by Confluent's names: {@code auto.register.schemas} (true), {@code
 * use.latest.version} (false), {@code latest.compatibility.strict} (true), {@code
 * value.subject.name.strategy} and {@code key.subject.name.strategy} (TopicNameStrategy), and those
 * of {@link SchemaRegistry#of}.
 *
 * <p>Under {@code use.latest.version} the bytes follow the newest registered schema, whatever the
 * record's own; the registry is asked once for each topic and schema.
 *
 * <p>Errors: {@link RegistryException} when the registry refuses or is away, {@link
 * SerializationException} when the record does not fit its schema. As Kafka wants it, for one
 * thread at a time.
 */
public final class SpecificAvroSerializer<T extends SpecificRecord> implements Serializer<T> {

  static {
    GeneratedClasses.trust();
  }

  private record Origin(String topic, Schema schema) {}

  /** How records of one schema are written to one topic. */
  private record Target<T>(int schemaId, DatumWriter<T> writer, Optional<Schema> differentSchema) {}

  private final Map<Origin, Target<T>> targets = new HashMap<>();
  private SchemaRegistry registry;
  private boolean isKey;
  private boolean autoRegister = true;
  private boolean useLatest;
  private boolean latestMustFit = true;
  private SubjectNaming naming = SubjectNaming.TOPIC;
  private BinaryEncoder encoder;

  /** For Kafka, which configures it next. */
  public SpecificAvroSerializer() {}

  /** With a registry that the caller closes; to be configured all the same. */
  public SpecificAvroSerializer(SchemaRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean forKeys) {
    Settings settings = new Settings(configs);
    if (registry == null) registry = SchemaRegistry.of(configs);
    isKey = forKeys;
    autoRegister = settings.flag("auto.register.schemas", true);
    useLatest = settings.flag("use.latest.version", false);
    latestMustFit = settings.flag("latest.compatibility.strict", true);
    naming =
        SubjectNaming.of(
            settings, forKeys ? "key.subject.name.strategy" : "value.subject.name.strategy");
  }

  @Override
  public byte[] serialize(String topic, T value) {
    if (value == null) return null;
    Target<T> target =
        targets.computeIfAbsent(
            new Origin(topic, value.getSchema()), origin -> target(topic, origin.schema()));
    try {
      var out = new ByteArrayOutputStream();
      out.write(WireFormat.header(target.schemaId));
      if (target.differentSchema.isEmpty()) {
        write(out, value, target.writer);
      } else {
        writeAs(target.differentSchema.get(), out, value, target.writer);
      }
      return out.toByteArray();
    } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
      throw new SerializationException(
          "this %s does not fit its schema: %s"
              .formatted(value.getSchema().getFullName(), e.getMessage()),
          e);
    }
  }

  private Target<T> target(String topic, Schema own) {
    var writer = new SpecificDatumWriter<T>(own, SpecificData.getForSchema(own));
    Schema published = Schemas.withoutJavaNotes(own);
    String subject = naming.subject(topic, isKey, published);
    if (useLatest) {
      RegisteredSchema latest = registry.latest(subject);
      if (latestMustFit) refuseUnfit(published, latest);
      boolean isOwn = Schemas.same(published, Schemas.withoutJavaNotes(latest.schema()));
      return new Target<>(
          latest.id(), writer, isOwn ? Optional.empty() : Optional.of(latest.schema()));
    }
    return new Target<>(id(subject, published), writer, Optional.empty());
  }

  private int id(String subject, Schema schema) {
    if (autoRegister) return registry.register(subject, schema);
    try {
      return registry.idOf(subject, schema);
    } catch (RegistryException e) {
      if (e.problem() != Problem.NOT_FOUND) throw e;
      throw new RegistryException(
          Problem.NOT_FOUND,
          "%s is not registered under %s, and auto.register.schemas is false: register it first (%s)"
              .formatted(schema.getFullName(), subject, e.getMessage()),
          e);
    }
  }

  private static void refuseUnfit(Schema own, RegisteredSchema latest) {
    List<String> objections =
        Compatibility.unreadable(
            latest.schema(), "version " + latest.version(), own, "what this program writes");
    if (!objections.isEmpty()) {
      throw new RegistryException(
          Problem.INCOMPATIBLE,
          "use.latest.version under %s: %s"
              .formatted(latest.subject(), String.join("; ", objections)));
    }
  }

  private <R> void write(ByteArrayOutputStream out, R value, DatumWriter<R> writer)
      throws IOException {
    encoder = EncoderFactory.get().binaryEncoder(out, encoder);
    writer.write(value, encoder);
    encoder.flush();
  }

  /** By way of its own bytes: fields that the other schema does not know fall out. */
  private void writeAs(Schema schema, ByteArrayOutputStream out, T value, DatumWriter<T> ownWriter)
      throws IOException {
    var ownBytes = new ByteArrayOutputStream();
    write(ownBytes, value, ownWriter);
    Object resolved =
        new GenericDatumReader<Object>(value.getSchema(), schema)
            .read(null, DecoderFactory.get().binaryDecoder(ownBytes.toByteArray(), null));
    write(out, resolved, new GenericDatumWriter<>(schema));
  }
}
