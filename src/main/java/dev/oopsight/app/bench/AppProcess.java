package dev.oopsight.app.bench;

import dev.oopsight.access.Access;
import dev.oopsight.app.NotifySettings;
import dev.oopsight.app.PeerSettings;
import dev.oopsight.app.RunningPipeline;
import dev.oopsight.app.Settings;
import dev.oopsight.app.Start;
import dev.oopsight.app.Wiring;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.topology.InputTopics;
import dev.oopsight.topology.PipelineSettings.Limits;
import dev.oopsight.topology.Retention;
import dev.oopsight.topology.StreamsSettings;
import dev.oopsight.topology.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * A Streams application in a JVM of its own, which stays while the application is started anew for
 * each run, so that its code is compiled when it counts.
 */
final class AppProcess {

  private static final int HOST_PARTITIONS = 12;
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_MILLIS = 10;

  private final App app;
  private final String bootstrap;
  private final Path directory;
  private AutoCloseable running;
  private String url = "";

  private AppProcess(App app, String bootstrap, Path directory) {
    this.app = app;
    this.bootstrap = bootstrap;
    this.directory = directory;
  }

  /**
   * Takes the application, the broker's address and a directory; the orders are {@code start RUN
   * TOPIC}, {@code url} of its API while it runs, and {@code stop}.
   */
  public static void main(String[] args) throws Exception {
    AppProcess process = new AppProcess(App.valueOf(args[0]), args[1], Path.of(args[2]));
    Child.obey(process::answer);
    process.stop();
    System.exit(0);
  }

  private String answer(String order) throws Exception {
    if (order.equals("url")) return url;
    stop();
    String[] words = order.split(" ", -1);
    if (words[0].equals("start")) start(words[1], words[2]);
    return words[0];
  }

  private void stop() throws Exception {
    if (running != null) running.close();
    running = null;
  }

  /** Returns when all stores are open, which is no part of what a line costs. */
  private void start(String run, String topic) throws Exception {
    Path state = directory.resolve(run);
    running =
        switch (app) {
          case PIPELINE -> pipeline(settings(run, topic, state));
          case NOTHING, REPARTITION -> streams(run, topic, state);
        };
  }

  private AutoCloseable pipeline(Settings settings) throws Exception {
    RunningPipeline pipeline = new Wiring().run(settings);
    url = pipeline.url();
    HttpRequest ready = HttpRequest.newBuilder(URI.create(url + "/readyz")).build();
    HttpClient client = HttpClient.newHttpClient();
    while (client.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    return pipeline;
  }

  private Settings settings(String run, String topic, Path state) {
    return new Settings(
        group(run),
        bootstrap,
        run + ".",
        InputTopics.named(topic),
        InputTopics.named(Cluster.CONFIGS),
        "host.aliases",
        ZoneOffset.UTC,
        Start.EARLIEST,
        HOST_PARTITIONS,
        Limits.DEFAULT,
        Retention.DEFAULT,
        true,
        Redaction.NONE,
        Topics.DEFAULT.formats(),
        List.of(),
        state,
        "127.0.0.1",
        0,
        PeerSettings.ALONE,
        Access.OPEN,
        "embedded:",
        Map.of(),
        Map.of(),
        NotifySettings.DEFAULT);
  }

  /** The consumer group of a run. */
  static String group(String run) {
    return run + ".app";
  }

  private AutoCloseable streams(String run, String topic, Path state) throws InterruptedException {
    Serde<byte[]> bytes = Serdes.ByteArray();
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], byte[]> lines =
        builder.stream(topic, Consumed.with(bytes, bytes).withName("lines"));
    if (app == App.REPARTITION) {
      lines =
          lines.repartition(
              Repartitioned.with(bytes, bytes)
                  .withName("hosts")
                  .withNumberOfPartitions(HOST_PARTITIONS));
    }
    lines.foreach((key, line) -> {}, Named.as("nothing"));
    KafkaStreams streams =
        new KafkaStreams(
            builder.build(), StreamsSettings.of(group(run), bootstrap, state.toString(), Map.of()));
    streams.start();
    while (streams.state() != KafkaStreams.State.RUNNING) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    return () -> streams.close(STOPS_WITHIN);
  }
}
