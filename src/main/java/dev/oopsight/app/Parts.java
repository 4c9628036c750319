package dev.oopsight.app;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.TopicState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/**
 * What the commands are made of. Each part is built when a command asks for it, so that {@code
 * --help} and {@code explain} load neither Kafka nor an HTTP server.
 */
public interface Parts {

  /**
   * The core over files.
   *
   * @param rules of the site, beside the shipped ones: files and directories
   * @throws CommandFailed where a rule of the site cannot be read or has a fault
   */
  Offline offline(List<Path> rules);

  /** An incident for a person to read, ended by a newline. */
  String text(KernelIncident incident);

  /** An incident as the one line that a SIEM takes, without a newline. */
  String encoded(SiemFormat format, KernelIncident incident);

  /**
   * Starts broker, registry, pipeline and API in this process, on loopback, with state that is
   * thrown away.
   *
   * @param httpPort of the API, 0 for any that is free
   * @param kafkaPort of the broker, 0 for any that is free
   * @throws CommandFailed where a port is taken
   */
  RunningDemo demo(int httpPort, int kafkaPort);

  /**
   * Starts broker, registry, pipeline and API in this process, with state that is kept.
   *
   * @throws CommandFailed where an address cannot be had or the directory is in use
   */
  RunningSite standalone(Standalone wanted);

  /**
   * Starts pipeline and API against a Kafka that is there.
   *
   * @throws CommandFailed where the broker or registry cannot be reached, or a port is taken
   */
  RunningPipeline run(Settings settings);

  /**
   * Publishes lines as a shipper would.
   *
   * @param bootstrap brokers to begin with
   * @param host whose lines: their key and their header {@code host-id}
   * @throws CommandFailed where no broker answers or the topic does not exist
   */
  LinePublisher publisher(String bootstrap, String topic, Optional<HostId> host);

  /**
   * Writes to a compacted topic, and waits until the broker has it all.
   *
   * @param bootstrap brokers to begin with
   * @param values by their keys; empty takes back what stands under the key
   * @throws CommandFailed where no broker answers, the topic does not exist or a value is refused
   */
  void put(String bootstrap, String topic, SortedMap<String, Optional<String>> values);

  /**
   * Looks at every topic that the pipeline needs.
   *
   * @param bootstrap brokers to begin with
   * @param prefix before each topic of ours
   * @param formats that are published
   * @param partitions with how many to make those that are missing; empty to make none
   * @throws CommandFailed where no broker answers
   */
  List<TopicState> topics(
      String bootstrap, String prefix, Set<SiemFormat> formats, OptionalInt partitions);
}
