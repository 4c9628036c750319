package dev.oopsight.avro.registry;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Confluent's wire format: what every Avro consumer of Kafka expects.
 *
 * <pre>{@code
 * 00 | id of the writer's schema, 4 bytes, big-endian | Avro binary body
 * }</pre>
 *
 * <p>Source: Confluent Schema Registry documentation, "Wire format".
 */
public final class WireFormat {

  /** Bytes before the body. */
  public static final int HEADER_BYTES = 5;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /** The bytes before the body. */
  public static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
  }

  /**
   * The id of the schema with which the body was written.
   *
   * @throws SerializationException where the bytes are not in this format
   */
  public static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      throw new SerializationException(
          "%d bytes are no Avro value in the registry's wire format".formatted(bytes.length));
    }
    if (bytes[0] != MAGIC) {
      throw new SerializationException(
          "the first byte is 0x%02x: no Avro value in the registry's wire format"
              .formatted(bytes[0]));
    }
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  /** Whether the bytes may be in this format: text never is. */
  public static boolean looksLikeIt(byte[] bytes) {
    return bytes.length >= HEADER_BYTES && bytes[0] == MAGIC;
  }
}
