package dev.oopsight.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** TCP ports, 1 to 65535, and 0 for any that is free; and the addresses that have them. */
final class Ports {

  static final String LOOPBACK = "127.0.0.1";

  private Ports() {}

  static int checked(CommandSpec spec, int port) {
    if (isPort(port)) return port;
    throw new ParameterException(spec.commandLine(), "a port is 0 to 65535, not " + port);
  }

  static boolean isPort(int port) {
    return port >= 0 && port <= 65_535;
  }

  /**
   * An address of this machine, or that of all of them.
   *
   * @throws CommandFailed where this machine has none like that
   */
  static InetAddress ofThisMachine(String listen) {
    try {
      InetAddress address = InetAddress.getByName(listen);
      if (address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null) {
        return address;
      }
    } catch (UnknownHostException | SocketException e) {
      throw new CommandFailed(noSuchAddress(listen), e);
    }
    throw new CommandFailed(noSuchAddress(listen));
  }

  private static String noSuchAddress(String listen) {
    return "this machine has no address %s to listen on: 0.0.0.0 stands for all of its addresses"
        .formatted(listen);
  }

  /**
   * Tries a port before anything slow is started.
   *
   * @param option that chooses the port
   * @param listen the address to listen on
   * @throws CommandFailed where it is taken
   */
  static void requireFree(String option, String listen, int port) {
    InetAddress address = ofThisMachine(listen);
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new CommandFailed(
          "port %d is taken: stop the other program or choose another with %s"
              .formatted(port, option),
          e);
    }
  }
}
