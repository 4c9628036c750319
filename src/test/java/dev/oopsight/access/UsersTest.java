package dev.oopsight.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {

  @TempDir private Path dir;

  @Test
  void tellsAllFaultsOfAFileWithTheirLinesAndNoSecret() {
    List<String> faults = new ArrayList<>();

    Users.read(
        """
        # people
        ann write
        b/b read sha256:00
        carl root sha256:%s
        dora read hunter2hunter2
        eve read sha256:%s
        eve write sha256:%s
        finn read sha256:%s
        """
            .formatted("1".repeat(64), "2".repeat(64), "3".repeat(64), "2".repeat(64)),
        faults);

    assertThat(faults)
        .hasSize(6)
        .satisfiesExactly(
            f -> assertThat(f).startsWith("line 2: three words"),
            f -> assertThat(f).startsWith("line 3: a name"),
            f -> assertThat(f).startsWith("line 4: the role is read or write"),
            f -> assertThat(f).startsWith("line 5: the third word is neither"),
            f -> assertThat(f).startsWith("line 7: eve has the role read above"),
            f -> assertThat(f).startsWith("line 8: the token stands above, for eve"))
        .allSatisfy(f -> assertThat(f).doesNotContain("hunter2", "1111", "2222"));
  }

  @Test
  void takesNobodyForAFault() {
    List<String> faults = new ArrayList<>();

    Users.read("# nobody yet\n\n", faults);

    assertThat(faults).singleElement().asString().contains("oopsight users add");
  }

  @Test
  void keepsTwoTokensOfAUserSoThatOneCanBeReplaced() throws Exception {
    UsersFile file = new UsersFile(dir.resolve("users"));
    User grafana = new User("grafana", Role.READ);

    String one = file.addToken(grafana);
    String other = file.addToken(grafana);

    Users users = file.read();
    assertThat(one).startsWith("oopsight_").hasSizeGreaterThan(50).isNotEqualTo(other);
    assertThat(users.withToken(one)).contains(grafana);
    assertThat(users.withToken(other)).contains(grafana);
    assertThat(users.withToken(one + "x")).isEmpty();
    assertThat(users.tokens(grafana)).isEqualTo(2);
    assertThat(Files.readString(dir.resolve("users"))).doesNotContain(one.substring(10));
  }

  @Test
  void changesOneUserAndLeavesTheOthersAndTheirCommentsAlone() throws Exception {
    Path path = dir.resolve("users");
    String token = "sha256:" + "a".repeat(64);
    Files.writeString(
        path, "# of the night shift\nann write " + token + "\nbob read " + token.replace('a', 'b'));
    UsersFile file = new UsersFile(path);

    assertThat(file.remove("bob")).isTrue();
    assertThat(file.remove("bob")).isFalse();

    assertThat(Files.readString(path)).isEqualTo("# of the night shift\nann write " + token + "\n");
    assertThatThrownBy(() -> file.addToken(new User("ann", Role.READ)))
        .isInstanceOf(CannotGuard.class)
        .hasMessageContaining("ann has the role write above");
    assertThat(Files.readString(path)).as("a file with a fault is never written").contains("write");
  }

  @Test
  void makesAFileThatItsOwnerAloneMayRead() throws Exception {
    Path path = dir.resolve("users");

    new UsersFile(path).addToken(new User("ann", Role.WRITE));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }
}
