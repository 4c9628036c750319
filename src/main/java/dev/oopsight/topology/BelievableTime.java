package dev.oopsight.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The timestamp of an input record, as far as it can be one. Clients write what they like, and with
 * Kafka's own extractors a negative number stops the pipeline. A moment of the future stops it,
 * too: a broker takes no record an hour ahead of its clock, and what we write of a record has the
 * record's time.
 *
 * <p>What lies ahead is set to a minute ahead of our clock: still seen to be ahead, and marked so
 * in the quality of the lines' times. A negative time is set to 1970, which says that none is
 * known.
 */
final class BelievableTime implements TimestampExtractor {

  private static final long AHEAD_MILLIS = 60_000;

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return of(record.timestamp(), System.currentTimeMillis());
  }

  /** Milliseconds since 1970. */
  static long of(long recordMillis, long nowMillis) {
    return Math.max(0, Math.min(recordMillis, nowMillis + AHEAD_MILLIS));
  }
}
