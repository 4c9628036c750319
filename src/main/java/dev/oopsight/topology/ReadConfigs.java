package dev.oopsight.topology;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.log.HostId;
import dev.oopsight.parse.Parsed;
import dev.oopsight.topology.Outcome.Reading;
import dev.oopsight.wire.ConfigReader;
import dev.oopsight.wire.Origin;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Reads config snapshots. What was collected in our future is taken as collected now. */
final class ReadConfigs implements Processor<byte[], byte[], HostId, Reading<HostMessage>> {

  private final ConfigReader reader;
  private final Origin origin;
  private final Letters letters;
  private final PipelineMetrics metrics;
  private ProcessorContext<HostId, Reading<HostMessage>> context;
  private HostNames names;

  ReadConfigs(ConfigReader reader, Origin origin, Letters letters, PipelineMetrics metrics) {
    this.reader = reader;
    this.origin = origin;
    this.letters = letters;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<HostId, Reading<HostMessage>> processorContext) {
    context = processorContext;
    names = new HostNames(context);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    origin.record(ReadLines.header(record, "host-id"), record.key(), record.timestamp());
    byte[] value = record.value() == null ? new byte[0] : record.value();
    Parsed<ConfigSnapshot> parsed = reader.read(value, origin);
    context.forward(
        parsed.fold(accepted -> accept(record, accepted.value()), no -> refuse(record, no)));
    metrics.records.increment();
  }

  private Record<HostId, Reading<HostMessage>> accept(
      Record<byte[], byte[]> record, ConfigSnapshot snapshot) {
    metrics.snapshots.increment();
    metrics.cut(PipelineMetrics.Cut.CONFIG_VALUE, reader.valuesCut());
    metrics.sentToHosts.increment();
    HostId host = names.resolve(snapshot.host().value());
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    Instant at = snapshot.collectedAt().isAfter(now) ? now : snapshot.collectedAt();
    HostMessage message =
        new HostMessage.Config(new ConfigSnapshot(host, at, snapshot.observations()));
    return new Record<>(
        host,
        new Reading.Accepted<>(message),
        context.currentSystemTimeMs(),
        SourceTime.of(record.timestamp()));
  }

  private Record<HostId, Reading<HostMessage>> refuse(
      Record<byte[], byte[]> record, Parsed.Rejected<ConfigSnapshot> no) {
    DeadLetter letter =
        letters.letter(
            record.key(),
            record.value(),
            no.reason(),
            no.excerpt(),
            ReadLines.positionOf(context.recordMetadata().orElseThrow()),
            no.offset());
    metrics.refused(letter);
    return new Record<>(
        null, new Reading.Refused<>(letter), context.currentSystemTimeMs(), letter.headers());
  }
}
