package dev.oopsight.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documents by index and id, over HTTP: {@code PUT} and {@code DELETE} of {@code /INDEX/_doc/ID}
 * with external versions. A version that is not newer is answered 409. Source: Elasticsearch's
 * reference, Index API, "Version types"; OpenSearch has kept it.
 */
public final class DocumentStore implements AutoCloseable {

  public static final String USER = "oopsight";
  public static final String PASSWORD = "a secret";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH = Pattern.compile("/(?<index>[^/]+)/_doc/(?<id>[^/]+)");
  private static final Pattern VERSION = Pattern.compile("version=(\\d+)&version_type=external");

  private final HttpServer server;
  private final Map<String, Map<String, Version>> indices = new TreeMap<>();

  /** What is known of an id; no document where it was deleted. */
  private record Version(long number, Optional<JsonNode> document) {}

  private DocumentStore(HttpServer server) {
    this.server = server;
  }

  /** Starts an empty one. */
  public static DocumentStore start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    DocumentStore store = new DocumentStore(server);
    server
        .createContext("/", store::answer)
        .setAuthenticator(
            new BasicAuthenticator("documents") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals(USER) && password.equals(PASSWORD);
              }
            });
    server.start();
    return store;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    Matcher version = VERSION.matcher(exchange.getRequestURI().getQuery());
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean newer =
        path.matches()
            && version.matches()
            && write(
                path.group("index"),
                path.group("id"),
                new Version(
                    Long.parseLong(version.group(1)),
                    exchange.getRequestMethod().equals("PUT")
                        ? Optional.of(JSON.readTree(body))
                        : Optional.empty()));
    byte[] answer = "{}".getBytes(UTF_8);
    exchange.sendResponseHeaders(newer ? 200 : 409, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized boolean write(String index, String id, Version version) {
    Map<String, Version> known = indices.computeIfAbsent(index, name -> new TreeMap<>());
    Version before = known.get(id);
    if (before != null && before.number >= version.number) return false;
    known.put(id, version);
    return true;
  }

  /** The documents of an index by id. */
  public synchronized Map<String, JsonNode> documents(String index) {
    Map<String, JsonNode> found = new TreeMap<>();
    indices
        .getOrDefault(index, Map.of())
        .forEach((id, version) -> version.document.ifPresent(known -> found.put(id, known)));
    return found;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
