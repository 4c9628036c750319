package dev.oopsight.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Where the embedded broker is reached.
 *
 * @param listen address of this machine to listen on; {@code 0.0.0.0} for all
 * @param advertise the name by which clients find this machine
 * @param port 0 for any that is free
 */
public record BrokerAddress(String listen, String advertise, int port) {

  private static final String LOOPBACK = "127.0.0.1";

  public BrokerAddress {
    if (listen.isBlank() || advertise.isBlank()) {
      throw new IllegalArgumentException("an address to listen on and a name to advertise");
    }
    if (port < 0 || port > 65535) throw new IllegalArgumentException("port " + port);
  }

  /** Reached from this machine alone, which is right unless someone asks for more. */
  public static BrokerAddress onLoopback(int port) {
    return new BrokerAddress(LOOPBACK, LOOPBACK, port);
  }

  /**
   * The same address with a port that is free now.
   *
   * @throws CannotStartException where it is not, or where this machine has no such address
   */
  BrokerAddress claimed() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // as the broker will: connections in TIME_WAIT do not matter
      socket.bind(new InetSocketAddress(InetAddress.getByName(listen), port));
      return new BrokerAddress(listen, advertise, socket.getLocalPort());
    } catch (UnknownHostException e) {
      throw new CannotStartException("there is no address " + listen + " to listen on", e);
    } catch (IOException e) {
      throw new CannotStartException(
          "port "
              + port
              + " is taken on "
              + listen
              + ": stop the other program or choose another with --kafka-port",
          e);
    }
  }

  /** {@code host:port}, as clients write it; an IPv6 address in brackets. */
  String asClientsSeeIt() {
    return hostInUrl(advertise) + ":" + port;
  }

  String listener(String name) {
    return name + "://" + hostInUrl(listen) + ":" + port;
  }

  String advertisedListener(String name) {
    return name + "://" + asClientsSeeIt();
  }

  private static String hostInUrl(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
