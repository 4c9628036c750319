package dev.oopsight.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker in this process: one KRaft node that is broker and controller at once.
 *
 * <p>It listens twice: where clients find it, and on loopback for this process, which then does not
 * depend on a name that others know this machine by.
 *
 * <p>Started anew on the same directory it has the topics, offsets and transactions of before.
 * Topics are not created by being asked for: a shipper with a wrong topic name must hear of it.
 *
 * <p>Ready in two to five seconds; about 70 MB of heap.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final String CLIENTS = "CLIENTS";
  private static final String OWN = "OWN";
  private static final String CONTROLLER = "CONTROLLER";

  private final BrokerAddress address;
  private final BrokerAddress own;
  private final DirectoryLock lock;
  private final KafkaRaftServer server;

  private EmbeddedKafka(
      BrokerAddress address, BrokerAddress own, DirectoryLock lock, KafkaRaftServer server) {
    this.address = address;
    this.own = own;
    this.lock = lock;
    this.server = server;
  }

  /**
   * Starts a broker that is reached from this machine alone, and returns when it takes requests.
   *
   * @param dataDir where everything is kept; made if missing
   * @param kafkaPort 0 for any
   * @throws CannotStartException when the port is taken, or the directory in use or unusable
   */
  public static EmbeddedKafka start(Path dataDir, int kafkaPort) {
    return start(dataDir, BrokerAddress.onLoopback(kafkaPort));
  }

  /**
   * Starts a broker, and returns when it takes requests.
   *
   * @param dataDir where everything is kept; made if missing
   * @throws CannotStartException when the port is taken, or the directory in use or unusable
   */
  public static EmbeddedKafka start(Path dataDir, BrokerAddress address) {
    BrokerAddress clients = address.claimed();
    BrokerAddress own = BrokerAddress.onLoopback(0).claimed();
    BrokerAddress controller = BrokerAddress.onLoopback(0).claimed();
    DirectoryLock lock = DirectoryLock.take(dataDir, "--data");
    KafkaRaftServer server = null;
    try {
      Path log = dataDir.resolve("log");
      Properties properties = properties(log, clients, own, controller);
      if (!Files.exists(log.resolve("meta.properties"))) format(dataDir, properties);
      server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(clients, own, lock, server);
    } catch (IOException | RuntimeException e) {
      if (server != null) stop(server);
      lock.close();
      throw new CannotStartException(
          "the broker cannot start on " + dataDir + ": " + e.getMessage(), e);
    }
  }

  /** For {@code bootstrap.servers} of any client. */
  public String bootstrapServers() {
    return address.asClientsSeeIt();
  }

  /** The same for clients in this process. */
  public String ownBootstrapServers() {
    return own.asClientsSeeIt();
  }

  /** Stops the broker; what was acknowledged stays in the directory. */
  @Override
  public void close() {
    stop(server);
    lock.close();
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties properties(
      Path log, BrokerAddress clients, BrokerAddress own, BrokerAddress controller) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty(
        "listeners",
        String.join(
            ",", clients.listener(CLIENTS), own.listener(OWN), controller.listener(CONTROLLER)));
    p.setProperty(
        "advertised.listeners",
        clients.advertisedListener(CLIENTS) + "," + own.advertisedListener(OWN));
    p.setProperty(
        "listener.security.protocol.map",
        Stream.of(CLIENTS, OWN, CONTROLLER)
            .map(name -> name + ":PLAINTEXT")
            .collect(Collectors.joining(",")));
    p.setProperty("inter.broker.listener.name", OWN);
    p.setProperty("controller.listener.names", CONTROLLER);
    p.setProperty("controller.quorum.voters", "1@" + controller.asClientsSeeIt());
    p.setProperty("log.dirs", log.toString());
    p.setProperty("auto.create.topics.enable", "false");

    // There is one node to keep a copy.
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");

    // And few clients: small where the defaults are meant for hundreds.
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20)); // of heap; 128 MB

    // A restarted pipeline waits neither for company nor long for what its dead self left open.
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    return p;
  }

  /** Makes the directory a broker's. */
  private static void format(Path dataDir, Properties properties) throws IOException {
    Path file = Files.createTempFile(dataDir, "broker", ".properties");
    var output = new ByteArrayOutputStream();
    try (var print = new PrintStream(output, false, StandardCharsets.UTF_8)) {
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
      String id = Uuid.randomUuid().toString();
      String[] command = {"format", "--cluster-id", id, "--config", file.toString()};
      if (StorageTool.execute(command, print) != 0) {
        throw new IOException(output.toString(StandardCharsets.UTF_8).strip());
      }
    } finally {
      Files.delete(file);
    }
  }
}
