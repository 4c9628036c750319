package dev.oopsight.avro.registry;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The registry's wire format to generated records.
 *
 * <p>What an older or newer program wrote is resolved to the class's own schema. Settings: those of
 * {@link SchemaRegistry#of}, and where no class is given, {@code specific.avro.value.type} or
 * {@code specific.avro.key.type}, by Confluent's names.
 *
 * <p>Errors: {@link RegistryException} when the registry does not know the schema or is away (see
 * {@link RegistryException#isTransient}), {@link SerializationException} when the bytes are to
 * blame. As Kafka wants it, for one thread at a time.
 */
public final class SpecificAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  static {
    GeneratedClasses.trust();
  }

  private final Map<Integer, DatumReader<T>> readers = new HashMap<>();
  private SchemaRegistry registry;
  private Schema own;
  private BinaryDecoder decoder;

  /** For Kafka, which configures it next. */
  public SpecificAvroDeserializer() {}

  /** With a registry that the caller closes. */
  public SpecificAvroDeserializer(SchemaRegistry registry, Class<T> type) {
    this.registry = registry;
    this.own = SpecificData.get().getSchema(type);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean forKeys) {
    if (registry == null) registry = SchemaRegistry.of(configs);
    if (own == null) {
      own = schemaOf(configs, forKeys ? "specific.avro.key.type" : "specific.avro.value.type");
    }
  }

  @Override
  public T deserialize(String topic, byte[] bytes) {
    if (bytes == null) return null;
    int id = WireFormat.schemaId(bytes);
    DatumReader<T> reader = readers.computeIfAbsent(id, this::reader);
    int bodyBytes = bytes.length - WireFormat.HEADER_BYTES;
    try {
      decoder =
          DecoderFactory.get().binaryDecoder(bytes, WireFormat.HEADER_BYTES, bodyBytes, decoder);
      T value = reader.read(null, decoder);
      if (decoder.isEnd()) return value;
    } catch (IOException | RuntimeException e) { // Avro throws many kinds at broken bytes
      throw new SerializationException(
          "%d bytes in %s are no %s of schema %d: %s"
              .formatted(bodyBytes, topic, own.getFullName(), id, e.getMessage()),
          e);
    }
    throw new SerializationException(
        "bytes are left over in %s after a %s of schema %d"
            .formatted(topic, own.getFullName(), id));
  }

  private DatumReader<T> reader(int id) {
    return new SpecificDatumReader<>(registry.byId(id), own, SpecificData.getForSchema(own));
  }

  private static Schema schemaOf(Map<String, ?> configs, String setting) {
    if (configs.get(setting) instanceof Class<?> type) return SpecificData.get().getSchema(type);
    String name = new Settings(configs).required(setting);
    try {
      return SpecificData.get().getSchema(Class.forName(name));
    } catch (ClassNotFoundException e) {
      throw new ConfigException(setting, name, "there is no such class");
    }
  }
}
