package dev.oopsight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says is so. */
class ReadmeTest {

  private static final Path PACKAGES = Path.of("src/main/java/dev/oopsight");

  private final String readme = read(Path.of("README.md"));

  @Test
  void mapsEveryPackage() throws IOException {
    try (Stream<Path> packages = Files.list(PACKAGES)) {
      packages.forEach(p -> assertThat(readme).contains("| `" + p.getFileName() + "` |"));
    }
  }

  @Test
  void showsLinesThatTheProgramPrints() {
    String golden = read(Path.of("src/test/resources/golden/seed-incident.txt"));
    String sample = readme.substring(readme.indexOf("page_allocation_failure on web1"));
    List<String> lines = sample.substring(0, sample.indexOf("```")).lines().toList();

    assertThat(lines).hasSizeGreaterThan(20);
    for (String line : lines) assertThat(golden).contains(line);
  }

  @Test
  void linksToFilesThatExist() {
    assertThat(groups("\\]\\(([^)#:]+)\\)"))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(Path.of(link)).exists());
  }

  @Test
  void namesTheTopicsByTheirNames() {
    Topics topics = Topics.DEFAULT;
    assertThat(readme)
        .contains("| `" + topics.incidents() + "` |")
        .contains("| `" + topics.incidentStates() + "` |")
        .contains("| `" + topics.incidents(SiemFormat.ECS) + "` |")
        .contains("| `" + topics.deadLetters() + "` |")
        .contains("| `" + topics.aliases() + "` |");
  }

  private List<String> groups(String pattern) {
    return Pattern.compile(pattern).matcher(readme).results().map(ReadmeTest::first).toList();
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
