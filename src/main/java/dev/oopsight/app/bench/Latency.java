package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How long it takes from the moment when the last line of a trace is given to a producer until a
 * {@code read_committed} consumer has its incident, while benign lines flow at a steady rate. As
 * many traces as are timed go before, while the application's code is still being compiled. Each
 * trace has a host of its own, which its incident is told by.
 */
final class Latency implements Side {

  /** Two commits, of the reading and of the host stage, 100 ms each; and 100 ms for all else. */
  static final double MOST_SECONDS = 0.3;

  private static final int TRACES_PER_SECOND = 20;
  private static final int BENIGN_RECORDS = 100_000;
  private static final long TICK_MILLIS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String WARM_UP = "warm-up";
  private static final String TIMED = "timed";

  private final Cluster cluster;
  private final double linesPerSecond;
  private final int traces;
  private final List<ProducerRecord<byte[], byte[]>> benign = new ArrayList<>();

  /**
   * Times some traces a run.
   *
   * @param linesPerSecond benign ones that flow meanwhile
   */
  Latency(Cluster cluster, double linesPerSecond, int traces) {
    this.cluster = cluster;
    this.linesPerSecond = linesPerSecond;
    this.traces = traces;
    Content.KEYED.records(BENIGN_RECORDS, 1, benign::add);
  }

  /** The sample's wall seconds are the 99th percentile. */
  @Override
  public Sample run() throws Exception {
    double[] seconds = cluster.live(this::time);
    return new Sample(seconds.length, Percentile.ninetyNinth(seconds), Double.NaN);
  }

  private double[] time(Cluster.Running pipeline) throws Exception {
    Map<String, Object> writing =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            pipeline.bootstrap(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4");
    Map<String, Object> reading =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            pipeline.bootstrap(),
            ConsumerConfig.GROUP_ID_CONFIG,
            pipeline.prefix() + "latency",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    try (var producer =
            new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
        var consumer =
            new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(pipeline.prefix() + "kernel.incidents"));
      Round round = new Round(producer, consumer, pipeline.input());
      round.trace(WARM_UP);
      round.awaitAll();
      round.flow(WARM_UP, traces);
      round.flow(TIMED, traces);
      round.awaitAll();
      return round.seconds();
    }
  }

  /** Traces on their way. */
  private final class Round {

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final String input;
    private final Map<String, Long> sent = new HashMap<>();
    private final Map<String, Long> took = new HashMap<>();
    private int nextBenign;

    Round(
        KafkaProducer<byte[], byte[]> producer,
        KafkaConsumer<String, byte[]> consumer,
        String input) {
      this.producer = producer;
      this.consumer = consumer;
      this.input = input;
    }

    /** Sends so many traces, evenly, among benign lines; meanwhile incidents are looked for. */
    void flow(String hosts, int count) throws InterruptedException {
      long begin = System.nanoTime();
      double benignSent = 0;
      for (int tracesSent = 0; tracesSent < count; ) {
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        for (; benignSent < seconds * linesPerSecond; benignSent++) benign();
        for (; tracesSent < Math.min(count, seconds * TRACES_PER_SECOND); tracesSent++) {
          trace(hosts + tracesSent);
        }
        look(Duration.ZERO);
      }
    }

    private void benign() {
      ProducerRecord<byte[], byte[]> record = benign.get(nextBenign++ % benign.size());
      send(record.key(), record.value());
    }

    void trace(String host) {
      byte[] key = host.getBytes(US_ASCII);
      for (byte[] line : SampleKernel.endedTrace(key)) send(key, line);
      sent.put(host, System.nanoTime());
    }

    private void send(byte[] key, byte[] value) {
      var unused = producer.send(new ProducerRecord<>(input, key, value));
    }

    private void look(Duration atMost) {
      for (ConsumerRecord<String, byte[]> incident : consumer.poll(atMost)) {
        Long since = sent.get(incident.key());
        if (since != null) took.putIfAbsent(incident.key(), System.nanoTime() - since);
      }
    }

    void awaitAll() throws IOException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (took.size() < sent.size()) {
        if (System.nanoTime() > end) {
          throw new IOException("%d of %d incidents came".formatted(took.size(), sent.size()));
        }
        look(Duration.ofMillis(TICK_MILLIS));
      }
    }

    double[] seconds() {
      return took.entrySet().stream()
          .filter(e -> e.getKey().startsWith(TIMED))
          .mapToDouble(e -> e.getValue() / 1e9)
          .toArray();
    }
  }
}
