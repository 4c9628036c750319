package dev.oopsight.app;

import dev.oopsight.embedded.SampleRecord;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.Occurrence;
import dev.oopsight.incident.OccurrenceId;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import dev.oopsight.query.IncidentQueries;
import dev.oopsight.query.KnownIncidents;
import dev.oopsight.query.SeedIncident;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.TopicState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Parts that remember what they were asked for, for tests of the commands. */
final class FakeParts implements Parts {

  final List<Offline.Log> logs = new ArrayList<>();
  final List<SampleRecord> sent = new ArrayList<>();
  KnownIncidents known = new KnownIncidents();
  final List<String> values = new ArrayList<>();
  final List<Published> published = new ArrayList<>();
  List<TopicState> topics = List.of();
  String topicsAsked;
  List<Path> rules;
  Standalone standalone;
  Settings settings;
  boolean closed;
  RuntimeException trouble;

  /** A line that was published; the key is - where it has none. */
  record Published(String topic, String key, String line, Instant at) {}

  @Override
  public Offline offline(List<Path> own) {
    rules = own;
    return this::explain;
  }

  /** Finds the seed's incident in each line that has "failure". */
  private long explain(
      Offline.Log log, Consumer<Offline.Explained> each, Consumer<KernelIncident> incidents)
      throws IOException {
    if (trouble != null) throw trouble;
    logs.add(log);
    String text = new String(log.bytes().readAllBytes(), StandardCharsets.UTF_8);
    for (String line : text.lines().filter(l -> l.contains("failure")).toList()) {
      KernelIncident incident = SeedIncident.onWeb1();
      each.accept(new Offline.Explained(occurrence(incident, line), incident));
      incidents.accept(incident);
    }
    return text.lines().count();
  }

  private static Occurrence occurrence(KernelIncident incident, String line) {
    KernelLine only =
        new KernelLine(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            incident.firstKernelTime(),
            incident.firstAt(),
            Optional.empty(),
            incident.source(),
            line);
    return new Occurrence(
        new OccurrenceId(incident.id().value()),
        new TraceText(
            incident.host(),
            incident.boot(),
            Optional.empty(),
            List.of(only),
            TraceText.Ending.END_OF_INPUT),
        incident.trace(),
        incident.fingerprints());
  }

  @Override
  public String text(KernelIncident incident) {
    return incident.trace().title() + "\n";
  }

  @Override
  public String encoded(SiemFormat format, KernelIncident incident) {
    return "{\"" + format.id() + "\":{\"id\":\"" + incident.id() + "\"}}";
  }

  @Override
  public RunningDemo demo(int httpPort, int kafkaPort) {
    if (trouble != null) throw trouble;
    return new Running("http://localhost:" + httpPort, "localhost:" + kafkaPort);
  }

  @Override
  public RunningSite standalone(Standalone given) {
    if (trouble != null) throw trouble;
    standalone = given;
    return new Running(
        "http://localhost:" + given.httpPort(), given.advertise() + ":" + given.kafkaPort());
  }

  @Override
  public LinePublisher publisher(String bootstrap, String topic, Optional<HostId> host) {
    if (trouble != null) throw trouble;
    return new LinePublisher() {
      @Override
      public void publish(byte[] line, Instant at) {
        String key = host.map(HostId::value).orElse("-");
        published.add(new Published(topic, key, new String(line, StandardCharsets.UTF_8), at));
      }

      @Override
      public void finish() {}

      @Override
      public void close() {
        closed = true;
      }
    };
  }

  @Override
  public void put(String bootstrap, String topic, SortedMap<String, Optional<String>> given) {
    given.forEach((key, value) -> values.add(topic + " " + key + "=" + value.orElse("null")));
  }

  @Override
  public List<TopicState> topics(
      String bootstrap, String prefix, Set<SiemFormat> formats, OptionalInt partitions) {
    topicsAsked = prefix + " " + formats + " " + partitions;
    return topics;
  }

  @Override
  public RunningPipeline run(Settings given) {
    settings = given;
    return new Running("http://localhost:" + given.httpPort(), given.bootstrapServers());
  }

  private final class Running implements RunningDemo {

    private final String url;
    private final String bootstrapServers;

    Running(String url, String bootstrapServers) {
      this.url = url;
      this.bootstrapServers = bootstrapServers;
    }

    @Override
    public String url() {
      return url;
    }

    @Override
    public String bootstrapServers() {
      return bootstrapServers;
    }

    @Override
    public void send(List<SampleRecord> records) {
      sent.addAll(records);
    }

    @Override
    public void awaitWorkedOff(Duration atMost) {}

    @Override
    public IncidentQueries queries() {
      return known;
    }

    @Override
    public void awaitEnd() {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
