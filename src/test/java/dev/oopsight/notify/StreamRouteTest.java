package dev.oopsight.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.query.HttpApi;
import dev.oopsight.query.KnownIncidents;
import dev.oopsight.query.LiveIncidents;
import dev.oopsight.query.SampleApi;
import dev.oopsight.query.SampleSite;
import dev.oopsight.query.SeedIncident;
import dev.oopsight.query.StreamRoute;
import dev.oopsight.trace.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamRouteTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventRing ring = new EventRing(4, Positions.of("0").orElseThrow());
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpApi api = start();
  private int mostListeners = 10;
  private long offset;

  @AfterEach
  void stop() {
    ring.end();
    api.close();
  }

  @Test
  void sendsEachRevisionAsAnEventWithItsPlace() throws Exception {
    try (Stream stream = listen("")) {
      publish(SeedIncident.onWeb1());

      List<String> event = stream.event();
      assertThat(event.subList(0, 2)).containsExactly("id: 1", "event: revised");
      var row = JSON.readTree(event.get(2).substring("data: ".length()));
      assertThat(row.path("id").asText()).isEqualTo(SeedIncident.onWeb1().id().toString());
      assertThat(row.path("host").asText()).isEqualTo("web1");
      assertThat(row.path("change").asText()).isEqualTo("counted");
      assertThat(stream.answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      assertThat(stream.answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void sendsOnlyTheHostAndTheKindThatAreAskedFor() throws Exception {
    try (Stream ofWeb2 = listen("?host=web2");
        Stream ooms = listen("?kind=oom_kill")) {
      publish(SeedIncident.onWeb1());
      publish(incident("web2", Kind.OOM_KILL));

      assertThat(ofWeb2.event().get(0)).isEqualTo("id: 2");
      assertThat(ooms.event().get(0)).isEqualTo("id: 2");
    }
    HttpResponse<InputStream> wrong = ask("?kind=nothing&colour=red", "");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(new String(wrong.body().readAllBytes(), UTF_8)).contains("kind", "colour");
  }

  @Test
  void resumesAfterTheLastEventAndTellsOfAGap() throws Exception {
    for (int i = 0; i < 3; i++) publish(SeedIncident.onWeb1());
    try (Stream resumed = new Stream(ask("", "2"))) {
      assertThat(resumed.event().get(0)).isEqualTo("id: 3");
    }
    for (int i = 0; i < 3; i++) publish(SeedIncident.onWeb1());
    try (Stream late = new Stream(ask("", "1"))) {
      assertThat(late.event()).containsExactly("id: 2", "event: gap", "data: {}");
      assertThat(late.event().get(0)).isEqualTo("id: 3");
    }
  }

  @Test
  void saysThatItIsThereWhileNothingHappens() throws Exception {
    try (Stream stream = listen("")) {
      assertThat(stream.lines.readLine()).isEqualTo(":");
    }
  }

  @Test
  void refusesMoreThanMayListenAndLetsThemInWhenOthersLeft() throws Exception {
    mostListeners = 1;
    Stream first = listen("");

    HttpResponse<InputStream> second = ask("", "");
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.headers().firstValue("Retry-After")).isPresent();

    first.close();
    org.awaitility.Awaitility.await("the place of one that left")
        .until(() -> ask("", "").statusCode() == 200);
  }

  @Test
  void endsCleanlyWhenTheServerStops() throws Exception {
    try (Stream stream = listen("")) {
      ring.end();

      String line = stream.lines.readLine();
      while (line != null) line = stream.lines.readLine();
    }
    assertThat(ask("", "").statusCode()).isEqualTo(200);
  }

  private static KernelIncident incident(String host, Kind kind) {
    return SeedIncident.with(new HostId(host), new UUID(0, 7), SeedIncident.BEGAN, kind);
  }

  private void publish(KernelIncident incident) {
    ring.add(0, offset++, LiveIncidents.Revision.of(incident));
  }

  private Stream listen(String query) throws Exception {
    return new Stream(ask(query, ""));
  }

  private HttpResponse<InputStream> ask(String query, String lastEventId) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + api.port() + StreamRoute.PATH + query);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    if (!lastEventId.isEmpty()) request.header("Last-Event-ID", lastEventId);
    return client.send(request.build(), BodyHandlers.ofInputStream());
  }

  private HttpApi start() {
    KnownIncidents known = new KnownIncidents().incident(SeedIncident.onWeb1());
    return SampleApi.at(
        SeedIncident.BEGAN,
        known,
        SampleSite.input(),
        routes -> new StreamRoute(new OfRing(), known, Duration.ofMillis(50)).addTo(routes));
  }

  /** Listeners of the ring alone, as many as may. */
  private final class OfRing implements LiveIncidents {

    private int listening;

    @Override
    public synchronized Optional<Listener> listen(Optional<String> after) {
      if (listening >= mostListeners) return Optional.empty();
      listening++;
      if (after.isEmpty()) return Optional.of(ring.listenFromNow(this::left));
      Positions known = Positions.of(after.get()).orElseThrow();
      List<Event> gap =
          ring.has(known)
              ? List.of()
              : List.of(new Event(ring.begin().toString(), Optional.empty(), -1));
      return Optional.of(ring.listen(known, gap, this::left));
    }

    private synchronized void left() {
      listening--;
    }

    @Override
    public void end() {
      ring.end();
    }
  }

  /** What comes. */
  private record Stream(HttpResponse<InputStream> answer, BufferedReader lines)
      implements AutoCloseable {

    Stream(HttpResponse<InputStream> answer) throws IOException {
      this(answer, new BufferedReader(new InputStreamReader(answer.body(), UTF_8)));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(lines.readLine()).startsWith("retry: ");
      assertThat(lines.readLine()).isEqualTo(": listening");
      assertThat(lines.readLine()).isEmpty();
    }

    /** The next event, without comments. */
    List<String> event() throws IOException {
      List<String> fields = new ArrayList<>();
      while (true) {
        String line = lines.readLine();
        if (line == null) throw new AssertionError("the stream ended");
        if (!line.isEmpty() && !line.startsWith(":")) fields.add(line);
        else if (line.isEmpty() && !fields.isEmpty()) return fields;
      }
    }

    @Override
    public void close() throws IOException {
      answer.body().close();
    }
  }
}
