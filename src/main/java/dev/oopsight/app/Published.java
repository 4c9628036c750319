package dev.oopsight.app;

import dev.oopsight.avro.PublishedRecords;
import dev.oopsight.avro.registry.SchemaRegistry;
import dev.oopsight.avro.registry.SpecificAvroSerializer;
import dev.oopsight.topology.Outputs;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Values as they are published: Avro in the registry's wire format. Kafka Streams shares one
 * serializer between its threads, and ours serves one, so each thread has its own.
 */
final class Published {

  private Published() {}

  static Outputs outputs(SchemaRegistry registry, Map<String, String> settings) {
    return new Outputs(
        serde(registry, settings, PublishedRecords::of),
        serde(registry, settings, PublishedRecords::of));
  }

  private static <T> Serde<T> serde(
      SchemaRegistry registry, Map<String, String> settings, Function<T, SpecificRecord> record) {
    ThreadLocal<SpecificAvroSerializer<SpecificRecord>> serializers =
        ThreadLocal.withInitial(
            () -> {
              var serializer = new SpecificAvroSerializer<SpecificRecord>(registry);
              serializer.configure(settings, false);
              return serializer;
            });
    return Serdes.serdeFrom(
        (topic, value) ->
            value == null ? null : serializers.get().serialize(topic, record.apply(value)),
        (topic, bytes) -> {
          throw new IllegalStateException("the pipeline does not read what it publishes");
        });
  }
}
