package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.oopsight.log.HostId;
import dev.oopsight.query.LiveIncidents.Event;
import dev.oopsight.query.LiveIncidents.Listener;
import dev.oopsight.query.LiveIncidents.Revision;
import dev.oopsight.trace.Kind;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Live incidents as server-sent events.
 *
 * <pre>{@code
 * id: 12.40.7
 * event: opened
 * data: {"id":"…","host":"web1","kind":"oom_kill",…,"change":"opened"}
 * }</pre>
 *
 * <p>Shape: {@code opened} for a new incident, {@code revised} for a further revision of one,
 * {@code gap} where the listener was too slow or away too long. The id resumes after the event. A
 * comment comes where nothing else does, so that whoever went away is noticed.
 *
 * <p>Why a thread a listener: writing waits for the listener, which the server bounds by its idle
 * timeout, and there are few of them.
 *
 * <p>Source: WHATWG HTML, "Server-sent events".
 */
public final class StreamRoute {

  /** Where it is. */
  public static final String PATH = "/api/v1/incidents/stream";

  /** Well below what proxies take for a dead connection, a minute as a rule. */
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** When a browser that was cut off comes back. */
  private static final long RETRY_MILLIS = 3_000;

  private final LiveIncidents live;
  private final IncidentQueries queries;
  private final Duration heartbeat;

  public StreamRoute(LiveIncidents live, IncidentQueries queries) {
    this(live, queries, HEARTBEAT);
  }

  /** With another time after which a comment comes. */
  public StreamRoute(LiveIncidents live, IncidentQueries queries, Duration heartbeat) {
    this.live = requireNonNull(live);
    this.queries = requireNonNull(queries);
    this.heartbeat = requireNonNull(heartbeat);
  }

  public void addTo(JavalinDefaultRoutingApi routes) {
    routes.get(PATH, this::stream);
  }

  private void stream(Context request) throws InterruptedException {
    Parameters given = new Parameters(request, "kind", "host");
    Predicate<Revision> wanted = wanted(given.kind(), given.host("host"));
    Optional<String> fault = given.faults();
    if (fault.isPresent()) {
      Replies.problem(request, 400, fault.get());
      return;
    }
    if (request.method().equals(HandlerType.HEAD)) {
      head(request);
      return;
    }
    Optional<String> after =
        Optional.ofNullable(request.header("Last-Event-ID")).filter(id -> !id.isEmpty());
    Optional<Listener> listening = live.listen(after);
    if (listening.isEmpty()) {
      request.header("Retry-After", "10");
      Replies.problem(request, 503, "nobody more can listen now: ask /api/v1/incidents");
      return;
    }
    try (Listener listener = listening.get()) {
      head(request);
      send(listener, wanted, request.res().getOutputStream());
    } catch (IOException e) {
      // It went away.
    }
  }

  private static void head(Context request) {
    // How long somebody listens is no time that a request took.
    request.attribute("began", null);
    request.contentType("text/event-stream");
    request.header("Cache-Control", "no-store");
    // nginx would keep events back until a buffer is full.
    request.header("X-Accel-Buffering", "no");
  }

  private void send(Listener listener, Predicate<Revision> wanted, OutputStream out)
      throws IOException, InterruptedException {
    write(out, "retry: " + RETRY_MILLIS + "\n: listening\n\n");
    while (!listener.isOver()) {
      Optional<Event> event = listener.next(heartbeat);
      if (event.isEmpty()) write(out, ":\n\n");
      else if (event.get().revision().isEmpty()) write(out, gap(event.get()));
      else if (wanted.test(event.get().revision().get())) write(out, text(event.get()));
    }
  }

  private static String text(Event event) {
    Revision revision = event.revision().orElseThrow();
    return text(event, revision.opened() ? "opened" : "revised", revision.row());
  }

  private static String gap(Event event) {
    return text(event, "gap", event.missed() < 0 ? "{}" : "{\"missed\":" + event.missed() + "}");
  }

  private static String text(Event event, String name, String data) {
    return "id: " + event.position() + "\nevent: " + name + "\ndata: " + data + "\n\n";
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  /** A host may be named by any of its names; what is published has one. */
  private Predicate<Revision> wanted(Optional<Kind> kind, Optional<HostId> host) {
    Optional<HostId> published = host.map(name -> published(queries, name));
    return revision ->
        kind.map(revision.kind()::equals).orElse(true)
            && published.map(revision.host()::equals).orElse(true);
  }

  /** The name under which a host is published; the name itself where it is not known. */
  static HostId published(IncidentQueries queries, HostId name) {
    return queries
        .host(name)
        .fold(found -> found.value().host(), absent -> name, bad -> name, notReady -> name);
  }
}
