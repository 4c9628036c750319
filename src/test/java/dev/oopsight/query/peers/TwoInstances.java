package dev.oopsight.query.peers;

import dev.oopsight.access.Access;
import dev.oopsight.access.Certificates;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.log.HostId;
import dev.oopsight.query.Health;
import dev.oopsight.query.HttpApi;
import dev.oopsight.query.IncidentQueries;
import dev.oopsight.query.Readiness;
import dev.oopsight.query.RedactedQueries;
import dev.oopsight.query.SampleApi;
import dev.oopsight.query.SampleSite;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.topology.HostPartitions;
import dev.oopsight.topology.PipelineDriver;
import dev.oopsight.topology.StoreView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Two instances with the real stores of one partition each, over HTTP, without a broker: what Kafka
 * Streams would tell of where partitions lie is told by hand.
 */
final class TwoInstances implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  static final String SECRET = "0123456789abcdef-a-secret";

  private static final String OOM =
      """
      <4>[  100.000000] dd invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
      <3>[  100.000001] Out of memory: Killed process 7 (dd) total-vm:4kB, anon-rss:4kB
      """;

  private final HttpClient client;
  private final boolean isHttps;
  private final List<PipelineDriver> drivers = List.of(new PipelineDriver(), new PipelineDriver());
  final List<One> instances;

  /** One of them. */
  static final class One implements HostPartitions, Health, AutoCloseable {

    final Map<Integer, StoreView> actives = new HashMap<>();
    final Map<Integer, StoreView> standbys = new HashMap<>();
    final Map<Integer, Instance> activesElsewhere = new HashMap<>();
    final Map<Integer, Instance> standbysElsewhere = new HashMap<>();
    private HttpApi api;

    @Override
    public List<Member> members() {
      throw new UnsupportedOperationException("nobody asks for them here");
    }

    @Override
    public int count() {
      return 2;
    }

    @Override
    public Optional<HostId> resolve(HostId name) {
      return Optional.of(name);
    }

    @Override
    public <T> Optional<T> here(int partition, boolean stale, Function<StoreView, T> question) {
      return Optional.ofNullable(actives.get(partition))
          .or(() -> Optional.ofNullable(stale ? standbys.get(partition) : null))
          .map(question);
    }

    @Override
    public Optional<Instance> activeElsewhere(int partition) {
      return Optional.ofNullable(activesElsewhere.get(partition));
    }

    @Override
    public List<Instance> standbysElsewhere(int partition) {
      return Optional.ofNullable(standbysElsewhere.get(partition)).stream().toList();
    }

    @Override
    public boolean alive() {
      return true;
    }

    @Override
    public Readiness readiness() {
      return Readiness.running();
    }

    Instance address() {
      return new Instance("127.0.0.1", api.port());
    }

    @Override
    public void close() {
      api.close();
    }
  }

  TwoInstances() {
    this(Redaction.NONE);
  }

  TwoInstances(Redaction redaction) {
    this(redaction, Access.OPEN);
  }

  /** Served to those who may ask. */
  TwoInstances(Redaction redaction, Access access) {
    isHttps = access.tls().isPresent();
    client = client(access);
    instances = List.of(start(redaction, access), start(redaction, access));
    for (int i = 0; i < 2; i++) {
      one(i).actives.put(i, drivers.get(i).view());
      one(i).activesElsewhere.put(1 - i, one(1 - i).address());
    }
  }

  private static HttpClient client(Access access) {
    HttpClient.Builder builder = HttpClient.newBuilder();
    tls(access).ifPresent(builder::sslContext);
    return builder.build();
  }

  private static Optional<SSLContext> tls(Access access) {
    return access.tls().map(tls -> Certificates.trusting("ca", tls.certificate()));
  }

  private static One start(Redaction redaction, Access access) {
    One one = new One();
    PeerSecret secret = new PeerSecret(SECRET);
    PeerClient peers = new PeerClient(secret, tls(access), Duration.ofSeconds(1));
    IncidentQueries all = new PartitionedQueries(one, one, Optional.of(peers));
    one.api =
        SampleApi.at(
            NOON.plusSeconds(3600),
            redaction.isNone() ? all : new RedactedQueries(all, redaction),
            SampleSite.input(),
            routes -> new PeerRoutes(secret, one).addTo(routes),
            access);
    return one;
  }

  One one(int number) {
    return instances.get(number);
  }

  /** A name of a host that the partition keeps. */
  String hostOn(int partition, int number) {
    int seen = 0;
    for (int i = 0; ; i++) {
      String name = "web" + i;
      if (one(0).of(new HostId(name)) == partition && seen++ == number) return name;
    }
  }

  /** Has hosts on either fail, each with a config that changed before. */
  TwoInstances filled() {
    for (int partition = 0; partition < 2; partition++) {
      for (int number = 0; number < 3; number++) {
        String host = hostOn(partition, number);
        PipelineDriver driver = drivers.get(partition);
        driver.config(host, NOON.minusSeconds(600), sysctl(60));
        driver.config(host, NOON.minusSeconds(300), sysctl(10 + number));
        driver.log(host, NOON.plusSeconds(60L * partition + number), OOM);
      }
      drivers.get(partition).fallSilent();
    }
    return this;
  }

  private static String sysctl(int swappiness) {
    return "$ sysctl -a\nvm.swappiness = " + swappiness + "\nkernel.osrelease = 5.10";
  }

  /** The id of an incident that the partition keeps. */
  String incidentOn(int partition) {
    return first(partition).getValue().incident().toString();
  }

  /** The print of its site. */
  String print(int partition) {
    return first(partition).getKey().toString();
  }

  private Map.Entry<Fingerprint, Appearance> first(int partition) {
    List<Map.Entry<Fingerprint, Appearance>> rows = new ArrayList<>();
    drivers
        .get(partition)
        .view()
        .eachAppearance(Fingerprint.Level.SITE, (print, row) -> rows.add(Map.entry(print, row)));
    return rows.get(0);
  }

  /** Has a host fail once more, a minute later. */
  void failAgain(int partition, String host) {
    drivers
        .get(partition)
        .log(host, NOON.plusSeconds(120), OOM.replace("  100.", "  160."))
        .fallSilent();
  }

  /** Lets the other follow what that one works on. */
  void follow(int partition) {
    one(1 - partition).standbys.put(partition, drivers.get(partition).view());
  }

  HttpResponse<String> get(int number, String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(number, path));
    if (headers.length > 0) request.headers(headers);
    return send(request);
  }

  HttpResponse<String> post(int number, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(number, path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) request.headers(headers);
    return send(request);
  }

  private URI uri(int number, String path) {
    return URI.create((isHttps ? "https://" : "http://") + one(number).address() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    instances.forEach(One::close);
    drivers.forEach(PipelineDriver::close);
  }
}
