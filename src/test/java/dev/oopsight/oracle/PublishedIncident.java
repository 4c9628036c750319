package dev.oopsight.oracle;

import dev.oopsight.avro.PublishedRecords;
import dev.oopsight.incident.KernelIncident;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads what was published without asking a registry: whoever wrote it has the schema of these
 * classes.
 */
final class PublishedIncident {

  /** A zero byte and the schema's id, before the body. */
  private static final int PREFIX_BYTES = 5;

  private PublishedIncident() {}

  static KernelIncident decode(byte[] value) {
    var reader = new GenericDatumReader<GenericRecord>(PublishedRecords.KERNEL_INCIDENT);
    var body =
        DecoderFactory.get().binaryDecoder(value, PREFIX_BYTES, value.length - PREFIX_BYTES, null);
    try {
      return PublishedRecords.incident(reader.read(null, body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
