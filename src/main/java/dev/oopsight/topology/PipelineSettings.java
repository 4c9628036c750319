package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import dev.oopsight.assembly.AssemblyBounds;
import dev.oopsight.incident.IncidentBounds;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.wire.Bounds;
import dev.oopsight.wire.ConfigBounds;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What a site can choose about the pipeline.
 *
 * @param topics their names
 * @param hostPartitions partitions of the internal topic {@code hosts}; fixed at the first start,
 *     since state is spread by it
 * @param inputZone zone of stamps that name none: RFC 3164
 * @param limits how large everything may be
 * @param retention how long state is kept
 * @param notices whether incidents are published that are no faults
 * @param redaction what is taken out of all that is published
 * @param alerts what people on call are told
 */
public record PipelineSettings(
    Topics topics,
    int hostPartitions,
    ZoneId inputZone,
    Limits limits,
    Retention retention,
    boolean notices,
    Redaction redaction,
    AlertSettings alerts) {

  /** With alerts as where a site says nothing. */
  public PipelineSettings(
      Topics topics,
      int hostPartitions,
      ZoneId inputZone,
      Limits limits,
      Retention retention,
      boolean notices,
      Redaction redaction) {
    this(
        topics,
        hostPartitions,
        inputZone,
        limits,
        retention,
        notices,
        redaction,
        AlertSettings.DEFAULT);
  }

  /** The same with other alerts. */
  public PipelineSettings alerting(AlertSettings wanted) {
    return new PipelineSettings(
        topics, hostPartitions, inputZone, limits, retention, notices, redaction, wanted);
  }

  /**
   * How large everything may be, and how long more of it is waited for.
   *
   * @param input records and lines
   * @param config snapshots
   * @param assembly traces
   * @param incident what is published
   * @param letterBytes of a refused piece in a dead letter: what is longer is cut
   * @param keptPercent of the heap, that kept lines of all hosts may take
   */
  public record Limits(
      Bounds input,
      ConfigBounds config,
      AssemblyBounds assembly,
      IncidentBounds incident,
      int letterBytes,
      int keptPercent) {

    /** What is taken where a site says nothing; a letter fits a topic of Kafka's default limits. */
    public static final Limits DEFAULT =
        new Limits(
            Bounds.DEFAULT,
            ConfigBounds.DEFAULT,
            AssemblyBounds.DEFAULT,
            IncidentBounds.DEFAULT,
            900 << 10,
            25);

    public Limits {
      requireNonNull(input);
      requireNonNull(config);
      requireNonNull(assembly);
      requireNonNull(incident);
      if (letterBytes < 0) throw new IllegalArgumentException("a letter of " + letterBytes);
      if (keptPercent < 1 || keptPercent > 100) {
        throw new IllegalArgumentException(keptPercent + " percent of the heap");
      }
    }

    /** The same with another size of dead letters. */
    public Limits withLetters(int bytes) {
      return new Limits(input, config, assembly, incident, bytes, keptPercent);
    }
  }

  /** What is taken where a site says nothing. */
  public static final PipelineSettings DEFAULT =
      new PipelineSettings(
          Topics.DEFAULT,
          12,
          ZoneOffset.UTC,
          Limits.DEFAULT,
          Retention.DEFAULT,
          true,
          Redaction.NONE);

  /** The same with something taken out of all that is published. */
  public PipelineSettings redacting(Redaction wanted) {
    return new PipelineSettings(
        topics, hostPartitions, inputZone, limits, retention, notices, wanted, alerts);
  }

  /** The share that one of the host partitions has of what may be kept of lines. */
  AssemblyBounds assembly() {
    long heap = Runtime.getRuntime().maxMemory();
    long all = heap / 100 * limits.keptPercent();
    return limits.assembly().keeping(Math.max(1, all / hostPartitions));
  }

  public PipelineSettings {
    requireNonNull(topics);
    requireNonNull(inputZone);
    requireNonNull(limits);
    requireNonNull(retention);
    requireNonNull(redaction);
    requireNonNull(alerts);
    if (hostPartitions < 1) throw new IllegalArgumentException(hostPartitions + " partitions");
  }
}
