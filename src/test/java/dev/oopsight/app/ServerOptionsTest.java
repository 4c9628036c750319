package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.access.Access;
import dev.oopsight.access.Role;
import dev.oopsight.access.User;
import dev.oopsight.access.UsersFile;
import dev.oopsight.query.HttpApi;
import dev.oopsight.query.KnownIncidents;
import dev.oopsight.query.SampleSite;
import dev.oopsight.query.SeedIncident;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How commands ask an instance that knows its users and speaks HTTPS. */
class ServerOptionsTest {

  private static final Path TLS = Path.of("src/test/resources/tls");
  private static final String CA = TLS.resolve("one.crt").toString();

  @TempDir private Path dir;
  private Path token;
  private Path password;
  private HttpApi api;

  @BeforeEach
  void start() throws Exception {
    Path users = dir.resolve("users");
    UsersFile file = new UsersFile(users);
    token = dir.resolve("token");
    Files.writeString(token, file.addToken(new User("pager", Role.WRITE)) + "\n");
    password = Files.writeString(dir.resolve("password"), "correct horse: battery\n");
    file.setPassword(new User("ann", Role.READ), "correct horse: battery");
    api =
        HttpApi.start(
            new HttpApi.Setup(
                "127.0.0.1",
                0,
                new KnownIncidents().incident(SeedIncident.onWeb1()),
                SampleSite.input(),
                List.of(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.system(),
                List.of(),
                new Access(
                    Optional.of(users),
                    false,
                    false,
                    Optional.of(
                        new Access.Tls(TLS.resolve("one.crt"), TLS.resolve("one.pkcs8.key"))),
                    Access.Bounds.DEFAULT,
                    new Access.Audit(false, Optional.of(dir.resolve("audit"))))));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void asksWithATokenOrANameAndAPassword() {
    assertThat(query("--ca", CA, "--token-file", token.toString()).out()).contains("web1");
    assertThat(query("--ca", CA, "--user", "ann", "--password-file", password.toString()).out())
        .contains("web1");
  }

  @Test
  void saysFeedbackWithAToken() {
    Ran ran =
        Ran.of(
            new FakeParts(),
            "feedback",
            SeedIncident.onWeb1().id().toString(),
            "--ack",
            "--server",
            server(),
            "--ca",
            CA,
            "--token-file",
            token.toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @Test
  void saysThatItMustSayWhoItIs() {
    Ran ran = query("--ca", CA);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("who asks? send a token").hasLineCount(1);
  }

  @Test
  void trustsNobodyWhoIsNotNamed() {
    Ran ran = query("--token-file", token.toString());
    Ran other = query("--ca", TLS.resolve("two.crt").toString(), "--token-file", token.toString());

    assertThat(ran.err()).contains("cannot be trusted", "--ca").hasLineCount(1);
    assertThat(other.err()).contains("cannot be trusted", "--ca").hasLineCount(1);
  }

  @Test
  void tellsWrongUsageApart() {
    assertThat(query("--token-file", "t", "--user", "ann").exitCode()).isEqualTo(2);
    assertThat(query("--password-file", "p").exitCode()).isEqualTo(2);
    assertThat(query("--token-file", dir.resolve("none").toString()).exitCode()).isEqualTo(1);
    assertThat(query("--ca", token.toString()).err()).contains("--ca", "holds no certificate");
  }

  private String server() {
    return "https://localhost:" + api.port();
  }

  private Ran query(String... words) {
    List<String> all = new ArrayList<>(List.of("query", "hosts", "--server", server()));
    all.addAll(List.of(words));
    return Ran.of(new FakeParts(), all.toArray(String[]::new));
  }
}
