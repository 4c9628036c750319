package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/explanations shows what {@code explain} prints: a log, the config of then, the answer. */
class ExplanationsTest {

  private static final Path FOLDER = Path.of("docs/explanations");

  /** What follows names this very set of rules, and would change with every word of them. */
  private static final String IDS = "\nIds\n";

  @TestFactory
  Stream<DynamicTest> areWhatExplainPrints() throws IOException {
    return logs().stream()
        .map(log -> DynamicTest.dynamicTest(log.getFileName().toString(), () -> compare(log)));
  }

  @Test
  void areAllNamedByTheirIndex() throws IOException {
    String index = Files.readString(FOLDER.resolve("README.md"));

    assertThat(logs()).hasSizeGreaterThanOrEqualTo(10);
    assertThat(logs())
        .allSatisfy(
            log -> assertThat(index).contains(beside(log, ".txt").getFileName().toString()));
  }

  @Test
  void leaveNoHoleOfATemplateInATitle() throws IOException {
    for (Path log : logs()) {
      assertThat(Files.readString(beside(log, ".txt")).lines())
          .filteredOn(line -> line.matches("  \\d+\\. .*"))
          .isNotEmpty()
          .noneMatch(line -> line.contains("<"));
    }
  }

  private static void compare(Path log) throws IOException {
    Ran ran =
        Ran.of(
            new Wiring(),
            "explain",
            "--notices",
            "--host",
            "web1",
            "--config",
            beside(log, ".conf").toString(),
            log.toString());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    String text = ran.out().substring(0, ran.out().indexOf(IDS));
    Path golden = beside(log, ".txt");

    if ("update".equals(System.getProperty("cases"))) Files.writeString(golden, text, UTF_8);
    assertThat(text).isEqualTo(Files.readString(golden, UTF_8));
    assertThat(System.getProperty("cases")).as("rewritten: read the difference").isNull();
  }

  private static Path beside(Path log, String ending) {
    return log.resolveSibling(log.getFileName().toString().replace(".log", ending));
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }
}
