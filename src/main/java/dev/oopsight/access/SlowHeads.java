package dev.oopsight.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose next request does not come to the end of its head in time.
 *
 * <p>An idle timeout does not: it begins anew with each byte, and one a minute keeps a connection
 * for ever. The server has a limit for slow bodies, and none for slow heads.
 */
final class SlowHeads extends Ticker implements Connection.Listener, HttpConfiguration.Customizer {

  /** While a request is answered, nothing is waited for. */
  private static final Waiting ANSWERED = new Waiting(false, 0, 0);

  private final Map<Connection, Waiting> connections = new ConcurrentHashMap<>();
  private final Duration within;

  /**
   * What a connection is waited for.
   *
   * @param head whether a head has begun to come; else nothing came since the answer before
   * @param sinceNanos since when
   * @param bytes that had come until then
   */
  private record Waiting(boolean head, long sinceNanos, long bytes) {}

  SlowHeads(Scheduler scheduler, Duration within) {
    super(scheduler, within.dividedBy(4).plusMillis(1));
    this.within = within;
  }

  @Override
  void look() {
    connections.forEach(this::look);
  }

  private void look(Connection connection, Waiting now) {
    if (now.equals(ANSWERED)) return;
    if (now.head()) {
      if (System.nanoTime() - now.sinceNanos() > within.toNanos()) {
        connection.getEndPoint().close();
      }
    } else if (connection.getBytesIn() > now.bytes()) {
      connections.replace(connection, now, new Waiting(true, System.nanoTime(), 0));
    }
  }

  @Override
  public void onOpened(Connection connection) {
    connections.put(connection, new Waiting(true, System.nanoTime(), 0));
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable answer) {
    Connection connection = request.getConnectionMetaData().getConnection();
    if (connections.replace(connection, ANSWERED) != null) {
      Request.addCompletionListener(
          request,
          failure ->
              connections.replace(
                  connection,
                  ANSWERED,
                  new Waiting(false, System.nanoTime(), connection.getBytesIn())));
    }
    return request;
  }
}
