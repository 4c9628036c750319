package dev.oopsight.notify;

import static java.util.Objects.requireNonNull;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.query.LiveIncidents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live incidents of all partitions, from the topic on which they are published: so every instance
 * tells the same, and nothing before it is committed. The topic is read only while somebody
 * listens, and a minute longer, by one reader for all.
 */
public final class IncidentFeed implements LiveIncidents {

  private static final Logger LOG = LoggerFactory.getLogger(IncidentFeed.class);

  /** As many may listen at once. */
  static final int MOST_LISTENERS = 64;

  /** So many revisions are kept for those who are slow, or come back. */
  static final int KEPT = 1_000;

  private static final long LINGER_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> client;
  private final String topic;
  private final Function<byte[], KernelIncident> decoder;
  private final AtomicInteger listeners = new AtomicInteger();
  private final Counter unread;
  private volatile long lastLeft;
  private volatile boolean closed;
  private EventRing ring;
  private Thread reader;

  /**
   * Reads nothing yet.
   *
   * @param client settings of a consumer; group and isolation are ours
   * @param topic with every revision of every incident
   * @param decoder of its values, used by one thread at a time
   */
  public IncidentFeed(
      Map<String, Object> client,
      String topic,
      Function<byte[], KernelIncident> decoder,
      MeterRegistry meters) {
    this.client = Map.copyOf(client);
    this.topic = requireNonNull(topic);
    this.decoder = requireNonNull(decoder);
    Gauge.builder("oopsight.stream.listeners", listeners, AtomicInteger::get)
        .description("Who listens to live incidents")
        .register(meters);
    unread =
        Counter.builder("oopsight.stream.unread")
            .description("Published revisions that could not be read for the stream")
            .register(meters);
  }

  @Override
  public synchronized Optional<Listener> listen(Optional<String> after) {
    if (closed || listeners.get() >= MOST_LISTENERS) return Optional.empty();
    Optional<Positions> known = after.flatMap(Positions::of);
    try {
      if (ring == null) start(known);
      Listener one = after.isEmpty() ? ring.listenFromNow(this::left) : resumed(known);
      listeners.incrementAndGet();
      return Optional.of(one);
    } catch (KafkaException e) {
      LOG.warn("live incidents cannot be read: {}", e.toString());
      return Optional.empty();
    }
  }

  /** One that was here before hears what came since, as far as that is not too much. */
  private Listener resumed(Optional<Positions> known) {
    Positions begin = ring.begin();
    if (known.isEmpty()) return ring.listen(begin, List.of(gap(begin)), this::left);
    if (ring.has(known.get())) return ring.listen(known.get(), List.of(), this::left);
    try (TopicReader history = new TopicReader(client, topic)) {
      if (!history.has(known.get())) return ring.listen(begin, List.of(gap(begin)), this::left);
      List<Event> before = history.between(known.get(), begin, KEPT, this::revision);
      return ring.listen(known.get(), before, this::left);
    }
  }

  private static Event gap(Positions at) {
    return new Event(at.toString(), Optional.empty(), -1);
  }

  private void start(Optional<Positions> from) {
    TopicReader source = new TopicReader(client, topic);
    try {
      EventRing filled = new EventRing(KEPT, source.seek(from, KEPT));
      reader = new Thread(() -> read(source, filled), "live-incidents");
      reader.setDaemon(true);
      reader.start();
      ring = filled;
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private void read(TopicReader source, EventRing into) {
    try (source) {
      while (!closed && !isIdle(into)) {
        source.poll(POLL, this::revision, into::add);
      }
    } catch (KafkaException e) {
      LOG.warn("live incidents cannot be read; listeners are cut off and may come back", e);
    } catch (RuntimeException e) {
      LOG.error("our own code broke over live incidents", e);
    } finally {
      forget(into);
    }
  }

  /** Whether nobody listens any more: then the ring is given up in the same moment. */
  private synchronized boolean isIdle(EventRing mine) {
    if (listeners.get() > 0 || System.nanoTime() - lastLeft < LINGER_NANOS) return false;
    if (ring == mine) ring = null;
    return true;
  }

  private void forget(EventRing mine) {
    synchronized (this) {
      if (ring == mine) ring = null;
    }
    mine.end();
  }

  private Optional<Revision> revision(byte[] value) {
    try {
      synchronized (decoder) {
        return Optional.of(Revision.of(decoder.apply(value)));
      }
    } catch (RuntimeException e) {
      if (unread.count() == 0) LOG.warn("a published revision cannot be read for the stream", e);
      unread.increment();
      return Optional.empty();
    }
  }

  private void left() {
    lastLeft = System.nanoTime();
    listeners.decrementAndGet();
  }

  @Override
  public void end() {
    closed = true;
    Thread running;
    synchronized (this) {
      if (ring != null) ring.end();
      running = reader;
    }
    try {
      if (running != null) running.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
