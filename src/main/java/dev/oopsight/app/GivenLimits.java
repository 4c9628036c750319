package dev.oopsight.app;

import dev.oopsight.assembly.AssemblyBounds;
import dev.oopsight.incident.IncidentBounds;
import dev.oopsight.topology.PipelineSettings.Limits;
import dev.oopsight.wire.Bounds;
import dev.oopsight.wire.ConfigBounds;
import java.time.Duration;

/**
 * The limits among the settings. What they may be is such that everything of ours still fits the
 * topics that we make for ourselves: a snapshot of config, and the lines that are kept of a host.
 */
final class GivenLimits {

  private static final int LEAST_BYTES = 1024;
  private static final int LARGEST_RECORD = 64 << 20;
  private static final int LARGEST_SNAPSHOT = 4 << 20;
  private static final int LONGEST_VALUE = 65_536;
  private static final int MOST_KEYS = 1_000_000;
  private static final int MOST_LINES = 20_000;
  private static final int MOST_CHARS = 1 << 19;
  private static final int LEAST_INCIDENT = 64 << 10;
  private static final int LARGEST_INCIDENT = 4 << 20;
  private static final int LONGEST_LIST = 100_000;
  private static final Duration LONGEST_BEFORE = Duration.ofDays(90);
  private static final int MOST_PERCENT = 75;
  private static final int MOST_OPEN_LINES = 1000;

  private GivenLimits() {}

  static Limits read(GivenSettings given) {
    int record = given.number(Setting.INPUT_RECORD_BYTES, LEAST_BYTES, LARGEST_RECORD);
    int line = given.number(Setting.INPUT_LINE_BYTES, LEAST_BYTES, LARGEST_RECORD);
    int incident = given.number(Setting.INCIDENT_BYTES, LEAST_INCIDENT, LARGEST_INCIDENT);
    int text = given.number(Setting.INCIDENT_TEXT_BYTES, LEAST_BYTES, LARGEST_INCIDENT);
    return new Limits(
        new Bounds(
            record,
            within(Setting.INPUT_RECORD_BYTES, record, Setting.INPUT_LINE_BYTES, line, given)),
        new ConfigBounds(
            given.number(Setting.CONFIG_BYTES, LEAST_BYTES, LARGEST_SNAPSHOT),
            given.number(Setting.CONFIG_KEYS, 1, MOST_KEYS),
            given.number(Setting.CONFIG_VALUE_CHARS, 1, LONGEST_VALUE)),
        assembly(given),
        new IncidentBounds(
            incident,
            within(Setting.INCIDENT_BYTES, incident, Setting.INCIDENT_TEXT_BYTES, text, given),
            given.number(Setting.INCIDENT_LIST_LENGTH, 1, LONGEST_LIST),
            given.duration(Setting.INCIDENT_CHANGES_WITHIN, Duration.ZERO, LONGEST_BEFORE)),
        Limits.DEFAULT.letterBytes(),
        given.number(Setting.TRACE_KEPT_HEAP, 1, MOST_PERCENT));
  }

  private static AssemblyBounds assembly(GivenSettings given) {
    return new AssemblyBounds(
        given.number(Setting.TRACE_LINES, 1, MOST_LINES),
        given.number(Setting.TRACE_CHARS, LEAST_BYTES, MOST_CHARS),
        given.duration(Setting.TRACE_SILENCE, Duration.ofMillis(100), Duration.ofMinutes(1)),
        given.duration(Setting.TRACE_AMENDABLE, Duration.ZERO, Duration.ofHours(1)),
        given.duration(Setting.TRACE_OPEN, Duration.ZERO, Duration.ofSeconds(10)),
        given.number(Setting.TRACE_OPEN_LINES, 0, MOST_OPEN_LINES),
        AssemblyBounds.DEFAULT.keptBytes());
  }

  private static int within(
      Setting whole, int wholeBytes, Setting part, int partBytes, GivenSettings given) {
    if (partBytes <= wholeBytes) return partBytes;
    given.fault(
        part.key(),
        "%s must be at most %s, which is %d".formatted(part.key(), whole.key(), wholeBytes));
    return wholeBytes;
  }
}
