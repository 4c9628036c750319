package dev.oopsight.app;

import dev.oopsight.avro.PublishedRecords;
import dev.oopsight.avro.registry.SchemaRegistry;
import dev.oopsight.avro.registry.SpecificAvroSerializer;
import dev.oopsight.incident.KernelIncident;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Incidents as they are published: Avro in the registry's wire format. Kafka Streams shares one
 * serializer between its threads, and ours serves one, so each thread has its own.
 */
final class Published {

  private Published() {}

  static Serde<KernelIncident> serde(SchemaRegistry registry, Map<String, String> settings) {
    ThreadLocal<SpecificAvroSerializer<SpecificRecord>> serializers =
        ThreadLocal.withInitial(
            () -> {
              var serializer = new SpecificAvroSerializer<SpecificRecord>(registry);
              serializer.configure(settings, false);
              return serializer;
            });
    return Serdes.serdeFrom(
        (topic, incident) ->
            incident == null
                ? null
                : serializers.get().serialize(topic, PublishedRecords.of(incident)),
        (topic, bytes) -> {
          throw new IllegalStateException("the pipeline does not read what it publishes");
        });
  }
}
