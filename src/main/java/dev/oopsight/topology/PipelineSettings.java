package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import dev.oopsight.wire.Bounds;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What a site can choose about the pipeline.
 *
 * @param topics their names
 * @param hostPartitions partitions of the internal topic {@code hosts}; fixed at the first start,
 *     since state is spread by it
 * @param inputZone zone of stamps that name none: RFC 3164
 * @param bounds how large input may be
 * @param traceLines a trace is closed at so many lines
 * @param traceChars and at so many characters
 * @param retention how long state is kept
 */
public record PipelineSettings(
    Topics topics,
    int hostPartitions,
    ZoneId inputZone,
    Bounds bounds,
    int traceLines,
    int traceChars,
    Retention retention) {

  /** What is taken where a site says nothing. */
  public static final PipelineSettings DEFAULT =
      new PipelineSettings(
          Topics.DEFAULT, 12, ZoneOffset.UTC, Bounds.DEFAULT, 3_000, 1 << 18, Retention.DEFAULT);

  public PipelineSettings {
    requireNonNull(topics);
    requireNonNull(inputZone);
    requireNonNull(bounds);
    requireNonNull(retention);
    if (hostPartitions < 1 || traceLines < 1 || traceChars < 1) {
      throw new IllegalArgumentException(
          "%d partitions, %d lines, %d characters"
              .formatted(hostPartitions, traceLines, traceChars));
    }
  }
}
