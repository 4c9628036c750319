package dev.oopsight.avro.registry;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Generated records in the registry's wire format, both ways. Takes the same settings and writes
 * the same bytes as Confluent's class of this name, which can stand in its place.
 */
public final class SpecificAvroSerde<T extends SpecificRecord> implements Serde<T> {

  private final SpecificAvroSerializer<T> serializer;
  private final SpecificAvroDeserializer<T> deserializer;

  /** For Kafka, which configures it next. */
  public SpecificAvroSerde() {
    serializer = new SpecificAvroSerializer<>();
    deserializer = new SpecificAvroDeserializer<>();
  }

  /** With a registry that the caller closes; to be configured all the same. */
  public SpecificAvroSerde(SchemaRegistry registry, Class<T> type) {
    serializer = new SpecificAvroSerializer<>(registry);
    deserializer = new SpecificAvroDeserializer<>(registry, type);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    serializer.configure(configs, isKey);
    deserializer.configure(configs, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }
}
