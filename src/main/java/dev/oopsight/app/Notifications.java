package dev.oopsight.app;

import dev.oopsight.avro.PublishedRecords;
import dev.oopsight.avro.registry.SchemaRegistry;
import dev.oopsight.notify.IncidentFeed;
import dev.oopsight.notify.Notifier;
import dev.oopsight.notify.Receiver;
import dev.oopsight.query.AnnotationsRoute;
import dev.oopsight.query.IncidentQueries;
import dev.oopsight.query.OpenIncidents;
import dev.oopsight.query.OpenRoute;
import dev.oopsight.query.StreamRoute;
import dev.oopsight.topology.PipelineRun;
import dev.oopsight.topology.Topics;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Whatever tells others of incidents as they happen, made and closed together. */
final class Notifications implements AutoCloseable {

  /** Keys that a site gives to consumers alone, each over the one before. */
  private static final String[] FOR_CONSUMERS = {"consumer.", "main.consumer."};

  private final IncidentFeed feed;
  private final Settings settings;
  private final Topics topics;
  private final MeterRegistry meters;
  private final List<Notifier> notifiers = new ArrayList<>();

  private Notifications(IncidentFeed feed, Settings settings, Topics topics, MeterRegistry meters) {
    this.feed = feed;
    this.settings = settings;
    this.topics = topics;
    this.meters = meters;
  }

  /** Nothing runs yet, and nothing of Kafka is asked before somebody listens. */
  static Notifications of(
      Settings settings, Topics topics, SchemaRegistry registry, MeterRegistry meters) {
    return new Notifications(
        new IncidentFeed(
            consumer(settings), topics.incidents(), PublishedRecords.incidents(registry), meters),
        settings,
        topics,
        meters);
  }

  /**
   * Begins to tell whoever is to be told.
   *
   * @throws dev.oopsight.access.CannotGuard where certificates that a receiver needs cannot be read
   */
  void start() {
    NotifySettings wanted = settings.notifying();
    for (Receiver receiver : wanted.receivers()) {
      notifiers.add(
          Notifier.start(
              consumer(settings),
              settings.applicationId(),
              topics.openIncidents(),
              receiver,
              wanted.deadline(),
              wanted.alerts().publicUrl(),
              meters));
    }
  }

  /** Its routes. */
  Consumer<RoutesConfig> routes(IncidentQueries queries, PipelineRun run) {
    return routes -> {
      new StreamRoute(feed, queries).addTo(routes);
      new AnnotationsRoute(queries, InstantSource.system()).addTo(routes);
      new OpenRoute(OpenIncidents.of(run), queries).addTo(routes);
    };
  }

  private static Map<String, Object> consumer(Settings settings) {
    Map<String, Object> client = new HashMap<>(settings.kafka());
    for (String prefix : FOR_CONSUMERS) {
      settings
          .kafka()
          .forEach(
              (key, value) -> {
                if (key.startsWith(prefix)) client.put(key.substring(prefix.length()), value);
              });
    }
    client.keySet().retainAll(ConsumerConfig.configNames());
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    return client;
  }

  @Override
  public void close() {
    feed.end();
    notifiers.forEach(Notifier::close);
  }
}
