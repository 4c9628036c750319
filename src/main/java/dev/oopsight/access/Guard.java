package dev.oopsight.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Puts a server behind everything that access asks for. */
public final class Guard {

  /** What a peer may ask; other routes have lower bounds of their own, and words for them. */
  private static final long LARGEST_BODY = 16 << 20;

  private static final int MOST_CLIENTS = 100_000;

  private final Access access;
  private final Server server;
  private final FileWatch watch;

  private Guard(Access access, Server server) {
    this.access = access;
    this.server = server;
    this.watch = new FileWatch(server.getScheduler());
  }

  /**
   * Puts it there, before it is started.
   *
   * @param http how its connections speak
   * @param host address to listen on
   * @param port to listen on, 0 for any that is free
   * @throws CannotGuard where a file cannot be used
   */
  public static void around(
      Server server, HttpConfiguration http, Access access, String host, int port) {
    new Guard(access, server).around(http, host, port);
  }

  private void around(HttpConfiguration http, String host, int port) {
    ServerConnector connector = connector(http);
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(access.bounds().idle().toMillis());
    SlowHeads heads = new SlowHeads(server.getScheduler(), access.bounds().headWithin());
    http.addCustomizer(heads);
    http.addCustomizer(new SafeAnswers());
    connector.getConnectionFactory(HttpConnectionFactory.class).addEventListener(heads);
    server.addConnector(connector);
    server.addBean(heads);
    server.addBean(new NetworkConnectionLimit(access.bounds().connections(), connector));
    server.setRequestLog(new AuditLog(access.audit()));
    server.setHandler(chain());
    server.addBean(watch);
  }

  private ServerConnector connector(HttpConfiguration http) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    if (access.tls().isEmpty()) return new ServerConnector(server, plain);
    Access.Tls tls = access.tls().get();
    SslContextFactory.Server factory = new SslContextFactory.Server();
    watch.add(List.of(tls.certificate(), tls.key()), () -> Certificates.load(factory, tls));
    // Health is asked for by address, whatever the name in the certificate: clients check that.
    SecureRequestCustomizer secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
    ConnectionFactory ssl = new SslConnectionFactory(factory, plain.getProtocol());
    return new ServerConnector(server, ssl, plain);
  }

  /** From the outermost to the innermost, which the routes stand behind. */
  private Handler chain() {
    List<Handler.Singleton> chain = new ArrayList<>();
    boolean isForAnybody = access.users().isEmpty();
    chain.add(new BrowserGuard(isForAnybody && !access.open()));
    access.users().ifPresent(file -> chain.add(new Gate(users(file), access.openMetrics())));
    chain.add(rates());
    chain.add(new SizeLimitHandler(LARGEST_BODY, -1));
    chain.add(new MinimumDataRateHandler(access.bounds().bodyRate(), 0));
    for (int i = 1; i < chain.size(); i++) chain.get(i - 1).setHandler(chain.get(i));
    return chain.get(0);
  }

  private UserBook users(Path file) {
    UserBook book = new UserBook(read(file));
    watch.add(List.of(file), () -> book.replace(read(file)));
    return book;
  }

  private static Users read(Path file) {
    List<String> faults = new ArrayList<>();
    try {
      Users users = Users.read(Files.readString(file), faults);
      if (faults.isEmpty()) return users;
    } catch (IOException e) {
      throw new CannotGuard("http.users.file cannot be read: " + file, e);
    }
    throw new CannotGuard("http.users.file = %s: %s".formatted(file, String.join("; ", faults)));
  }

  private DoSHandler rates() {
    int requests = access.bounds().requests();
    DoSHandler rates =
        new DoSHandler(
            Guard::client,
            id -> new Rate(requests),
            (request, response, callback) -> {
              Refusal.later(
                  request,
                  response,
                  callback,
                  1,
                  "of requests, %d a second are taken of one client".formatted(requests));
              return true;
            },
            MOST_CLIENTS);
    rates.exclude(
        PathSpec.from("/healthz"), PathSpec.from("/readyz"), PathSpec.from(Gate.PEERS + "*"));
    return rates;
  }

  private static String client(Request request) {
    Principal user = Request.getAuthenticationState(request).getUserPrincipal();
    return user == null ? Request.getRemoteAddr(request) : "user " + user.getName();
  }
}
