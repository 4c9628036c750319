package dev.oopsight.app;

import dev.oopsight.incident.KernelIncident;

/**
 * What the commands are made of. Each part is built when a command asks for it, so that {@code
 * --help} and {@code explain} load neither Kafka nor an HTTP server.
 */
public interface Parts {

  /** The core over files. */
  Offline offline();

  /** An incident for a person to read, ended by a newline. */
  String text(KernelIncident incident);

  /** An incident as the one line of ECS JSON that a SIEM indexes, without a newline. */
  String ecs(KernelIncident incident);

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
   * Starts pipeline and API against a Kafka that is there.
   *
   * @throws CommandFailed where the broker or registry cannot be reached, or a port is taken
   */
  RunningPipeline run(Settings settings);
}
