package dev.oopsight.query.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.access.Access;
import dev.oopsight.redaction.Redaction;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances, each with one of two partitions. */
class PeersTest {

  private static final String WRONG = "another-secret-of-another-site";

  private static List<String> questions(TwoInstances two) {
    String there = two.hostOn(1, 0);
    String here = two.hostOn(0, 0);
    return List.of(
        "/api/v1/hosts",
        "/api/v1/hosts?limit=4",
        "/api/v1/hosts?limit=2&cursor=" + cursor(here),
        "/api/v1/hosts/" + here,
        "/api/v1/hosts/" + there,
        "/api/v1/hosts/" + there + "/incidents",
        "/api/v1/hosts/" + there + "/incidents?kind=oom_kill&limit=1",
        "/api/v1/hosts/" + there + "/config?asOf=2026-01-05T11:56:00Z",
        "/api/v1/hosts/" + there + "/changes",
        "/api/v1/hosts/" + there + "/risk",
        "/api/v1/hosts/nobody",
        "/api/v1/diff?a=" + here + "&b=" + there,
        "/api/v1/overview",
        "/api/v1/incidents",
        "/api/v1/incidents?limit=2",
        "/api/v1/incidents/" + two.incidentOn(0),
        "/api/v1/incidents/" + two.incidentOn(1),
        "/api/v1/incidents/" + two.incidentOn(1) + "?revision=7",
        "/api/v1/fingerprints",
        "/api/v1/fingerprints?level=mechanism",
        "/api/v1/fingerprints/" + two.print(1),
        "/api/v1/fingerprints/" + two.print(1) + "/hosts",
        "/api/v1/fingerprints/" + two.print(1) + "/spread",
        "/api/v1/fingerprints/" + two.print(1) + "/bursts",
        "/api/v1/fingerprints/" + two.print(1) + "/trace",
        "/api/v1/fingerprints/site-1-0123456789abcdef",
        "/api/v1/risk");
  }

  private static String cursor(String host) {
    return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(host.getBytes(UTF_8));
  }

  @Test
  void answersEveryQuestionAlikeWhoeverIsAsked() {
    try (TwoInstances two = new TwoInstances().filled()) {
      for (String question : questions(two)) {
        HttpResponse<String> one = two.get(0, question);
        HttpResponse<String> other = two.get(1, question);

        assertThat(one.body()).as(question).isEqualTo(other.body());
        assertThat(one.statusCode()).isEqualTo(other.statusCode()).isIn(200, 404);
        assertThat(one.headers().firstValue("ETag")).isEqualTo(other.headers().firstValue("ETag"));
        assertThat(one.headers().firstValue("Link")).isEqualTo(other.headers().firstValue("Link"));
        assertThat(one.body()).as(question).doesNotContain("\"partial\":true");
      }
      assertThat(two.get(0, "/api/v1/hosts").body())
          .contains(two.hostOn(0, 2), two.hostOn(1, 2), "\"partial\":false");
    }
  }

  @Test
  void answersAlikeWhatMayBePublished() {
    Redaction redaction =
        Redaction.of(Set.of(Redaction.What.HOSTS, Redaction.What.COMMS), "sixteen-characters");
    try (TwoInstances two = new TwoInstances(redaction).filled()) {
      for (String question :
          List.of(
              "/api/v1/hosts",
              "/api/v1/hosts/" + two.hostOn(1, 0),
              "/api/v1/hosts/" + two.hostOn(1, 0) + "/incidents",
              "/api/v1/incidents",
              "/api/v1/fingerprints/" + two.print(1),
              "/api/v1/fingerprints/" + two.print(0) + "/hosts",
              "/api/v1/fingerprints/" + two.print(0) + "/spread",
              "/api/v1/fingerprints",
              "/api/v1/risk")) {
        HttpResponse<String> one = two.get(0, question);

        assertThat(one.body()).as(question).isEqualTo(two.get(1, question).body());
        assertThat(one.statusCode()).as(question + one.body()).isEqualTo(200);
        assertThat(one.body()).doesNotContain("\"web");
      }
    }
  }

  @Test
  void asksOverTlsAndWithoutAUserWhereUsersAreAskedFor(@TempDir Path dir) throws Exception {
    Path users = Files.writeString(dir.resolve("users"), "ann read sha256:" + "1".repeat(64));
    Path certificates = Path.of("src/test/resources/tls");
    Access.Tls tls =
        new Access.Tls(certificates.resolve("one.crt"), certificates.resolve("one.pkcs8.key"));
    for (Optional<Path> known : List.of(Optional.<Path>empty(), Optional.of(users))) {
      Access access =
          new Access(
              known, false, false, Optional.of(tls), Access.Bounds.DEFAULT, Access.Audit.DEFAULT);
      try (TwoInstances two = new TwoInstances(Redaction.NONE, access).filled()) {
        assertThat(two.get(0, "/api/v1/hosts/" + two.hostOn(1, 0)).statusCode())
            .isEqualTo(known.isPresent() ? 401 : 200);
        String path = PeerRoutes.path(Questions.HOST_COUNT.name());
        byte[] question =
            Questions.HOST_COUNT.request().encode(new Question.Asked<>(List.of(0), false, 0));
        String[] signed = signed(TwoInstances.SECRET, path, question);
        assertThat(two.post(0, path, question, signed).statusCode()).isEqualTo(200);
        assertThat(two.post(0, path, question).statusCode()).isEqualTo(403);
      }
    }
  }

  @Test
  void walksThroughAllHostsAndIncidentsPageByPage() {
    try (TwoInstances two = new TwoInstances().filled()) {
      for (String list : List.of("/api/v1/hosts", "/api/v1/incidents")) {
        String path = list + "?limit=1";
        StringBuilder walked = new StringBuilder();
        int pages = 0;
        while (path != null) {
          // Whoever is asked for the next page.
          HttpResponse<String> page = two.get(pages++ % 2, path);
          walked.append(page.body());
          path =
              page.headers()
                  .firstValue("Link")
                  .map(link -> link.substring(1, link.indexOf('>')))
                  .orElse(null);
        }
        assertThat(pages).as(list).isEqualTo(6);
        for (int i = 0; i < 6; i++) {
          assertThat(walked).contains("\"host\":\"" + two.hostOn(i % 2, i / 2) + "\"");
        }
      }
    }
  }

  @Test
  void findsAnIncidentByItsLastOccurrenceBeforeThatIsPublished() {
    try (TwoInstances two = new TwoInstances().filled()) {
      String host = two.hostOn(1, 0);
      String since = "/api/v1/incidents?since=2026-01-05T12:01:30Z";
      assertThat(two.get(0, since).body()).contains("\"data\":[]");

      two.failAgain(1, host);

      assertThat(two.get(0, since).body())
          .contains("\"host\":\"" + host + "\"", "\"revision\":1", "\"printed\":2")
          .isEqualTo(two.get(1, since).body());
      assertThat(two.get(0, "/api/v1/incidents?since=2026-01-05T12:03:00Z").body())
          .contains("\"data\":[]");
      assertThat(two.get(0, "/api/v1/incidents?until=2026-01-05T12:00:30Z&kind=oom_kill").body())
          .contains(two.hostOn(0, 0), two.hostOn(0, 2))
          .doesNotContain(host);
      assertThat(two.get(0, "/api/v1/incidents?kind=soft_lockup").body()).contains("\"data\":[]");
    }
  }

  @Test
  void saysWhatIsMissingAndNeverThatItIsNotThere() {
    try (TwoInstances two = new TwoInstances().filled()) {
      two.one(1).close();

      for (String list :
          List.of("/api/v1/hosts", "/api/v1/incidents", "/api/v1/fingerprints", "/api/v1/risk")) {
        assertThat(two.get(0, list).body()).contains("\"partial\":true,\"missing_partitions\":[1]");
      }
      for (String lost :
          List.of(
              "/api/v1/hosts/" + two.hostOn(1, 0),
              "/api/v1/hosts/" + two.hostOn(1, 0) + "/config",
              "/api/v1/incidents/" + two.incidentOn(1),
              "/api/v1/incidents/00000000-0000-0000-0000-000000000000",
              "/api/v1/fingerprints/site-1-0123456789abcdef")) {
        assertAskAgain(two.get(0, lost));
      }
      assertThat(two.get(0, "/api/v1/hosts/" + two.hostOn(0, 0)).statusCode()).isEqualTo(200);
      assertThat(two.get(0, "/api/v1/hosts/" + two.hostOn(0, 9)).statusCode()).isEqualTo(404);
      assertThat(two.get(0, "/api/v1/incidents/" + two.incidentOn(0)).body())
          .as("what is found is whole")
          .contains("\"partial\":false");
    }
  }

  @Test
  void letsACopyAnswerWhereThatIsAllowedAndSaysSo() {
    try (TwoInstances two = new TwoInstances().filled()) {
      String lost = "/api/v1/hosts/" + two.hostOn(1, 0);
      String fresh = two.get(0, lost + "?allowStale=true").body();
      two.follow(1);
      two.one(1).close();

      assertAskAgain(two.get(0, lost));
      HttpResponse<String> stale = two.get(0, lost + "?allowStale=true");
      assertThat(stale.headers().firstValue("X-Stale")).contains("true");
      assertThat(fresh).contains("\"stale\":false");
      assertThat(stale.body()).isEqualTo(fresh.replace("\"stale\":false", "\"stale\":true"));
      assertThat(two.get(0, "/api/v1/hosts?allowStale=true").body())
          .contains(two.hostOn(1, 0), "\"partial\":false", "\"stale\":true");
      assertAskAgain(two.get(0, "/api/v1/hosts/" + two.hostOn(1, 9) + "?allowStale=true"));
      assertThat(two.get(0, lost + "?allowStale=perhaps").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void asksAStandbyElsewhere() {
    try (TwoInstances two = new TwoInstances().filled()) {
      String path = "/api/v1/hosts/" + two.hostOn(0, 0);
      two.follow(0);
      two.one(0).actives.clear();
      two.one(0).standbysElsewhere.put(0, two.one(1).address());

      assertAskAgain(two.get(0, path));
      assertThat(two.get(0, path + "?allowStale=true").body()).contains("\"stale\":true");
    }
  }

  private static void assertAskAgain(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
  }

  @Test
  void tellsNothingToWhoeverDoesNotKnowTheSecret() {
    byte[] question =
        Questions.HOST_COUNT.request().encode(new Question.Asked<>(List.of(0), false, 0));
    String path = PeerRoutes.path(Questions.HOST_COUNT.name());
    try (TwoInstances two = new TwoInstances().filled()) {
      assertThat(
              two.post(0, path, question, signed(TwoInstances.SECRET, path, question)).statusCode())
          .isEqualTo(200);

      assertThat(two.post(0, path, question).statusCode()).isEqualTo(403);
      assertThat(two.post(0, path, question, signed(WRONG, path, question)).statusCode())
          .isEqualTo(403);
      String elsewhere = PeerRoutes.path(Questions.HOSTS.name());
      assertThat(
              two.post(0, elsewhere, question, signed(TwoInstances.SECRET, path, question))
                  .statusCode())
          .as("a signature counts for its question alone")
          .isEqualTo(403);
      assertThat(
              two.post(0, path, new byte[9], signed(TwoInstances.SECRET, path, question))
                  .statusCode())
          .isEqualTo(400);
      byte[] foreign = "a question of another version".getBytes(UTF_8);
      assertThat(
              two.post(0, path, foreign, signed(TwoInstances.SECRET, path, foreign)).statusCode())
          .isEqualTo(400);
      assertThat(two.get(0, path).statusCode()).isEqualTo(405);
    }
  }

  private static String[] signed(String secret, String path, byte[] body) {
    String digest = PeerSecret.digest(body);
    return new String[] {
      PeerRoutes.NONCE,
      "1",
      PeerRoutes.DIGEST,
      digest,
      PeerRoutes.SIGNATURE,
      new PeerSecret(secret).sign(PeerRoutes.asking(path, "1", digest))
    };
  }

  @Test
  void letsNoRequestDecideWhomItAsks() throws Exception {
    try (TwoInstances two = new TwoInstances().filled();
        Stranger stranger = Stranger.answering("")) {
      String address = stranger.address().toString();
      for (String header :
          List.of("X-Forwarded-Host", "X-Forwarded-For", "Forwarded", "X-Served-By", "X-Peer")) {
        assertThat(two.get(0, "/api/v1/hosts/" + two.hostOn(1, 0), header, address).statusCode())
            .isEqualTo(200);
      }
      for (String host : Stream.of(address, "http://" + address, "@" + address).toList()) {
        String segment = java.net.URLEncoder.encode(host, UTF_8);
        assertThat(two.get(0, "/api/v1/hosts/" + segment).statusCode()).isEqualTo(404);
        assertThat(two.get(0, "/api/v1/diff?a=" + segment).statusCode()).isEqualTo(404);
      }
      assertThat(stranger.asked()).isEmpty();
    }
  }

  @Test
  void believesNobodyWhoIsNoPeerWhereverItIsTold() throws Exception {
    try (TwoInstances two = new TwoInstances().filled();
        Stranger next = Stranger.answering("");
        Stranger redirecting =
            Stranger.answering(
                "HTTP/1.1 307 Elsewhere\r\nLocation: http://"
                    + next.address()
                    + "/\r\nContent-Length: 0\r\n\r\n");
        Stranger agreeing =
            Stranger.answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\0\0\0\0");
        Stranger silent = Stranger.answering("")) {
      for (Stranger stranger : List.of(redirecting, agreeing, silent)) {
        two.one(0).activesElsewhere.put(1, stranger.address());

        long began = System.nanoTime();
        assertAskAgain(two.get(0, "/api/v1/hosts/" + two.hostOn(1, 0)));
        assertThat(two.get(0, "/api/v1/hosts").body()).contains("\"missing_partitions\":[1]");

        assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
        assertThat(stranger.asked())
            .isNotEmpty()
            .allSatisfy(request -> assertThat(request).doesNotContain(TwoInstances.SECRET));
      }
      assertThat(next.asked()).as("nobody is sent on").isEmpty();
    }
  }
}
