package dev.oopsight.query;

import static dev.oopsight.query.GuardedApi.basic;
import static dev.oopsight.query.GuardedApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.access.Access;
import dev.oopsight.access.CannotGuard;
import dev.oopsight.access.Role;
import dev.oopsight.access.User;
import dev.oopsight.access.UsersFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and what is written down of it. */
class AccessTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "correct horse battery staple";

  private final KnownIncidents known = new KnownIncidents().incident(SeedIncident.onWeb1());
  @TempDir private Path dir;
  private Path users;
  private Path audit;
  private String reader;
  private String writer;
  private GuardedApi api;

  @BeforeEach
  void start() throws Exception {
    users = dir.resolve("users");
    audit = dir.resolve("audit");
    UsersFile file = new UsersFile(users);
    reader = file.addToken(new User("grafana", Role.READ));
    writer = file.addToken(new User("pager", Role.WRITE));
    file.setPassword(new User("ann", Role.WRITE), PASSWORD);
    api = GuardedApi.start(known, access(false, false));
  }

  private Access access(boolean openMetrics, boolean auditAll) {
    return new Access(
        Optional.of(users),
        false,
        openMetrics,
        Optional.empty(),
        Access.Bounds.DEFAULT,
        new Access.Audit(auditAll, Optional.of(audit)));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/hosts", "/metrics", "/openapi.json", "/page/app.js", "/x"})
  void answersNobodyWhoIsNotKnown(String path) throws Exception {
    HttpResponse<String> answer = api.get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly(
            "Basic realm=\"Oopsight\", charset=\"UTF-8\"", "Bearer realm=\"Oopsight\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains("who asks?");
  }

  @Test
  void answersAnybodyOnItsHealthAndNothingElse() throws Exception {
    assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(api.post("/healthz", "{}").statusCode()).isEqualTo(401);
    for (String path :
        List.of("/healthz/", "/healthz;x=1", "/./healthz", "/x/../healthz", "//healthz")) {
      assertThat(api.rawGet(path)).as(path).containsPattern("^HTTP/1.1 40[01] ");
    }
  }

  @Test
  void showsMetricsToAnybodyWhereThatIsSaid() throws Exception {
    try (GuardedApi open = GuardedApi.start(known, access(true, false))) {
      assertThat(open.get("/metrics").statusCode()).isEqualTo(200);
      assertThat(open.get("/api/v1/hosts").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void letsAReaderAskAndSayNothing() throws Exception {
    String[] token = {"Authorization", bearer(reader)};

    assertThat(api.get("/api/v1/hosts", token).statusCode()).isEqualTo(200);
    assertThat(api.post("/api/v1/explain", "a log", token).statusCode()).isEqualTo(200);
    HttpResponse<String> said = api.acknowledge(token);
    assertThat(said.statusCode()).isEqualTo(403);
    assertThat(said.body()).contains("may read, and not write");
  }

  @Test
  void letsAWriterSaySomething() throws Exception {
    assertThat(api.acknowledge("Authorization", bearer(writer)).statusCode()).isEqualTo(200);
    assertThat(api.acknowledge("Authorization", basic("ann", PASSWORD)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void keepsTheNameOfWhoSaidItBesideTheOneThatIsGiven() throws Exception {
    String told = api.acknowledge("Authorization", bearer(writer)).body();
    assertThat(told).contains("\"by\":\"ann (by pager)\"");

    String own = api.acknowledge("Authorization", basic("ann", PASSWORD)).body();
    assertThat(own).contains("\"by\":\"ann\"");
  }

  @Test
  void knowsNobodyByAWrongSecret() throws Exception {
    for (String wrong :
        List.of(
            bearer(reader + "x"),
            bearer(""),
            bearer("sha256:" + "0".repeat(64)),
            basic("ann", "correct horse battery stable"),
            basic("nobody", PASSWORD),
            basic("grafana", reader),
            "Basic %%%",
            "Basic " + "QUFB",
            "Digest username=ann")) {
      assertThat(api.get("/api/v1/hosts", "Authorization", wrong).statusCode())
          .as(wrong)
          .isEqualTo(401);
    }
  }

  @Test
  void stopsWhoeverGuessesPasswords() throws Exception {
    int status = 401;
    int guesses = 0;
    while (status == 401 && guesses++ < 20) {
      status =
          api.get("/api/v1/hosts", "Authorization", basic("ann", "guess number " + guesses))
              .statusCode();
    }

    assertThat(status).isEqualTo(429);
    assertThat(guesses).isBetween(10, 15);
    assertThat(api.get("/api/v1/hosts", "Authorization", bearer(reader)).statusCode())
        .as("a token is no guess")
        .isEqualTo(200);
  }

  @Test
  void readsItsUsersAgainWhenTheyChange() throws Exception {
    assertThat(api.get("/api/v1/hosts", "Authorization", basic("ann", PASSWORD)).statusCode())
        .isEqualTo(200);

    UsersFile file = new UsersFile(users);
    file.remove("ann");
    String added = file.addToken(new User("late", Role.READ));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> status("Authorization", bearer(added)) == 200);
    assertThat(status("Authorization", basic("ann", PASSWORD)))
        .as("who was remembered is forgotten")
        .isEqualTo(401);
  }

  private int status(String... headers) throws Exception {
    return api.get("/api/v1/hosts", headers).statusCode();
  }

  @Test
  void startsWithNoFileOfUsersThatHasAFault() throws Exception {
    Files.writeString(users, "ann write\nbob reed x\n");

    assertThatThrownBy(() -> GuardedApi.start(known, access(false, false)))
        .isInstanceOf(CannotGuard.class)
        .hasMessageContaining("line 1: three words")
        .hasMessageContaining("line 2: the role is read or write");
  }

  @Test
  void writesDownWhoChangedWhatAndWhoWasRefused() throws Exception {
    api.get("/api/v1/hosts", "Authorization", bearer(reader));
    api.acknowledge("Authorization", bearer(writer));
    api.acknowledge("Authorization", bearer(reader));
    api.get("/api/v1/hosts?token=" + reader, "Authorization", bearer("oopsight_wrong"));

    List<JsonNode> lines = audited(3);

    assertThat(lines.get(0).path("user").asText()).isEqualTo("pager");
    assertThat(lines.get(0).path("status").asInt()).isEqualTo(200);
    assertThat(lines.get(0).path("method").asText()).isEqualTo("POST");
    assertThat(lines.get(0).path("from").asText()).isEqualTo("127.0.0.1");
    assertThat(lines.get(0).path("path").asText())
        .isEqualTo("/api/v1/incidents/" + SeedIncident.onWeb1().id() + "/feedback");
    assertThat(lines.get(1).path("user").asText()).isEqualTo("grafana");
    assertThat(lines.get(1).path("status").asInt()).isEqualTo(403);
    assertThat(lines.get(2).has("user")).isFalse();
    assertThat(lines.get(2).path("status").asInt()).isEqualTo(401);
    assertThat(Files.readString(audit)).doesNotContain(reader, writer, "oopsight_");
  }

  @Test
  void writesEverythingDownWhereThatIsSaid() throws Exception {
    try (GuardedApi all = GuardedApi.start(known, access(false, true))) {
      all.get("/api/v1/hosts", "Authorization", bearer(reader));
      assertThat(audited(1).get(0).path("user").asText()).isEqualTo("grafana");
    }
  }

  /** A line is written when its answer is sent, so it may come a little later. */
  private List<JsonNode> audited(int lines) throws Exception {
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.readAllLines(audit).size() >= lines);
    List<JsonNode> read = new ArrayList<>();
    for (String line : Files.readAllLines(audit)) read.add(JSON.readTree(line));
    assertThat(read).hasSize(lines);
    return read;
  }
}
