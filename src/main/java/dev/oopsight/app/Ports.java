package dev.oopsight.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** TCP ports: 1 to 65535, and 0 for any that is free. */
final class Ports {

  private Ports() {}

  static int checked(CommandSpec spec, int port) {
    if (isPort(port)) return port;
    throw new ParameterException(spec.commandLine(), "a port is 0 to 65535, not " + port);
  }

  static boolean isPort(int port) {
    return port >= 0 && port <= 65_535;
  }

  /**
   * Tries a port of this machine before anything slow is started.
   *
   * @param option that chooses the port
   * @throws CommandFailed where it is taken
   */
  static void requireFree(String option, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new CommandFailed(
          "port %d is taken: stop the other program or choose another with %s"
              .formatted(port, option),
          e);
    }
  }
}
