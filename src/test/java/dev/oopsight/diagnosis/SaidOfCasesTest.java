package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.config.ConfigView;
import dev.oopsight.grammar.TraceParser;
import dev.oopsight.grammar.TraceTexts;
import dev.oopsight.trace.IncidentClass;
import dev.oopsight.trace.KernelTrace;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What built-in rules say of the text of golden cases, of hosts of which nothing is known. */
class SaidOfCasesTest {

  /** As a template shows an expression whose value is not known. */
  private static final Pattern HOLE = Pattern.compile("<[a-z]\\w*(?:\\.\\w+|\\(.*\\))*>");

  private final KnowledgeBase shipped = KnowledgeBase.trusting(Knowledge.shipped());

  private record Said(String of, KernelTrace trace, List<Finding> findings) {}

  @Test
  void leavesNoHoleInASentence() {
    List<String> holes =
        all().stream()
            .flatMap(
                said ->
                    said.findings().stream()
                        .flatMap(SaidOfCasesTest::sentences)
                        .filter(HOLE.asPredicate())
                        .map(sentence -> said.of() + ": " + sentence))
            .toList();

    assertThat(holes).isEmpty();
  }

  @Test
  void explainsFaults() {
    List<String> unexplained =
        all().stream()
            .filter(said -> said.trace().kind().incidentClass() == IncidentClass.FAULT)
            .filter(said -> said.findings().isEmpty())
            .map(Said::of)
            .toList();

    assertThat(unexplained)
        .as("a dentry that is still in use, which an old WARN tells, belongs to no rule")
        .containsExactly("memory/dentry-5.10");
  }

  @Test
  void putsNoForeignModuleBeforeTheFaultItself() {
    List<String> wronged =
        all().stream()
            .filter(said -> said.findings().size() > 1)
            .filter(said -> said.findings().get(0).rule().equals("oops-foreign-module"))
            .filter(said -> said.findings().get(1).score() > 1.5)
            .map(said -> said.of() + " before " + said.findings().get(1).rule())
            .toList();

    assertThat(wronged).isEmpty();
  }

  private static Stream<String> sentences(Finding finding) {
    return Stream.of(
            Stream.of(finding.title(), finding.explanation()),
            finding.evidenceFor().stream().map(Evidence::says),
            finding.evidenceAgainst().stream().map(Evidence::says))
        .flatMap(each -> each);
  }

  private List<Said> all() {
    return CaseFile.all().stream().flatMap(file -> said(file).stream()).toList();
  }

  private Optional<Said> said(CaseFile file) {
    return new TraceParser()
        .parse(TraceTexts.of(file.log()))
        .map(
            trace ->
                new Said(
                    file.name(),
                    trace,
                    shipped.examine(trace, ConfigView.EMPTY, fault -> {}).findings()));
  }
}
