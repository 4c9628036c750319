package dev.oopsight.query.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.oopsight.topology.HostPartitions.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whoever listens at an address and is no instance: it notes what it is asked. */
final class Stranger implements AutoCloseable {

  private final ServerSocket server;
  private final String answer;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private Stranger(ServerSocket server, String answer) {
    this.server = server;
    this.answer = answer;
  }

  /**
   * Listens.
   *
   * @param answer to any request; none at all where it is empty
   */
  static Stranger answering(String answer) throws IOException {
    Stranger stranger =
        new Stranger(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
    Thread thread = new Thread(stranger::serve, "stranger");
    thread.setDaemon(true);
    thread.start();
    return stranger;
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        Thread thread = new Thread(() -> serve(caller), "stranger");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      InputStream in = caller.getInputStream();
      byte[] buffer = new byte[16 << 10];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        asked.add(new String(buffer, 0, read, ISO_8859_1));
        caller.getOutputStream().write(answer.getBytes(ISO_8859_1));
      }
    } catch (IOException e) {
      asked.add("gone: " + e.getMessage());
    }
  }

  Instance address() {
    return new Instance("127.0.0.1", server.getLocalPort());
  }

  /** What came, as it came. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
