package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersCommandTest {

  private final InputStream in = System.in;
  @TempDir private Path dir;

  @AfterEach
  void giveBackInput() {
    System.setIn(in);
  }

  @Test
  void printsATokenOnceAndKeepsWhatItIsKnownBy() throws Exception {
    Ran ran = users("token", "grafana");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).matches("oopsight_[\\w-]{43}\n");
    assertThat(ran.err()).contains("grafana may read");
    assertThat(Files.readString(file())).doesNotContain(ran.out().strip());
  }

  @Test
  void takesAPasswordFromItsInput() {
    type("correct horse battery staple\n");

    assertThat(users("add", "ann", "--write").exitCode()).isZero();

    assertThat(users("list").out()).containsPattern("ann +write +yes +0");
  }

  @Test
  void refusesAPasswordThatIsTooShort() {
    type("hunter2\n");

    Ran ran = users("add", "ann");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("oopsight: a password has 12 to 256 characters\n");
    assertThat(file()).doesNotExist();
  }

  @Test
  void takesAUserOut() {
    users("token", "bob");
    users("token", "grafana");

    assertThat(users("remove", "bob").exitCode()).isZero();

    assertThat(users("list").out()).contains("grafana").doesNotContain("bob");
    assertThat(users("remove", "bob").err()).contains("there is no user bob in");
  }

  @Test
  void writesNothingIntoAFileThatIsNoneOfUsers() throws Exception {
    Files.writeString(file(), "bootstrap.servers = kafka:9092\n");

    Ran ran = users("token", "grafana");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("line 1: ").hasLineCount(1);
    assertThat(Files.readString(file())).isEqualTo("bootstrap.servers = kafka:9092\n");
    assertThat(ran.out()).as("no token that is not kept").isEmpty();
  }

  @Test
  void tellsWrongUsageApart() {
    assertThat(users("token", "a b").exitCode()).isEqualTo(2);
    assertThat(Ran.of(new FakeParts(), "users").exitCode()).isEqualTo(2);
    assertThat(Ran.of(new FakeParts(), "users", "token", "ann").err()).contains("--file");
  }

  private static void type(String text) {
    System.setIn(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private Path file() {
    return dir.resolve("users");
  }

  private Ran users(String... words) {
    List<String> all = new ArrayList<>(List.of("users"));
    all.addAll(List.of(words));
    all.addAll(List.of("--file", file().toString()));
    return Ran.of(new FakeParts(), all.toArray(String[]::new));
  }
}
