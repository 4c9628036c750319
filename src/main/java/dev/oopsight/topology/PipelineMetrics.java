package dev.oopsight.topology;

import dev.oopsight.diagnosis.RuleFault;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.parse.Reason;
import dev.oopsight.trace.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the pipeline counts. Labels are closed lists: never a host. */
public final class PipelineMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineMetrics.class);

  final Counter records;
  final Counter sentToHosts;
  final Counter receivedByHosts;
  final Counter passed;
  final Counter benign;
  final Counter notOurs;
  final Counter snapshots;
  final Counter unreadTraces;
  final Counter configChanges;
  final Counter expiredIncidents;
  private final Counter brokenRules;
  private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
  private final Map<Kind, Counter> traces = new EnumMap<>(Kind.class);
  private final Map<KernelIncident.Change, Counter> revisions =
      new EnumMap<>(KernelIncident.Change.class);

  private final AtomicInteger openTraces = new AtomicInteger();

  public PipelineMetrics(MeterRegistry registry) {
    records =
        Counter.builder("oopsight.records")
            .description("Input records read, logs and configs")
            .register(registry);
    sentToHosts = messages(registry, "sent");
    receivedByHosts = messages(registry, "received");
    Gauge.builder("oopsight.traces.open", openTraces, AtomicInteger::get)
        .description("Traces whose end has not been seen")
        .register(registry);
    passed = lines(registry, "passed", "Kernel lines that can belong to a trace");
    benign = lines(registry, "benign", "Kernel lines that were counted and left");
    notOurs = lines(registry, "not_ours", "Lines that no kernel printed");
    snapshots =
        Counter.builder("oopsight.config.snapshots")
            .description("Config snapshots read")
            .register(registry);
    brokenRules =
        Counter.builder("oopsight.rules.broken")
            .description("Times that a rule broke while judging and was left out")
            .register(registry);
    unreadTraces =
        Counter.builder("oopsight.traces.unread")
            .description("Traces in which no kind was recognised")
            .register(registry);
    configChanges =
        Counter.builder("oopsight.config.changes")
            .description("Settings that were seen to change")
            .register(registry);
    expiredIncidents =
        Counter.builder("oopsight.incidents.expired")
            .description("Incidents that were forgotten")
            .register(registry);
    for (Reason reason : Reason.values()) {
      refused.put(
          reason,
          Counter.builder("oopsight.refused")
              .description("Pieces of input sent to the dead letters")
              .tag("reason", reason.label())
              .register(registry));
    }
    for (Kind kind : Kind.values()) {
      traces.put(
          kind,
          Counter.builder("oopsight.traces")
              .description("Traces read")
              .tag("kind", kind.id())
              .register(registry));
    }
    for (KernelIncident.Change change : KernelIncident.Change.values()) {
      revisions.put(
          change,
          Counter.builder("oopsight.incident.revisions")
              .description("Revisions of incidents published")
              .tag("change", change.id())
              .register(registry));
    }
  }

  private static Counter messages(MeterRegistry registry, String side) {
    return Counter.builder("oopsight.host.messages")
        .description("Messages that crossed from the reading stage to the host stage")
        .tag("side", side)
        .register(registry);
  }

  private static Counter lines(MeterRegistry registry, String fate, String what) {
    return Counter.builder("oopsight.lines").description(what).tag("fate", fate).register(registry);
  }

  /** Whether everything was worked off that the given number of input records led to. */
  public boolean isIdleAfter(long inputRecords) {
    return records.count() >= inputRecords
        && receivedByHosts.count() >= sentToHosts.count()
        && openTraces.get() == 0;
  }

  void openTraces(int difference) {
    openTraces.addAndGet(difference);
  }

  void refused(Reason reason) {
    refused.get(reason).increment();
  }

  void ruleBroke(RuleFault fault) {
    brokenRules.increment();
    LOG.warn("a rule broke and is left out: {}", fault);
  }

  void trace(Kind kind) {
    traces.get(kind).increment();
  }

  void revision(KernelIncident revision) {
    revisions.get(revision.change()).increment();
  }
}
