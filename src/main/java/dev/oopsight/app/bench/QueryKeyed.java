package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How long it takes to answer what is about one host or one incident, at a steady rate, while
 * benign lines flow; and {@code /healthz} of the same run, at the same rate. The two take turns, a
 * second each, after a time that counts for neither.
 */
final class QueryKeyed {

  /** As many times the yardstick's. */
  static final double MOST_TIMES = 10;

  private static final double PER_SECOND = 500;
  private static final int A_TURN = 500;
  private static final int WARM_UP_TURNS = 8;
  private static final long LOOK_EVERY_MILLIS = 50;
  private static final List<String> HEALTH = List.of("/healthz");

  private final Cluster cluster;
  private final double linesPerSecond;
  private final int hosts;
  private final int turns;
  private final Queue<Sample> ours = new ArrayDeque<>();
  private final Queue<Sample> theirs = new ArrayDeque<>();

  /**
   * Asks of some hosts.
   *
   * @param linesPerSecond benign ones that flow meanwhile
   * @param hosts each with an incident
   * @param turns that count, of each
   */
  QueryKeyed(Cluster cluster, double linesPerSecond, int hosts, int turns) {
    this.cluster = cluster;
    this.linesPerSecond = linesPerSecond;
    this.hosts = hosts;
    this.turns = turns;
  }

  /** The sample's wall seconds are the 99th percentile. */
  Side keyed() {
    return () -> next(ours);
  }

  /** The same of {@code /healthz}, of the runs that {@link #keyed} tells of. */
  Side health() {
    return () -> next(theirs);
  }

  private Sample next(Queue<Sample> side) throws Exception {
    if (side.isEmpty()) {
      double[] told = cluster.live(this::time);
      ours.add(new Sample(turns * (double) A_TURN, told[0], Double.NaN));
      theirs.add(new Sample(turns * (double) A_TURN, told[1], Double.NaN));
    }
    return side.remove();
  }

  private double[] time(Cluster.Running pipeline) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = Cluster.producer(pipeline.bootstrap())) {
      for (int i = 0; i < hosts; i++) {
        byte[] host = ("asked" + i).getBytes(US_ASCII);
        for (byte[] line : SampleKernel.endedTrace(host)) {
          var unused = producer.send(new ProducerRecord<>(pipeline.input(), host, line));
        }
      }
      Asking asking = new Asking(pipeline.url());
      List<String> paths = paths(asking);
      SteadyLines lines = SteadyLines.flow(producer, pipeline.input(), linesPerSecond);
      try {
        List<double[]> keyed = new ArrayList<>();
        List<double[]> health = new ArrayList<>();
        for (int turn = 0; turn < WARM_UP_TURNS + turns; turn++) {
          keyed.add(asking.steadily(paths, PER_SECOND, A_TURN));
          health.add(asking.steadily(HEALTH, PER_SECOND, A_TURN));
        }
        return new double[] {ninetyNinth(keyed), ninetyNinth(health)};
      } finally {
        lines.close();
      }
    }
  }

  private static double ninetyNinth(List<double[]> turns) {
    return Percentile.ninetyNinth(
        turns.stream().skip(WARM_UP_TURNS).flatMapToDouble(Arrays::stream).toArray());
  }

  /** What is asked, once every host has its incident: it, its host, and what is wrong there. */
  private List<String> paths(Asking asking) throws Exception {
    while (true) {
      JsonNode known = asking.askUnlessBusy("/api/v1/incidents?limit=1000");
      if (known.size() >= hosts) {
        List<String> paths = new ArrayList<>();
        for (JsonNode incident : known) {
          String host = "/api/v1/hosts/" + incident.path("host").asText();
          paths.addAll(
              List.of(
                  "/api/v1/incidents/" + incident.path("id").asText(), host, host + "/incidents"));
        }
        return paths;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }
}
