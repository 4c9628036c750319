package dev.oopsight.app;

import dev.oopsight.access.Certificates;
import dev.oopsight.access.Loopback;
import dev.oopsight.avro.PublishedRecords;
import dev.oopsight.avro.registry.LocalRegistry;
import dev.oopsight.avro.registry.RegistryException;
import dev.oopsight.avro.registry.SchemaRegistry;
import dev.oopsight.embedded.CannotStartException;
import dev.oopsight.embedded.DirectoryLock;
import dev.oopsight.embedded.EmbeddedRegistry;
import dev.oopsight.embedded.RegistryApi;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.query.AddressTaken;
import dev.oopsight.query.ExplainRoute;
import dev.oopsight.query.FeedbackFields;
import dev.oopsight.query.HttpApi;
import dev.oopsight.query.IncidentFormat;
import dev.oopsight.query.IncidentQueries;
import dev.oopsight.query.InstancesRoute;
import dev.oopsight.query.PipelineHealth;
import dev.oopsight.query.RedactedQueries;
import dev.oopsight.query.SiteInput;
import dev.oopsight.query.peers.PartitionedQueries;
import dev.oopsight.query.peers.PeerClient;
import dev.oopsight.query.peers.PeerRoutes;
import dev.oopsight.query.peers.PeerSecret;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.siem.PlainText;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.HostPartitions;
import dev.oopsight.topology.HostPartitions.Instance;
import dev.oopsight.topology.LastNet;
import dev.oopsight.topology.Pipeline;
import dev.oopsight.topology.PipelineMetrics;
import dev.oopsight.topology.PipelineRun;
import dev.oopsight.topology.PipelineSettings;
import dev.oopsight.topology.StreamsPartitions;
import dev.oopsight.topology.StreamsSettings;
import dev.oopsight.topology.Topics;
import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registry, pipeline and API against a Kafka that is there. */
final class KafkaSystem implements RunningPipeline {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaSystem.class);
  private static final String REGISTRY_PATH = "/registry";
  private static final Set<String> ANSWERS_ON_LOCALHOST = Set.of("127.0.0.1", "0.0.0.0", "::");
  private static final String EMBEDDED = "embedded:";

  private final DirectoryLock state;
  private final SchemaRegistry registry;
  private final PipelineMetrics metrics;
  private final PipelineRun run;
  private final IncidentQueries queries;
  private final HttpApi api;
  private final KafkaFeedback feedback;
  private final Notifications notifications;
  private final String host;
  private final boolean isSecure;
  private boolean closed;

  private KafkaSystem(
      DirectoryLock state,
      SchemaRegistry registry,
      PipelineMetrics metrics,
      PipelineRun run,
      IncidentQueries queries,
      HttpApi api,
      KafkaFeedback feedback,
      Notifications notifications,
      String host,
      boolean isSecure) {
    this.state = state;
    this.registry = registry;
    this.metrics = metrics;
    this.run = run;
    this.queries = queries;
    this.api = api;
    this.feedback = feedback;
    this.notifications = notifications;
    this.host = host;
    this.isSecure = isSecure;
  }

  /**
   * Starts.
   *
   * @throws CommandFailed where broker or registry do not answer, an input topic is missing, or
   *     there is state of another number of partitions
   * @throws CannotStartException where the state directory is in use or cannot be used
   * @throws AddressTaken where the port is taken
   */
  static KafkaSystem start(Settings settings) {
    Topics topics =
        new Topics(settings.logs(), settings.configs(), settings.aliases(), settings.prefix())
            .publishing(settings.siemFormats());
    DirectoryLock state =
        DirectoryLock.take(
            settings.stateDir().resolve(settings.applicationId()), Setting.STATE_DIR.key());
    SchemaRegistry registry = null;
    try {
      int letterBytes = KafkaTopics.prepare(settings, topics);
      registry = registry(settings);
      register(registry, topics);
      PipelineSettings pipeline =
          new PipelineSettings(
              topics,
              settings.hostPartitions(),
              settings.inputZone(),
              settings.limits().withLetters(letterBytes),
              settings.retention(),
              settings.notices(),
              settings.redaction(),
              settings.notifying().alerts());
      return start(settings, pipeline, registry, state);
    } catch (RuntimeException e) {
      if (registry != null) registry.close();
      state.close();
      throw e;
    }
  }

  private static KafkaSystem start(
      Settings settings,
      PipelineSettings pipelineSettings,
      SchemaRegistry registry,
      DirectoryLock state) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    PipelineMetrics metrics = new PipelineMetrics(meters);
    Pipeline pipeline =
        new Pipeline(
            pipelineSettings,
            SiteRules.beside(BuiltInRules.load(), settings.rules()),
            Published.outputs(registry, settings.registry()),
            metrics);
    Properties streams = streams(settings);
    Optional<PeerSecret> secret = settings.peers().secret();
    Optional<Instance> here =
        secret.map(s -> settings.peers().reachedAt(settings.httpHost(), settings.httpPort()));
    here.ifPresent(instance -> StreamsSettings.advertise(streams, instance));
    LastNet.under(streams, pipelineSettings, metrics);
    PipelineRun run = PipelineRun.of(pipeline.topology(), streams, meters);
    KafkaFeedback sink = new KafkaFeedback(settings, pipelineSettings.topics().feedback());
    SiteInput site = new SiteInput(pipeline.rules(), pipeline.feedback(), sink);
    warnOfSecretsInTheClear(settings);
    Notifications notifications =
        Notifications.of(settings, pipelineSettings.topics(), registry, meters);
    HttpApi api = null;
    try {
      HostPartitions partitions =
          new StreamsPartitions(
              run,
              pipeline.hostsHeard(),
              settings.applicationId(),
              settings.hostPartitions(),
              here);
      IncidentQueries queries = queries(run, partitions, peers(settings, secret), settings);
      List<Consumer<RoutesConfig>> mounts = new ArrayList<>();
      secret.ifPresent(s -> mounts.add(routes -> new PeerRoutes(s, partitions).addTo(routes)));
      mounts.add(notifications.routes(queries, run));
      mounts.add(routes -> new InstancesRoute(partitions, queries).addTo(routes));
      api = HttpApi.start(setup(settings, queries, site, meters, registry, mounts));
      run.start();
      notifications.start();
      return new KafkaSystem(
          state,
          registry,
          metrics,
          run,
          queries,
          api,
          sink,
          notifications,
          settings.httpHost(),
          settings.access().tls().isPresent());
    } catch (RuntimeException e) {
      notifications.close();
      if (api != null) api.close();
      run.close();
      throw e;
    }
  }

  private static void warnOfSecretsInTheClear(Settings settings) {
    boolean known = settings.access().users().isPresent();
    if (known && settings.access().tls().isEmpty() && !Loopback.isName(settings.httpHost())) {
      LOG.warn(
          "passwords and tokens cross the network in the clear: set {} and {}, unless something that"
              + " speaks TLS stands before {}",
          Setting.HTTP_TLS_CERTIFICATE.key(),
          Setting.HTTP_TLS_KEY.key(),
          settings.httpHost());
    }
  }

  private static IncidentQueries queries(
      PipelineRun run, HostPartitions partitions, Optional<PeerClient> peers, Settings settings) {
    IncidentQueries all = new PartitionedQueries(new PipelineHealth(run), partitions, peers);
    Redaction redaction = settings.redaction();
    return redaction.isNone() ? all : new RedactedQueries(all, redaction);
  }

  /** All instances are served alike, so whoever shows our certificate, or one under it, is one. */
  private static Optional<PeerClient> peers(Settings settings, Optional<PeerSecret> secret) {
    Optional<Path> authorities = settings.peers().authorities();
    Optional<SSLContext> tls =
        settings
            .access()
            .tls()
            .map(
                ours ->
                    Certificates.trusting(
                        Setting.HTTP_PEER_CA_FILE.key(), authorities.orElse(ours.certificate())));
    return secret.map(s -> new PeerClient(s, tls));
  }

  private static HttpApi.Setup setup(
      Settings settings,
      IncidentQueries queries,
      SiteInput site,
      PrometheusMeterRegistry meters,
      SchemaRegistry registry,
      List<Consumer<RoutesConfig>> mounts) {
    if (registry instanceof LocalRegistry local) {
      mounts.add(routes -> new RegistryApi(local).addTo(routes, REGISTRY_PATH));
    }
    mounts.add(
        routes ->
            new ExplainRoute(new PastedLog(site.rules()), formats(PlainText::of)).addTo(routes));
    return new HttpApi.Setup(
        settings.httpHost(),
        settings.httpPort(),
        queries,
        site,
        formats(
            incident ->
                PlainText.of(incident)
                    + FeedbackFields.text(site.feedback().on(incident), Instant.now())),
        meters,
        InstantSource.system(),
        mounts,
        settings.access());
  }

  private static List<IncidentFormat> formats(Function<KernelIncident, String> plainText) {
    List<IncidentFormat> formats = new ArrayList<>();
    for (SiemFormat format : SiemFormat.values()) {
      formats.add(new IncidentFormat(format.id(), format.contentType(), format::encode));
    }
    formats.add(new IncidentFormat("text", "text/plain; charset=utf-8", plainText));
    return formats;
  }

  private static Properties streams(Settings settings) {
    return StreamsSettings.of(
        settings.applicationId(),
        settings.bootstrapServers(),
        settings.stateDir().toString(),
        settings.kafka());
  }

  private static SchemaRegistry registry(Settings settings) {
    Map<String, String> all = new HashMap<>(settings.registry());
    all.put("schema.registry.url", settings.registryUrl());
    try {
      if (!settings.registryUrl().startsWith(EMBEDDED)) return SchemaRegistry.of(all);
      Map<String, String> client = new HashMap<>(settings.kafka());
      client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
      return EmbeddedRegistry.start(client, settings.prefix() + EmbeddedRegistry.DEFAULT_TOPIC);
    } catch (RuntimeException e) {
      throw new CommandFailed(
          "cannot use the schema registry %s: %s".formatted(settings.registryUrl(), Faults.of(e)),
          e);
    }
  }

  /** A registry that refuses is found at the start, not with the first incident. */
  private static void register(SchemaRegistry registry, Topics topics) {
    try {
      registry.register(topics.incidents() + "-value", PublishedRecords.KERNEL_INCIDENT);
      registry.register(topics.incidentStates() + "-value", PublishedRecords.KERNEL_INCIDENT);
      registry.register(topics.configChanges() + "-value", PublishedRecords.CONFIG_CHANGE);
    } catch (RegistryException e) {
      String advice = e.isTransient() ? ": start it, or correct schema.registry.url" : "";
      throw new CommandFailed("the schema registry: " + e.getMessage() + advice, e);
    }
  }

  PipelineMetrics metrics() {
    return metrics;
  }

  IncidentQueries queries() {
    return queries;
  }

  @Override
  public String url() {
    return (isSecure ? "https://" : "http://")
        + (ANSWERS_ON_LOCALHOST.contains(host) ? "localhost" : host)
        + ":"
        + api.port();
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    Optional<Throwable> failure = run.awaitStop();
    if (failure.isPresent()) {
      throw new CommandFailed(
          "the pipeline stopped: %s; OOPSIGHT_LOG=debug tells more"
              .formatted(Faults.of(failure.get())),
          failure.get());
    }
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    notifications.close();
    api.close();
    feedback.close();
    run.close();
    registry.close();
    state.close();
  }
}
