package dev.oopsight.topology;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.diagnosis.Severity;
import dev.oopsight.incident.Alert;
import dev.oopsight.incident.Feedback;
import dev.oopsight.incident.FeedbackBook;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.Tally;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.IncidentClass;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Tells which faults are open: seen within the window by our clock, and neither acknowledged nor
 * muted. Whatever comes is passed on, with what it changes of an alert behind it.
 *
 * <p>An old log that is read today opens nothing. What is muted stays an alert that is not told: it
 * is told when the mute ends within the window.
 */
final class KeepAlerts implements Processor<HostId, HostResult, HostId, HostResult> {

  /** How often it is looked whether a window or a mute ended, or somebody said something. */
  static final Duration EVERY = Duration.ofSeconds(5);

  private static final long NOTHING_HEARD = -1;

  private final FeedbackBook feedback;
  private final Duration window;
  private final PipelineMetrics metrics;
  private final Map<Bytes, OpenAlert> open = new HashMap<>();
  private final DueAlerts due = new DueAlerts();
  private long feedbackHeard = NOTHING_HEARD;
  private ProcessorContext<HostId, HostResult> context;
  private KeyValueStore<Bytes, byte[]> alerts;
  private KeyValueStore<Bytes, byte[]> incidents;
  private KeyValueStore<Bytes, byte[]> tallies;

  KeepAlerts(FeedbackBook feedback, Duration window, PipelineMetrics metrics) {
    this.feedback = feedback;
    this.window = window;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<HostId, HostResult> processorContext) {
    context = processorContext;
    alerts = context.getStateStore(Stores.ALERTS);
    incidents = context.getStateStore(Stores.INCIDENTS);
    tallies = context.getStateStore(Stores.TALLIES);
    try (KeyValueIterator<Bytes, byte[]> all = alerts.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> kept = all.next();
        open.put(kept.key, OpenAlert.decode(kept.value));
      }
    }
    metrics.openAlerts.addAndGet(firing());
    context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, nowMillis -> look());
  }

  @Override
  public void close() {
    metrics.openAlerts.addAndGet(-firing());
    open.clear();
    due.clear();
    feedbackHeard = NOTHING_HEARD;
  }

  private int firing() {
    return (int) open.values().stream().filter(alert -> alert.told().isPresent()).count();
  }

  @Override
  public void process(Record<HostId, HostResult> record) {
    context.forward(record);
    record.value().revisions().forEach(this::revised);
  }

  private void revised(KernelIncident incident) {
    if (incident.trace().kind().incidentClass() != IncidentClass.FAULT) return;
    Bytes key = Keys.alert(incident.host(), incident.fingerprints().site());
    OpenAlert known = open.get(key);
    if (known == null) {
      if (isOver(incident.lastAt().at())) return;
      update(key, OpenAlert.of(incident), incident, true);
    } else if (isNewest(incident, known)) {
      update(key, known.and(incident), incident, true);
    }
  }

  private boolean isNewest(KernelIncident incident, OpenAlert known) {
    return incident.id().equals(known.newest())
        || find(known.newest())
            .map(n -> n.firstAt().compareTo(incident.firstAt()) <= 0)
            .orElse(true);
  }

  /** Time passed, or people said something, which may be about any of them. */
  private void look() {
    long said = feedback.changes();
    List<Bytes> timeIsUp = due.take(now());
    boolean heard = said != feedbackHeard;
    feedbackHeard = said;
    for (Bytes key : heard ? List.copyOf(open.keySet()) : timeIsUp) {
      if (open.containsKey(key)) look(key, open.get(key));
    }
  }

  private void look(Bytes key, OpenAlert known) {
    OpenAlert alert = known;
    Optional<KernelIncident> newest = Optional.empty();
    if (isOver(alert.lastAt())) {
      newest = find(alert.newest());
      Optional<Instant> counted = newest.flatMap(this::lastCounted);
      if (counted.isEmpty() || isOver(counted.get())) {
        end(key, alert, newest);
        return;
      }
      alert = alert.lastSeen(counted.get());
      keep(key, alert);
    }
    plan(key, alert);
    if (isQuiet(alert) == alert.told().isPresent()) {
      OpenAlert changed = alert;
      newest.or(() -> find(changed.newest())).ifPresent(i -> update(key, changed, i, false));
    }
  }

  /** Its window or its mute ends next. */
  private void plan(Bytes key, OpenAlert alert) {
    Instant over = alert.lastAt().plus(window);
    Optional<Instant> unmuted = said(alert).muteAt(now()).map(Feedback.Mute::until);
    due.plan(key, unmuted.filter(over::isAfter).orElse(over));
  }

  /** Counts that wait to be published count already. */
  private Optional<Instant> lastCounted(KernelIncident incident) {
    Bytes site = Keys.site(incident.host(), incident.boot(), incident.fingerprints().site());
    return Optional.ofNullable(tallies.get(site))
        .map(StoredFormat.TALLY::decode)
        .filter(tally -> tally.incident().equals(incident.id()))
        .map((Tally tally) -> tally.lastAt().at());
  }

  private void update(Bytes key, OpenAlert alert, KernelIncident newest, boolean revised) {
    Optional<Severity> before = alert.told();
    Optional<Severity> now = isQuiet(alert) ? Optional.empty() : Optional.of(newest.severity());
    keep(key, alert.telling(now));
    if (before.isPresent() != now.isPresent()) {
      metrics.openAlerts.addAndGet(now.isPresent() ? 1 : -1);
    }
    if (now.isPresent() && (revised || before.isEmpty())) {
      Instant until = alert.lastAt().plus(window);
      tell(
          new Alert(
              alert.opened(), true, !now.equals(before), newest, alert.since(), until, now()));
    } else if (now.isEmpty() && before.isPresent()) {
      resolve(alert, newest);
    }
  }

  private void end(Bytes key, OpenAlert alert, Optional<KernelIncident> newest) {
    open.remove(key);
    alerts.delete(key);
    if (alert.told().isEmpty()) return;
    metrics.openAlerts.decrementAndGet();
    newest.ifPresent(incident -> resolve(alert, incident));
  }

  private void resolve(OpenAlert alert, KernelIncident newest) {
    tell(new Alert(alert.opened(), false, true, newest, alert.since(), now(), now()));
  }

  private void tell(Alert alert) {
    HostResult told = new HostResult.Alerted(alert);
    context.forward(new Record<>(alert.newest().host(), told, context.currentSystemTimeMs()));
  }

  private void keep(Bytes key, OpenAlert alert) {
    open.put(key, alert);
    alerts.put(key, alert.encode(context.currentSystemTimeMs()));
    plan(key, alert);
  }

  private boolean isQuiet(OpenAlert alert) {
    Feedback said = said(alert);
    return said.ack().isPresent() || said.muteAt(now()).isPresent();
  }

  /** Of the incident that opened it, of the newest, or of its prints. */
  private Feedback said(OpenAlert alert) {
    return feedback
        .under(FeedbackBook.key(alert.opened()))
        .and(feedback.under(FeedbackBook.key(alert.newest())))
        .and(feedback.under(FeedbackBook.key(alert.site())))
        .and(feedback.under(FeedbackBook.key(alert.mechanism())));
  }

  private Optional<KernelIncident> find(IncidentId id) {
    return Optional.ofNullable(incidents.get(Keys.incident(id)))
        .map(StoredFormat.KERNEL_INCIDENT::decode);
  }

  private boolean isOver(Instant lastAt) {
    return !lastAt.plus(window).isAfter(now());
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
