package dev.oopsight.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipeline at work: started, watched and stopped. */
public final class PipelineRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  /** A thread that dies again within this time of another is not replaced any more. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics meters;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Map<TopicPartition, Restore> restores = new ConcurrentHashMap<>();
  private long lastDeathNanos = System.nanoTime() - AGAIN_NANOS;

  private record Restore(long done, long all) {}

  private PipelineRun(Topology topology, Properties properties, MeterRegistry registry) {
    streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(this::threadDied);
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
            stopped.countDown();
          }
        });
    streams.setGlobalStateRestoreListener(new Progress());
    meters = new KafkaStreamsMetrics(streams);
    meters.bindTo(registry);
  }

  /** A run that has not started: it can be asked, and is not ready. */
  public static PipelineRun of(Topology topology, Properties properties, MeterRegistry registry) {
    return new PipelineRun(topology, properties, registry);
  }

  /** Starts; returns at once, while state is restored. */
  public void start() {
    streams.start();
  }

  /** For questions to the stores. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Records of state that were read back, and how many there are. */
  public long[] restored() {
    long done = 0;
    long all = 0;
    for (Restore restore : restores.values()) {
      done += restore.done;
      all += restore.all;
    }
    return new long[] {done, Math.max(done, all)};
  }

  /**
   * Waits until the pipeline stops by itself.
   *
   * @return why, where it failed
   */
  public java.util.Optional<Throwable> awaitStop() throws InterruptedException {
    stopped.await();
    return java.util.Optional.ofNullable(failure.get());
  }

  private synchronized StreamThreadExceptionResponse threadDied(Throwable cause) {
    long now = System.nanoTime();
    boolean again = now - lastDeathNanos < AGAIN_NANOS;
    lastDeathNanos = now;
    if (again) {
      failure.set(cause);
      LOG.error("the pipeline stops: a thread failed twice within 30 s", cause);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.error("a thread of the pipeline failed and is replaced", cause);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /**
   * Stops, with everything committed that was worked off. It leaves its consumer group: whoever
   * takes over, itself after a restart too, would else wait until the group misses it, 45 s.
   */
  @Override
  public void close() {
    meters.close();
    streams.close(
        CloseOptions.timeout(STOP_WITHIN)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  private final class Progress implements StateRestoreListener {

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
      restores.put(changelog, new Restore(0, Math.max(0, to - from)));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long upTo, long count) {
      restores.computeIfPresent(changelog, (c, r) -> new Restore(r.done + count, r.all));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
      restores.put(changelog, new Restore(total, total));
    }
  }
}
