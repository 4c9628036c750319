package dev.oopsight.topology;

import dev.oopsight.config.ConfigChange;
import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.HostConfig;
import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.grammar.TraceParser;
import dev.oopsight.incident.IncidentBounds;
import dev.oopsight.incident.Incidents;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.Occurrence;
import dev.oopsight.log.HostId;
import dev.oopsight.log.TraceText;
import dev.oopsight.trace.IncidentClass;
import dev.oopsight.trace.KernelTrace;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads finished traces, joins each with its host's config as of then, and keeps the incidents. */
final class KeepIncidents implements Processor<HostId, HostEvent, HostId, HostResult> {

  private final TraceParser parser;
  private final LiveRules rules;
  private final IncidentBounds bounds;
  private final Retention retention;
  private final boolean notices;
  private final HostsHeard hostsHeard;
  private final PipelineMetrics metrics;
  private ProcessorContext<HostId, HostResult> context;
  private Incidents incidents;
  private KeyValueStore<Bytes, byte[]> versions;
  private KeyValueStore<Bytes, byte[]> confirmed;
  private KeyValueStore<Bytes, byte[]> hosts;
  private HostsHeard.OfPartition heard;

  KeepIncidents(
      TraceParser parser,
      LiveRules rules,
      IncidentBounds bounds,
      Retention retention,
      boolean notices,
      HostsHeard hostsHeard,
      PipelineMetrics metrics) {
    this.parser = parser;
    this.rules = rules;
    this.bounds = bounds;
    this.retention = retention;
    this.notices = notices;
    this.hostsHeard = hostsHeard;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<HostId, HostResult> processorContext) {
    context = processorContext;
    StoreLedger ledger = new StoreLedger(context);
    incidents =
        new Incidents(
            (trace, config) -> rules.inForce().examine(trace, config, metrics::ruleBroke),
            ledger,
            bounds);
    versions = context.getStateStore(Stores.CONFIG_VERSIONS);
    confirmed = context.getStateStore(Stores.CONFIG_CONFIRMED);
    hosts = context.getStateStore(Stores.HOSTS);
    heard = hostsHeard.open(context.taskId().partition(), hosts);
    Expiry expiry = new Expiry(retention, ledger, heard, context);
    context.schedule(
        Expiry.EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        nowMillis -> expiry.look(nowMillis, this::silent, this::expired));
  }

  @Override
  public void close() {
    if (heard != null) heard.close();
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
    if (!notices && trace.get().kind().incidentClass() == IncidentClass.NOTICE) {
      metrics.leftNotices.increment();
      return;
    }
    HostId host = text.host();
    apply(host, incidents.add(Occurrence.of(text, trace.get()), config(host)));
  }

  private void apply(HostId host, Incidents.Recorded recorded) {
    recorded.revisions().forEach(this::publish);
    if (recorded.due().isPresent()) keep(host, heard(host).waitingUntil(recorded.due()));
  }

  private void observe(ConfigSnapshot snapshot) {
    HostConfig config = config(snapshot.host());
    HostConfig.Observed observed = config.observe(snapshot);
    for (ConfigChange change : observed.changes()) {
      metrics.configChanges.increment();
      forward(snapshot.host(), new HostResult.Changed(change));
    }
    incidents.configCame(snapshot.host(), observed.intervals(), config).forEach(this::publish);
    HostHeard known = heard(snapshot.host());
    keep(snapshot.host(), known.configSeen(snapshot.collectedAt()));
  }

  private void heard(HostId host, Instant at) {
    HostHeard known = heard(host).lineHeard(at);
    boolean due = known.isDueAt(at);
    keep(host, due ? known.nothingDue() : known);
    if (due) apply(host, incidents.heard(host, at));
  }

  /** Nothing came of the host for long: what was counted does not wait for its next word. */
  private void silent(HostId host) {
    keep(host, heard(host).nothingDue());
    apply(host, incidents.heard(host, Instant.MAX));
  }

  private HostHeard heard(HostId host) {
    byte[] stored = hosts.get(Keys.host(host));
    return stored == null ? HostHeard.NEVER : HostHeard.decode(stored);
  }

  private void keep(HostId host, HostHeard known) {
    hosts.put(Keys.host(host), known.encode(context.currentSystemTimeMs()));
    heard.keep(host, known);
  }

  private HostConfig config(HostId host) {
    return new HostConfig(
        StoreHistory.toWrite(host, versions, confirmed, context.currentSystemTimeMs()));
  }

  private void publish(KernelIncident revision) {
    metrics.revision(revision);
    forward(revision.host(), new HostResult.Revision(revision));
  }

  private void expired(Expiry.Expired expired) {
    metrics.expiredIncidents.increment();
    forward(expired.host(), new HostResult.Expired(expired.id()));
  }

  private void forward(HostId host, HostResult result) {
    context.forward(new Record<>(host, result, context.currentSystemTimeMs()));
  }
}
