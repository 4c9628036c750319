package dev.oopsight.topology;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.HostConfig;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.grammar.TraceParser;
import dev.oopsight.incident.IncidentBounds;
import dev.oopsight.incident.Incidents;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.Occurrence;
import dev.oopsight.log.HostId;
import dev.oopsight.log.TraceText;
import dev.oopsight.trace.KernelTrace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads finished traces, joins each with its host's config as of then, and keeps the incidents. */
final class KeepIncidents implements Processor<HostId, HostEvent, HostId, KernelIncident> {

  private final TraceParser parser;
  private final KnowledgeBase knowledge;
  private final IncidentBounds bounds;
  private final PipelineMetrics metrics;
  private ProcessorContext<HostId, KernelIncident> context;
  private Incidents incidents;
  private KeyValueStore<Bytes, byte[]> versions;
  private KeyValueStore<Bytes, byte[]> confirmed;
  private KeyValueStore<Bytes, byte[]> hosts;

  KeepIncidents(
      TraceParser parser, KnowledgeBase knowledge, IncidentBounds bounds, PipelineMetrics metrics) {
    this.parser = parser;
    this.knowledge = knowledge;
    this.bounds = bounds;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<HostId, KernelIncident> processorContext) {
    context = processorContext;
    incidents =
        new Incidents(
            (trace, config) -> knowledge.examine(trace, config, metrics::ruleBroke),
            new StoreLedger(context),
            bounds);
    versions = context.getStateStore(Stores.CONFIG_VERSIONS);
    confirmed = context.getStateStore(Stores.CONFIG_CONFIRMED);
    hosts = context.getStateStore(Stores.HOSTS);
  }

  @Override
  public void process(Record<HostId, HostEvent> record) {
    HostId host = record.key();
    HostEvent event = record.value();
    if (event instanceof HostEvent.Trace trace) {
      heard(host, trace.text().endedAt().at());
      read(trace.text());
    } else if (event instanceof HostEvent.Config config) {
      observe(config.snapshot());
    } else if (event instanceof HostEvent.Heard heard) {
      heard(host, heard.at());
    }
  }

  private void read(TraceText text) {
    metrics.ended(text.ending());
    Optional<KernelTrace> trace = parser.parse(text);
    if (trace.isEmpty()) {
      metrics.unreadTraces.increment();
      return;
    }
    metrics.trace(trace.get().kind());
    incidents
        .add(Occurrence.of(text, trace.get()), config(text.host()))
        .revision()
        .ifPresent(this::publish);
  }

  private void observe(ConfigSnapshot snapshot) {
    HostConfig config = config(snapshot.host());
    List<HostConfig.Interval> changed = config.observe(snapshot);
    incidents.configCame(snapshot.host(), changed, config).forEach(this::publish);
    HostHeard known = heard(snapshot.host());
    keep(snapshot.host(), known.configSeen(snapshot.collectedAt()));
  }

  private void heard(HostId host, Instant at) {
    keep(host, heard(host).lineHeard(at));
  }

  private HostHeard heard(HostId host) {
    byte[] stored = hosts.get(Keys.host(host));
    return stored == null ? HostHeard.NEVER : HostHeard.decode(stored);
  }

  private void keep(HostId host, HostHeard heard) {
    hosts.put(Keys.host(host), heard.encode());
  }

  private HostConfig config(HostId host) {
    return new HostConfig(new StoreHistory(host, versions, confirmed));
  }

  private void publish(KernelIncident revision) {
    metrics.revision(revision);
    context.forward(new Record<>(revision.host(), revision, context.currentSystemTimeMs()));
  }
}
