package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.fingerprint.Fingerprints;
import dev.oopsight.trace.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log tells the same however it was shown by what people copy it from. */
class ShownLogTest {

  private static final KnowledgeBase NO_RULES = KnowledgeBase.trusting(List.of());

  @SuppressWarnings("ImmutableEnumChecker") // its functions keep nothing
  enum Shown {
    IN_A_MAIL(line -> "> " + line),
    IN_A_REPLY_TO_A_MAIL(line -> ">> " + line),
    BEHIND_A_BAR(line -> "| " + line),
    INDENTED(line -> line.isEmpty() ? line : "    " + line),
    WITH_BLANKS_BEHIND_ITS_LINES(line -> line + "  "),
    FROM_DOS(line -> line + "\r"),
    IN_HTML(line -> line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    WITH_NO_BREAK_SPACES(line -> line.replace("  ", "\u00A0 "));

    private final UnaryOperator<String> line;

    Shown(UnaryOperator<String> line) {
      this.line = line;
    }

    String of(String log) {
      return log.lines().map(line).collect(joining("\n", "", "\n"));
    }
  }

  private record Told(Kind kind, String title, Fingerprints prints) {}

  @ParameterizedTest
  @EnumSource(Shown.class)
  void tellsTheSame(Shown shown) {
    List<String> otherwise =
        CaseFile.all().stream()
            .filter(c -> !told(shown.of(c.log())).equals(told(c.log())))
            .map(CaseFile::name)
            .toList();

    assertThat(otherwise).isEmpty();
  }

  private static List<Told> told(String log) {
    List<Told> told = new ArrayList<>();
    Offline.Log bytes =
        new Offline.Log(
            new ByteArrayInputStream(log.getBytes(UTF_8)),
            Instant.parse("2026-01-05T12:00:00Z"),
            Optional.empty(),
            List.of(),
            true);
    try {
      new CoreOverFiles(() -> NO_RULES)
          .explain(
              bytes,
              each ->
                  told.add(
                      new Told(
                          each.occurrence().trace().kind(),
                          each.occurrence().trace().title(),
                          each.occurrence().fingerprints())),
              incident -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return told;
  }
}
