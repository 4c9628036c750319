package dev.oopsight.connect;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.apache.kafka.connect.util.FutureCallback;

/** A worker of Kafka Connect in this process, without its REST server. */
public final class ConnectWorker implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  private final StandaloneHerder herder;
  private final String bootstrapServers;

  private ConnectWorker(StandaloneHerder herder, String bootstrapServers) {
    this.herder = herder;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts one that knows no connector yet. */
  public static ConnectWorker start(String bootstrapServers, Path dir) {
    Map<String, String> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "key.converter",
            JsonConverter.class.getName(),
            "value.converter",
            JsonConverter.class.getName(),
            "offset.storage.file.filename",
            dir.resolve("offsets").toString(),
            "offset.flush.interval.ms",
            "200",
            "plugin.discovery",
            "service_load",
            "config.providers",
            "file",
            "config.providers.file.class",
            FileConfigProvider.class.getName());
    var policy = new AllConnectorClientConfigOverridePolicy();
    StandaloneConfig config = new StandaloneConfig(settings);
    MemoryOffsetBackingStore offsets = new NoSources();
    offsets.configure(config);
    Worker worker =
        new Worker("worker", Time.SYSTEM, new Plugins(settings), config, offsets, policy);
    StandaloneHerder herder = new StandaloneHerder(worker, config.kafkaClusterId(), policy);
    herder.start();
    return new ConnectWorker(herder, bootstrapServers);
  }

  /** Sinks keep their offsets in Kafka. */
  private static final class NoSources extends MemoryOffsetBackingStore {
    @Override
    public java.util.Set<Map<String, Object>> connectorPartitions(String connectorName) {
      return java.util.Set.of();
    }
  }

  /** Creates a connector, as {@code POST /connectors} does. */
  public void create(String name, Map<String, String> config) throws Exception {
    Map<String, String> named = new HashMap<>(config);
    named.put("name", name);
    FutureCallback<Herder.Created<ConnectorInfo>> created = new FutureCallback<>();
    herder.putConnectorConfig(name, named, false, created);
    created.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Deletes a connector, and all that Kafka knows of how far it had read. */
  public void forget(String name) throws Exception {
    FutureCallback<Herder.Created<ConnectorInfo>> deleted = new FutureCallback<>();
    herder.deleteConnectorConfig(name, deleted);
    deleted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .deleteConsumerGroups(List.of(group(name)))
          .all()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** The consumer group of a sink. */
  public static String group(String name) {
    return "connect-" + name;
  }

  /** Why connectors and their tasks failed. */
  public List<String> faults() {
    return herder.connectors().stream()
        .map(herder::connectorStatus)
        .flatMap(
            status ->
                Stream.concat(Stream.of(status.connector()), status.tasks().stream())
                    .map(ConnectorStateInfo.AbstractState::trace)
                    .flatMap(trace -> Optional.ofNullable(trace).stream()))
        .toList();
  }

  @Override
  public void close() {
    herder.stop();
  }
}
