package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How long it takes to answer what the page shows first: the whole fleet at a glance, and a page of
 * hosts. One host in ten has an incident, and between two questions another one happens.
 */
final class QueryFleet implements Side {

  static final double MOST_SECONDS = 0.3;

  private static final int ONE_IN = 10;
  private static final int WARM_UP = 20;
  private static final int QUESTIONS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Cluster cluster;
  private final int hosts;

  QueryFleet(Cluster cluster, int hosts) {
    this.cluster = cluster;
    this.hosts = hosts;
  }

  /** The sample's wall seconds are the 99th percentile. */
  @Override
  public Sample run() throws Exception {
    double[] seconds = cluster.live(this::time);
    return new Sample(seconds.length, Percentile.ninetyNinth(seconds), Double.NaN);
  }

  private double[] time(Cluster.Running pipeline) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = Cluster.producer(pipeline.bootstrap())) {
      for (int i = 0; i < hosts; i++) {
        if (i % ONE_IN == 0) trace(producer, pipeline.input(), i);
        else line(producer, pipeline.input(), i);
      }
      Asking asking = new Asking(pipeline.url());
      await(asking);
      double[] seconds = new double[WARM_UP + QUESTIONS];
      for (int i = 0; i < seconds.length; i++) {
        trace(producer, pipeline.input(), i * ONE_IN + 1);
        producer.flush();
        long begin = System.nanoTime();
        asking.ask("/api/v1/overview");
        asking.ask("/api/v1/hosts?limit=100");
        seconds[i] = (System.nanoTime() - begin) / 1e9;
      }
      return Arrays.copyOfRange(seconds, WARM_UP, seconds.length);
    }
  }

  private void await(Asking asking) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode fleet = asking.askUnlessBusy("/api/v1/overview");
      long faulty = fleet.path("faults").asLong() + fleet.path("notices").asLong();
      if (fleet.path("hosts").asLong() >= hosts && faulty >= hosts / ONE_IN) return;
      if (System.nanoTime() > end) throw new IOException("of the fleet there is only " + fleet);
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static byte[] name(int host) {
    return ("fleet" + host).getBytes(US_ASCII);
  }

  private static void line(KafkaProducer<byte[], byte[]> producer, String topic, int host) {
    ByteBuffer text = ByteBuffer.allocate(1 << 10);
    new SampleKernel(name(host), host).benign(text, Dress.PRIORITY);
    byte[] line = Arrays.copyOf(text.array(), text.position() - 1);
    var unused = producer.send(new ProducerRecord<>(topic, name(host), line));
  }

  private static void trace(KafkaProducer<byte[], byte[]> producer, String topic, int host) {
    for (byte[] line : SampleKernel.endedTrace(name(host))) {
      var unused = producer.send(new ProducerRecord<>(topic, name(host), line));
    }
  }
}
