package dev.oopsight.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The ports that a whole system in this process listens on. */
final class PortOptions {

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "N",
      description = "Port of the API and its page (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--kafka-port",
      defaultValue = "9092",
      paramLabel = "N",
      description = "Port of the broker (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  int http() {
    return Ports.checked(command, port);
  }

  int kafka() {
    return Ports.checked(command, kafkaPort);
  }
}
