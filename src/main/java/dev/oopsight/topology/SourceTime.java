package dev.oopsight.topology;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * When a message's source record was written, in a header.
 *
 * <p>The records that we write ourselves carry our clock and never the time of an event: a broker
 * forgets a producer, and with it what makes writing exactly-once, by the timestamps of the
 * producer's records, and deletes by them, too. A log of last year would lose its state as it is
 * read.
 */
final class SourceTime {

  private static final String HEADER = "source-time";

  private SourceTime() {}

  /** Milliseconds since 1970. */
  static Headers of(long millis) {
    byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    return new RecordHeaders().add(HEADER, value);
  }

  /** The reverse; 1970 where there is none. */
  static long in(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null ? 0 : ByteBuffer.wrap(header.value()).getLong();
  }
}
