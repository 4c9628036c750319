package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private final FakeParts parts = new FakeParts();

  @Test
  void listsItsCommands() {
    Ran ran = Ran.of(parts, "--help");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("demo", "explain", "query", "replay", "run", "standalone", "topics")
        .doesNotContain("<main class>");
  }

  @Test
  void hasTheCommandsThatTheReadmeTellsOf() throws IOException {
    Set<String> told =
        Pattern.compile("\\| `bin/oopsight (\\w+)[^`]*` \\|")
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(command -> command.group(1))
            .collect(Collectors.toSet());

    assertThat(Main.commandLine(parts).getSubcommands().keySet()).isEqualTo(told);
  }

  @Test
  void tellsItsVersion() {
    Ran ran = Ran.of(parts, "--version");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("oopsight ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "exlpain",
        "--nonsense",
        "run",
        "demo --port x",
        "demo --port 65536",
        "demo --kafka-port -1",
        "explain --format xml",
        "explain --host",
        "standalone --port x",
        "standalone --kafka-port 65536",
        "replay kern.log",
        "replay --bootstrap localhost:9092",
        "topics",
        "query",
      })
  void tellsWrongUsageApart(String line) {
    Ran ran = Ran.of(parts, line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err().lines()).hasSize(2).last().asString().startsWith("Try oopsight");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void saysInOneLineWhyItFailed() {
    String why = "port 8080 is taken:\nchoose another";
    for (RuntimeException trouble :
        List.of(new CommandFailed(why), new CannotStartException(why))) {
      parts.trouble = trouble;

      Ran ran = Ran.of(parts, "demo");

      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).isEqualTo("oopsight: port 8080 is taken: choose another\n");
    }
  }

  @Test
  void sparesPeopleTheStackOfItsOwnFaults() {
    parts.trouble = new IllegalStateException("a bug");

    Ran ran = Ran.of(parts, "demo");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains("a bug", "OOPSIGHT_LOG=debug").doesNotContain("\tat ");
  }
}
