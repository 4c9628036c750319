package dev.oopsight.notify;

import dev.oopsight.siem.AlertMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a webhook of what is news, one alert a request, in order. What it did not take is sent
 * again, waiting longer each time, until the deadline; nothing behind it is done before, so that a
 * restart begins there: it hears of each at least once.
 */
final class WebhookChannel implements Channel {

  /** More than that is read when some of it is done. */
  private static final int MOST_WAITING = 500;

  private static final Duration NOTHING_TO_DO = Duration.ofSeconds(1);

  private final Sender sender;
  private final WebhookBody body;
  private final Duration deadline;
  private final NoticeMetrics metrics;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Integer, Long> done = new HashMap<>();
  private final Backoff backoff = new Backoff();

  private record Waiting(int partition, long offset, Optional<AlertMessage> alert) {}

  WebhookChannel(Sender sender, WebhookBody body, Duration deadline, NoticeMetrics metrics) {
    this.sender = sender;
    this.body = body;
    this.deadline = deadline;
    this.metrics = metrics;
  }

  @Override
  public boolean startsOver() {
    return false;
  }

  @Override
  public void take(int partition, long offset, String id, Optional<AlertMessage> alert) {
    waiting.addLast(new Waiting(partition, offset, alert.filter(AlertMessage::news)));
  }

  @Override
  public void revoked(Set<Integer> partitions) {
    waiting.removeIf(one -> partitions.contains(one.partition()));
    done.keySet().removeAll(partitions);
  }

  @Override
  public void forget() {
    waiting.clear();
    done.clear();
  }

  @Override
  public boolean wantsMore() {
    return waiting.size() < MOST_WAITING;
  }

  @Override
  public Duration work(Instant now) {
    while (!waiting.isEmpty() && waiting.getFirst().alert().isEmpty()) done(waiting.getFirst());
    if (waiting.isEmpty()) return NOTHING_TO_DO;
    Duration wait = backoff.left(now);
    if (!wait.isZero()) return wait;
    Waiting first = waiting.getFirst();
    AlertMessage alert = first.alert().orElseThrow();
    if (alert.updatedAt().plus(deadline).isBefore(now)) {
      metrics.gaveUp();
      backoff.reset();
      done(first);
      return Duration.ZERO;
    }
    Sender.Result result = sender.send(body.of(alert));
    if (result.isTransient()) {
      metrics.again();
      return backoff.failed(now, result.retryAfter());
    }
    metrics.ended(result);
    backoff.reset();
    done(first);
    return Duration.ZERO;
  }

  private void done(Waiting one) {
    waiting.remove(one);
    done.merge(one.partition(), one.offset() + 1, Math::max);
  }

  @Override
  public Map<Integer, Long> takeDone() {
    Map<Integer, Long> told = Map.copyOf(done);
    done.clear();
    return told;
  }
}
