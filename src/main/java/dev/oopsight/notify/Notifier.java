package dev.oopsight.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.siem.AlertMessage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver of alerts, on a thread of its own: it reads their topic, committed, in a
 * consumer group of its own, which spreads the work over instances. Whatever the receiver does, the
 * pipeline and other receivers go on.
 */
public final class Notifier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  /** After Kafka failed. */
  private static final long AGAIN_SECONDS = 10;

  private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

  private final Map<String, Object> client;
  private final String topic;
  private final Channel channel;
  private final InstantSource clock;
  private final Thread thread;
  private volatile boolean closed;
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  private Notifier(
      Map<String, Object> client, String topic, String name, Channel channel, InstantSource clock) {
    this.client = client;
    this.topic = topic;
    this.channel = channel;
    this.clock = clock;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /**
   * Starts.
   *
   * @param client settings of a consumer
   * @param groups beginning of the names of consumer groups: {@code application.id}
   * @param topic of alerts
   * @param deadline for so long a notice is tried
   * @param publicUrl of the page
   * @throws dev.oopsight.access.CannotGuard where the certificates that it names cannot be read
   */
  public static Notifier start(
      Map<String, Object> client,
      String groups,
      String topic,
      Receiver receiver,
      Duration deadline,
      Optional<String> publicUrl,
      MeterRegistry meters) {
    Sender sender = new Sender(receiver);
    NoticeMetrics metrics = new NoticeMetrics(meters, receiver.form());
    Channel channel =
        receiver.form() == Receiver.Form.WEBHOOK
            ? new WebhookChannel(sender, new WebhookBody(publicUrl), deadline, metrics)
            : new AlertmanagerChannel(sender, deadline, metrics);
    Map<String, Object> settings = new HashMap<>(client);
    String name = receiver.form().id() + "-" + shortName(receiver);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, groups + "-" + name);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    Notifier notifier = new Notifier(settings, topic, name, channel, InstantSource.system());
    notifier.thread.start();
    return notifier;
  }

  /**
   * Twelve digits of the URL: a receiver keeps its place over restarts, and is not told by name.
   */
  private static String shortName(Receiver receiver) {
    return UUID.nameUUIDFromBytes(receiver.url().toString().getBytes(UTF_8))
        .toString()
        .substring(24);
  }

  private void run() {
    while (!closed) {
      ByteArrayDeserializer bytes = new ByteArrayDeserializer();
      try (KafkaConsumer<byte[], byte[]> mine = new KafkaConsumer<>(client, bytes, bytes)) {
        consumer = mine;
        mine.subscribe(List.of(topic), new Rebalance(mine));
        while (!closed) step(mine);
      } catch (WakeupException e) {
        // It is being closed.
      } catch (KafkaException e) {
        if (!closed) LOG.warn("alerts cannot be read, and are tried again: {}", e.toString());
      } catch (RuntimeException e) {
        LOG.error("our own code broke over alerts, which are read again", e);
      }
      consumer = null;
      channel.forget();
      pause();
    }
  }

  private void step(KafkaConsumer<byte[], byte[]> mine) {
    Duration wait = channel.work(clock.instant());
    commit(mine);
    if (channel.wantsMore()) mine.resume(mine.paused());
    else mine.pause(mine.assignment());
    Duration atMost = wait.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : wait;
    for (ConsumerRecord<byte[], byte[]> one : mine.poll(atMost)) {
      if (one.key() == null) continue;
      Optional<AlertMessage> alert = Optional.ofNullable(one.value()).flatMap(AlertMessage::read);
      channel.take(one.partition(), one.offset(), new String(one.key(), UTF_8), alert);
    }
  }

  private void commit(KafkaConsumer<byte[], byte[]> mine) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    channel
        .takeDone()
        .forEach(
            (partition, next) ->
                offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(next)));
    if (!offsets.isEmpty()) mine.commitSync(offsets);
  }

  private void pause() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(AGAIN_SECONDS);
    synchronized (this) {
      try {
        while (!closed && System.nanoTime() < until) wait(TimeUnit.SECONDS.toMillis(1));
      } catch (InterruptedException e) {
        closed = true;
      }
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> mine;

    Rebalance(KafkaConsumer<byte[], byte[]> mine) {
      this.mine = mine;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (channel.startsOver()) mine.seekToBeginning(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!closed) commit(mine);
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      channel.revoked(
          partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
    }
  }

  /** Stops within seconds; what was not told yet is told after the next start. */
  @Override
  public void close() {
    closed = true;
    KafkaConsumer<byte[], byte[]> running = consumer;
    if (running != null) running.wakeup();
    synchronized (this) {
      notifyAll();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(15));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
