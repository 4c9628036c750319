package dev.oopsight.topology;

import dev.oopsight.avro.StoredFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Messages as bytes of the internal topic: a byte that tells which, then the stored format of what
 * is in it; a heartbeat is big-endian milliseconds since 1970.
 */
final class HostMessageSerde {

  private static final byte LINES = 1;
  private static final byte HEARTBEAT = 2;
  private static final byte CONFIG = 3;

  private HostMessageSerde() {}

  static Serde<HostMessage> serde() {
    return Serdes.serdeFrom((topic, m) -> encode(m), (topic, bytes) -> decode(bytes));
  }

  private static byte[] encode(HostMessage message) {
    if (message instanceof HostMessage.Lines lines) {
      return tagged(LINES, StoredFormat.KERNEL_LINES.encode(lines.lines()));
    }
    if (message instanceof HostMessage.Config config) {
      return tagged(CONFIG, StoredFormat.CONFIG_SNAPSHOT.encode(config.snapshot()));
    }
    long at = ((HostMessage.Heartbeat) message).at().toEpochMilli();
    return tagged(HEARTBEAT, ByteBuffer.allocate(Long.BYTES).putLong(at).array());
  }

  private static byte[] tagged(byte tag, byte[] body) {
    byte[] whole = new byte[body.length + 1];
    whole[0] = tag;
    System.arraycopy(body, 0, whole, 1, body.length);
    return whole;
  }

  private static HostMessage decode(byte[] bytes) {
    byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
    return switch (bytes[0]) {
      case LINES -> new HostMessage.Lines(StoredFormat.KERNEL_LINES.decode(body));
      case CONFIG -> new HostMessage.Config(StoredFormat.CONFIG_SNAPSHOT.decode(body));
      case HEARTBEAT ->
          new HostMessage.Heartbeat(Instant.ofEpochMilli(ByteBuffer.wrap(body).getLong()));
      default -> throw new IllegalArgumentException("host message of kind " + bytes[0]);
    };
  }
}
