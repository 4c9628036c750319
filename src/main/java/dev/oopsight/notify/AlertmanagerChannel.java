package dev.oopsight.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.siem.AlertMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells an Alertmanager what is open, as Prometheus does: all of it, again and again, since it
 * keeps alerts in memory alone; what is resolved, until it has taken that. Sending twice does no
 * harm there.
 */
final class AlertmanagerChannel implements Channel {

  static final Duration AGAIN = Duration.ofMinutes(1);

  /** Alerts in one request. */
  static final int MOST = 100;

  private static final Duration NOTHING_TO_DO = Duration.ofSeconds(1);

  private final Sender sender;
  private final Duration deadline;
  private final NoticeMetrics metrics;
  private final Map<String, Known> firing = new LinkedHashMap<>();

  /** By what Alertmanager knows them by: their labels. */
  private final Map<String, Known> resolved = new LinkedHashMap<>();

  private final Backoff backoff = new Backoff();

  /** What was read and not sent yet, ahead of what is sent again. */
  private final Map<String, Known> due = new LinkedHashMap<>();

  private Instant all = Instant.MIN;

  private record Known(int partition, AlertMessage alert) {}

  AlertmanagerChannel(Sender sender, Duration deadline, NoticeMetrics metrics) {
    this.sender = sender;
    this.deadline = deadline;
    this.metrics = metrics;
  }

  @Override
  public boolean startsOver() {
    return true;
  }

  @Override
  public void take(int partition, long offset, String id, Optional<AlertMessage> message) {
    if (message.isEmpty()) {
      firing.remove(id);
      due.remove(id);
      return;
    }
    AlertMessage alert = message.get();
    Known now = new Known(partition, alert);
    Known before = alert.firing() ? firing.put(id, now) : firing.remove(id);
    if (alert.firing()) {
      due.put(id, now);
      resolved.remove(alert.fingerprint());
    } else {
      due.remove(id);
      resolved.put(alert.fingerprint(), now);
    }
    if (before != null && !before.alert().labels().equals(alert.labels())) {
      // To Alertmanager, other labels are another alert.
      AlertMessage over = before.alert().resolvedAt(alert.updatedAt());
      resolved.put(over.fingerprint(), new Known(partition, over));
    }
  }

  @Override
  public void revoked(Set<Integer> partitions) {
    for (Map<String, Known> known : List.of(firing, resolved, due)) {
      known.values().removeIf(one -> partitions.contains(one.partition()));
    }
  }

  @Override
  public void forget() {
    firing.clear();
    resolved.clear();
    due.clear();
  }

  @Override
  public boolean wantsMore() {
    return true;
  }

  @Override
  public Duration work(Instant now) {
    giveUp(now);
    if (due.isEmpty() && !now.isBefore(all)) {
      due.putAll(firing);
      all = now.plus(AGAIN);
    }
    if (due.isEmpty() && resolved.isEmpty()) return NOTHING_TO_DO;
    Duration wait = backoff.left(now);
    if (!wait.isZero()) return wait;
    int over = Math.min(MOST, resolved.size());
    int open = over < MOST ? Math.min(MOST, due.size()) : 0;
    Sender.Result result = sender.send(body(over, open));
    if (result.isTransient()) {
      metrics.again();
      return backoff.failed(now, result.retryAfter());
    }
    metrics.ended(result);
    backoff.reset();
    forgetFirst(over, resolved);
    forgetFirst(open, due);
    return Duration.ZERO;
  }

  private static void forgetFirst(int count, Map<String, Known> known) {
    Iterator<Known> all = known.values().iterator();
    for (int i = 0; i < count; i++) {
      all.next();
      all.remove();
    }
  }

  /** It ends what it does not hear of by itself. */
  private void giveUp(Instant now) {
    Iterator<Known> old = resolved.values().iterator();
    while (old.hasNext()) {
      if (!old.next().alert().updatedAt().plus(deadline).isBefore(now)) continue;
      metrics.gaveUp();
      old.remove();
    }
  }

  private byte[] body(int over, int open) {
    return Stream.concat(resolved.values().stream().limit(over), due.values().stream().limit(open))
        .map(known -> known.alert().toPostable())
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(UTF_8);
  }

  /** What is open is read anew at each start, so nothing needs to be kept. */
  @Override
  public Map<Integer, Long> takeDone() {
    return Map.of();
  }
}
