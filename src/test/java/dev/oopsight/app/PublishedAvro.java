package dev.oopsight.app;

import dev.oopsight.avro.PublishedRecords;
import dev.oopsight.avro.registry.SpecificAvroDeserializer;
import dev.oopsight.incident.KernelIncident;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what is published as a consumer of another program would: schemas come over HTTP. */
final class PublishedAvro {

  private PublishedAvro() {}

  /**
   * The incident in a record.
   *
   * @param api where the API answers
   */
  static KernelIncident incident(String api, ConsumerRecord<byte[], byte[]> record) {
    try (SpecificAvroDeserializer<SpecificRecord> avro = new SpecificAvroDeserializer<>()) {
      avro.configure(
          Map.of(
              "schema.registry.url",
              api + "/registry",
              "specific.avro.value.type",
              PublishedRecords.KERNEL_INCIDENT.getFullName()),
          false);
      return PublishedRecords.incident(avro.deserialize(record.topic(), record.value()));
    }
  }
}
