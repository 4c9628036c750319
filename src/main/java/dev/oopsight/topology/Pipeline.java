package dev.oopsight.topology;

import dev.oopsight.assembly.Gate;
import dev.oopsight.assembly.TraceAssembler;
import dev.oopsight.config.ConfigChange;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.grammar.LineShapes;
import dev.oopsight.grammar.TraceParser;
import dev.oopsight.incident.Alert;
import dev.oopsight.incident.FeedbackBook;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.siem.AlertMessage;
import dev.oopsight.siem.EcsChange;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.wire.ConfigReader;
import dev.oopsight.wire.LogReader;
import dev.oopsight.wire.Origin;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The whole road, top to bottom in the data's order: two stages, parted by the internal topic
 * {@code hosts}. Every step, source, sink, store and internal topic is named: names are the on-disk
 * contract.
 */
public final class Pipeline {

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();
  private static final Serde<String> TEXT = Serdes.String();
  private static final Serde<HostId> HOST =
      Serdes.serdeFrom(
          (topic, host) -> TEXT.serializer().serialize(topic, host.value()),
          (topic, bytes) -> new HostId(TEXT.deserializer().deserialize(topic, bytes)));

  private final PipelineSettings settings;
  private final LiveRules rules;
  private final FeedbackBook feedback = new FeedbackBook();
  private final HostsHeard hostsHeard = new HostsHeard();
  private final Outputs published;
  private final PipelineMetrics metrics;
  private final LineShapes shapes = new LineShapes();
  private final TraceParser parser = new TraceParser();

  /**
   * A pipeline to be run.
   *
   * @param knowledge judges a trace by a config, with the rules that are published beside it
   * @param published writes values for others
   */
  public Pipeline(
      PipelineSettings settings,
      KnowledgeBase knowledge,
      Outputs published,
      PipelineMetrics metrics) {
    this.settings = settings;
    this.rules = new LiveRules(knowledge);
    this.published = published;
    this.metrics = metrics;
  }

  /** When hosts were last heard, while it runs. */
  public HostsHeard hostsHeard() {
    return hostsHeard;
  }

  /** What judges, now and while it runs. */
  public LiveRules rules() {
    return rules;
  }

  /** What people said of incidents so far. */
  public FeedbackBook feedback() {
    return feedback;
  }

  /** The topology; a new one each time. */
  public Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    Topics topics = settings.topics();
    CommitHook openUntilHook = new CommitHook(Stores.OPEN_UNTIL + "-hook");
    CommitHook openTracesHook = new CommitHook(Stores.OPEN_TRACES + "-hook");
    builder.addStateStore(Stores.onHeap(Stores.OPEN_UNTIL));
    builder.addStateStore(openUntilHook.store());
    builder.addStateStore(Stores.onHeap(Stores.OPEN_TRACES));
    builder.addStateStore(openTracesHook.store());
    builder.addStateStore(Stores.onHeap(Stores.ALERTS));
    Stores.OF_INCIDENTS.forEach(name -> builder.addStateStore(Stores.onDisk(name)));
    builder.globalTable(
        topics.aliases(),
        Consumed.with(TEXT, TEXT).withName("aliases"),
        Materialized.as(Stores.ALIASES));

    // Read: on the source partitions, whatever their keys.
    Outcome<HostId, HostMessage> logs =
        Outcome.split(
            topics
                .logs()
                .in(builder, input("logs"))
                .process(
                    () -> readLines(openUntilHook),
                    Named.as("read-lines"),
                    Stores.OPEN_UNTIL,
                    openUntilHook.name()),
            "lines");

    Outcome<HostId, HostMessage> configs =
        Outcome.split(
            topics
                .configs()
                .in(builder, input("configs"))
                .process(this::readConfigs, Named.as("read-configs")),
            "configs");

    // Host: everything about one host, in one place.
    KStream<HostId, HostMessage> hosts =
        logs.accepted()
            .merge(configs.accepted(), Named.as("host-messages"))
            .repartition(
                Repartitioned.with(HOST, HostMessageSerde.serde())
                    .withName(TopicPlan.HOSTS)
                    .withNumberOfPartitions(settings.hostPartitions()));

    KStream<HostId, HostResult> results =
        hosts
            .process(
                () -> assembleTraces(openTracesHook),
                Named.as("assemble-traces"),
                Stores.OPEN_TRACES,
                openTracesHook.name(),
                Stores.BOOTS)
            .process(
                this::keepIncidents,
                Named.as("keep-incidents"),
                Stores.OF_INCIDENTS.toArray(String[]::new))
            .process(
                () -> new KeepAlerts(feedback, settings.alerts().window(), metrics),
                Named.as("keep-alerts"),
                Stores.ALERTS,
                Stores.INCIDENTS,
                Stores.TALLIES)
            .map(this::redacted, Named.as("redact"));

    KStream<HostId, KernelIncident> incidents =
        results.flatMapValues(result -> result.revisions().toList(), Named.as("revisions"));
    incidents.to(
        topics.incidents(), Produced.with(HOST, published.incidents()).withName("incidents"));
    KStream<String, KernelIncident> byIncident =
        incidents.selectKey((host, incident) -> incident.id().toString(), Named.as("by-incident"));
    for (SiemFormat format : topics.formats()) {
      byIncident
          .mapValues(format::encode, Named.as(format.id()))
          .to(
              topics.incidents(format),
              Produced.with(TEXT, TEXT).withName("incidents-" + format.id()));
    }
    results
        .flatMap((host, result) -> result.states().toList(), Named.as("states"))
        .to(
            topics.incidentStates(),
            Produced.with(TEXT, published.incidents()).withName("incident-states"));

    results
        .flatMap((host, result) -> result.alerts().toList(), Named.as("alerts"))
        .mapValues(this::encoded, Named.as("alerts-as-json"))
        .to(topics.openIncidents(), Produced.with(TEXT, TEXT).withName("open-incidents"));
    builder.globalTable(
        topics.openIncidents(),
        Consumed.with(TEXT, TEXT).withName("open-alerts"),
        Stores.globalText(Stores.OPEN_ALERTS));

    KStream<HostId, ConfigChange> changes =
        results.flatMapValues(result -> result.changes().toList(), Named.as("changes"));
    changes.to(
        topics.configChanges(),
        Produced.with(HOST, published.changes()).withName("config-changes"));

    if (topics.formats().contains(SiemFormat.ECS)) {
      changes
          .map(
              (host, c) -> KeyValue.pair(EcsChange.id(c), EcsChange.toJson(c)),
              Named.as("changes-as-ecs"))
          .to(topics.configChangesEcs(), Produced.with(TEXT, TEXT).withName("changes-ecs"));
    }
    bury(logs.refused().merge(configs.refused(), Named.as("refusals")), "");

    // What the site tells: a task of its own, so that no backlog of lines stands before it.
    direct(
        builder,
        "rules",
        new RuleDirectives(rules),
        topics.rules(),
        topics.rulesInForce(),
        Stores.RULES);
    direct(
        builder,
        "feedback",
        new FeedbackDirectives(feedback),
        topics.feedback(),
        topics.feedbackKept(),
        Stores.FEEDBACK);
    return builder.build();
  }

  private void direct(
      StreamsBuilder builder,
      String name,
      Directives directives,
      String told,
      String fit,
      String store) {
    Outcome<String, byte[]> checked =
        Outcome.split(
            builder.stream(told, input(name + "-told"))
                .process(
                    () -> new CheckDirectives(directives, settings.limits().letterBytes(), metrics),
                    Named.as("check-" + name)),
            name);
    checked.accepted().to(fit, Produced.with(TEXT, BYTES).withName(name + "-fit"));
    bury(checked.refused(), name + "-");
    builder.addGlobalStore(
        Stores.global(store),
        fit,
        Consumed.with(TEXT, BYTES).withName(name),
        () -> new KeepDirectives(directives, store));
  }

  /** Sends what was refused to the dead letters, and tells a SIEM that it was. */
  private <K> void bury(KStream<K, DeadLetter> refused, String before) {
    Topics topics = settings.topics();
    refused
        .map(
            (key, letter) -> KeyValue.pair(letter.key(), letter.value()),
            Named.as(before + "buried"))
        .to(topics.deadLetters(), Produced.with(BYTES, BYTES).withName(before + "dead-letters"));
    if (!topics.formats().contains(SiemFormat.ECS)) return;
    refused
        .process(() -> new EncodeRefusals<K>(), Named.as(before + "refusals-as-ecs"))
        .to(topics.refusalsEcs(), Produced.with(TEXT, TEXT).withName(before + "refusals-ecs"));
  }

  /** Nothing goes out but by this. */
  private KeyValue<HostId, HostResult> redacted(HostId host, HostResult result) {
    Redaction redaction = settings.redaction();
    return KeyValue.pair(redaction.host(host), result.redacted(redaction));
  }

  private String encoded(Alert alert) {
    return alert == null ? null : AlertMessage.of(alert, settings.alerts().publicUrl()).toJson();
  }

  private static Consumed<byte[], byte[]> input(String name) {
    return Consumed.with(BYTES, BYTES).withTimestampExtractor(new BelievableTime()).withName(name);
  }

  private ReadLines readLines(CommitHook hook) {
    return new ReadLines(
        new LogReader(settings.limits().input()),
        Origin.in(settings.inputZone()),
        new Gate(shapes, settings.limits().assembly()),
        hook,
        Letters.of(settings),
        metrics);
  }

  private ReadConfigs readConfigs() {
    return new ReadConfigs(
        new ConfigReader(settings.limits().input(), settings.limits().config()),
        Origin.in(settings.inputZone()),
        Letters.of(settings),
        metrics);
  }

  private AssembleTraces assembleTraces(CommitHook hook) {
    return new AssembleTraces(new TraceAssembler(shapes, settings.assembly()), hook, metrics);
  }

  private KeepIncidents keepIncidents() {
    return new KeepIncidents(
        parser,
        rules,
        settings.limits().incident(),
        settings.retention(),
        settings.notices(),
        hostsHeard,
        metrics);
  }
}
