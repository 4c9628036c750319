package dev.oopsight.embedded;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One record that a shipper or a collector of the sample fleet sends.
 *
 * @param input which input topic it goes to
 * @param key of the record
 * @param headers by name, in order
 * @param value the record's bytes, which nobody may change
 * @param timestamp of the record, in the story's own time
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and Kafka takes an array
public record SampleRecord(
    Input input,
    Optional<String> key,
    Map<String, String> headers,
    byte[] value,
    Instant timestamp) {

  /** The two input topics. */
  public enum Input {
    LOGS,
    CONFIGS
  }

  public SampleRecord {
    requireNonNull(input);
    requireNonNull(key);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    requireNonNull(value);
    requireNonNull(timestamp);
  }
}
