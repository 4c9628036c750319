package dev.oopsight.topology;

import dev.oopsight.assembly.Gate;
import dev.oopsight.assembly.Intake;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.LineView;
import dev.oopsight.log.Source;
import dev.oopsight.parse.Reason;
import dev.oopsight.topology.Outcome.Reading;
import dev.oopsight.wire.LineSink;
import dev.oopsight.wire.LogReader;
import dev.oopsight.wire.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Reads log records and lets through what can belong to a trace, one message a host and record; and
 * one heartbeat a host and minute, so that a silent host can be told from a healthy one.
 */
final class ReadLines
    implements Processor<byte[], byte[], HostId, Reading<HostMessage>>, LineSink, Intake.Arrival {

  /** What is known of a host goes when nothing came from it for so long, twice that at most. */
  static final Duration FORGOTTEN = Duration.ofHours(1);

  private final LogReader reader;
  private final Origin origin;
  private final Gate gate;
  private final Intake intake;
  private final CommitHook hook;
  private final Letters letters;
  private final PipelineMetrics metrics;
  private final List<Record<HostId, Reading<HostMessage>>> out = new ArrayList<>();

  private ProcessorContext<HostId, Reading<HostMessage>> context;
  private OpenUntil openUntil;
  private HostNames names;
  private Record<byte[], byte[]> record;

  ReadLines(
      LogReader reader,
      Origin origin,
      Gate gate,
      CommitHook hook,
      Letters letters,
      PipelineMetrics metrics) {
    this.reader = reader;
    this.origin = origin;
    this.gate = gate;
    this.intake = new Intake(gate);
    this.hook = hook;
    this.letters = letters;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<HostId, Reading<HostMessage>> processorContext) {
    context = processorContext;
    names = new HostNames(context);
    openUntil = new OpenUntil(context, gate, hook);
    openUntil.restore();
    context.schedule(
        FORGOTTEN, PunctuationType.WALL_CLOCK_TIME, nowMillis -> openUntil.forgetUntouched());
  }

  @Override
  public void process(Record<byte[], byte[]> next) {
    record = next;
    intake.begin(this);
    origin.record(header(next, "host-id"), next.key(), next.timestamp());
    byte[] value = next.value() == null ? new byte[0] : next.value();
    reader.read(value, 0, value.length, origin, this);
    intake.passed().forEach(this::lines);
    openUntil.changed();
    out.forEach(context::forward);
    out.clear();
    metrics.records.increment();
  }

  @Override
  public Instant recordTime() {
    return Instant.ofEpochMilli(Math.max(0, record.timestamp()));
  }

  @Override
  public Instant clock() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  @Override
  public Source.Position position() {
    return positionOf(context.recordMetadata().orElseThrow());
  }

  @Override
  public void line(LineView line) {
    if (line.beginsMinute) heartbeat(line);
    if (!intake.offer(line.host, line)) {
      metrics.benign.increment();
      return;
    }
    metrics.passed.increment();
    if (line.to - line.from > LineView.LONGEST_TEXT) metrics.cut(PipelineMetrics.Cut.LINE, 1);
  }

  private void heartbeat(LineView line) {
    HostId id = names.resolve(line.host);
    long micros = line.wallMicros >= 0 ? line.wallMicros : record.timestamp() * 1_000;
    Instant at = Instant.ofEpochMilli(Math.min(micros / 1_000, context.currentSystemTimeMs()));
    out.add(message(id, new HostMessage.Heartbeat(at)));
  }

  private void lines(String host, List<KernelLine> lines) {
    HostId id = names.resolve(host);
    lines.forEach(line -> metrics.timed(line.time().quality()));
    HostMessage.Lines.inParts(lines).forEach(part -> out.add(message(id, part)));
  }

  private Record<HostId, Reading<HostMessage>> message(HostId host, HostMessage message) {
    metrics.sentToHosts.increment();
    return new Record<>(
        host,
        new Reading.Accepted<>(message),
        context.currentSystemTimeMs(),
        SourceTime.of(record.timestamp()));
  }

  @Override
  public void notOurs() {
    metrics.notOurs.increment();
  }

  @Override
  public void aside(LineView line) {
    intake.aside(line.host, line);
  }

  @Override
  public void refused(Reason reason, int from, int to, String excerpt) {
    byte[] value = record.value();
    byte[] piece =
        value == null || (from == 0 && to == value.length)
            ? value
            : Arrays.copyOfRange(value, from, to);
    DeadLetter letter = letters.letter(record.key(), piece, reason, excerpt, position(), from);
    metrics.refused(letter);
    out.add(
        new Record<>(
            null, new Reading.Refused<>(letter), context.currentSystemTimeMs(), letter.headers()));
  }

  static Source.Position positionOf(RecordMetadata metadata) {
    return new Source.Position(metadata.topic(), metadata.partition(), metadata.offset());
  }

  static byte[] header(Record<?, ?> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }
}
