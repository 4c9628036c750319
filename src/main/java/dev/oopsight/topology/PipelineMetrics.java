package dev.oopsight.topology;

import dev.oopsight.diagnosis.RuleFault;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.EventTime.Quality;
import dev.oopsight.log.TraceText.Ending;
import dev.oopsight.parse.Reason;
import dev.oopsight.trace.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the pipeline counts. Labels are closed lists: never a host. */
public final class PipelineMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineMetrics.class);

  /** What can be longer than its bound and is cut, rather than refused. */
  enum Cut {
    LINE,
    CONFIG_VALUE,
    INCIDENT_TEXT,
    INCIDENT_LIST,
    DEAD_LETTER
  }

  final Counter records;
  final Counter sentToHosts;
  final Counter receivedByHosts;
  final Counter passed;
  final Counter benign;
  final Counter notOurs;
  final Counter snapshots;
  final Counter unreadTraces;
  final Counter leftNotices;
  final Counter givenUp;
  final Counter configChanges;
  final Counter expiredIncidents;
  private final Counter brokenRules;
  private final Map<Reason, Counter> refused;
  private final Map<Kind, Counter> traces;
  private final Map<KernelIncident.Change, Counter> revisions;
  private final Map<Cut, Counter> cuts;
  private final Map<Ending, Counter> endings;
  private final Map<Quality, Counter> timed;

  private final Map<String, Long> breaks = new ConcurrentHashMap<>();

  private final AtomicInteger openTraces = new AtomicInteger();
  final AtomicInteger openAlerts = new AtomicInteger();

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
    Gauge.builder("oopsight.incidents.open", openAlerts, AtomicInteger::get)
        .description("Faults of this instance's hosts that are open")
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
    givenUp =
        Counter.builder("oopsight.lines.given.up")
            .description("Kept lines that were given up early, since all together took too much")
            .register(registry);
    unreadTraces =
        Counter.builder("oopsight.traces.unread")
            .description("Traces in which no kind was recognised")
            .register(registry);
    leftNotices =
        Counter.builder("oopsight.notices.left")
            .description("Notices that were read and left, since they are switched off")
            .register(registry);
    configChanges =
        Counter.builder("oopsight.config.changes")
            .description("Settings that were seen to change")
            .register(registry);
    expiredIncidents =
        Counter.builder("oopsight.incidents.expired")
            .description("Incidents that were forgotten")
            .register(registry);
    refused =
        each(
            Reason.class,
            reason ->
                Counter.builder("oopsight.refused")
                    .description("Pieces of input sent to the dead letters")
                    .tag("reason", reason.label())
                    .register(registry));
    traces =
        each(
            Kind.class,
            kind ->
                Counter.builder("oopsight.traces")
                    .description("Traces read")
                    .tag("kind", kind.id())
                    .register(registry));
    revisions =
        each(
            KernelIncident.Change.class,
            change ->
                Counter.builder("oopsight.incident.revisions")
                    .description("Revisions of incidents published")
                    .tag("change", change.id())
                    .register(registry));
    cuts =
        each(
            Cut.class,
            what ->
                Counter.builder("oopsight.cut")
                    .description("Pieces that were longer than their bound, and cut")
                    .tag("what", label(what))
                    .register(registry));
    endings =
        each(
            Ending.class,
            ending ->
                Counter.builder("oopsight.traces.ended")
                    .description("Traces that went out, by why no further line was waited for")
                    .tag("ending", label(ending))
                    .register(registry));
    timed =
        each(
            Quality.class,
            quality ->
                Counter.builder("oopsight.lines.timed")
                    .description("Lines that passed, by where their wall-clock time comes from")
                    .tag("quality", label(quality))
                    .register(registry));
  }

  private static <E extends Enum<E>> Map<E, Counter> each(
      Class<E> labels, Function<E, Counter> counter) {
    Map<E, Counter> counters = new EnumMap<>(labels);
    for (E label : labels.getEnumConstants()) counters.put(label, counter.apply(label));
    return counters;
  }

  private static String label(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT);
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

  void refused(DeadLetter letter) {
    refused.get(letter.reason()).increment();
    if (letter.isCut()) cut(Cut.DEAD_LETTER, 1);
  }

  void cut(Cut what, int times) {
    if (times > 0) cuts.get(what).increment(times);
  }

  void ended(Ending ending) {
    endings.get(ending).increment();
  }

  void timed(Quality quality) {
    timed.get(quality).increment();
  }

  void ruleBroke(RuleFault fault) {
    brokenRules.increment();
    // One that always breaks does so with every trace of its kind.
    long times = breaks.merge(fault.rule(), 1L, Long::sum);
    if (times == 1 || times % 1_000 == 0) {
      LOG.warn("a rule broke and is left out, {} times so far: {}", times, fault);
    }
  }

  void trace(Kind kind) {
    traces.get(kind).increment();
  }

  void revision(KernelIncident revision) {
    revisions.get(revision.change()).increment();
    if (revision.text().isCut()) cut(Cut.INCIDENT_TEXT, 1);
    cut(Cut.INCIDENT_LIST, revision.cuts().size());
  }
}
