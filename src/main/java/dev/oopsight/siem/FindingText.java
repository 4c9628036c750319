package dev.oopsight.siem;

import dev.oopsight.diagnosis.Evidence;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.MissingEvidence;
import dev.oopsight.diagnosis.Remedy;

/** One explanation within {@link PlainText}. */
final class FindingText {

  private static final String INDENT = "     ";

  private final int rank;
  private final Finding finding;
  private final Page page;

  FindingText(int rank, Finding finding, Page page) {
    this.rank = rank;
    this.finding = finding;
    this.page = page;
  }

  void write() {
    page.blank();
    page.wrapped("%3d. ".formatted(rank), finding.title());
    page.line(
        INDENT
            + "evidence "
            + Words.odds(finding.score())
            + ", severity "
            + finding.severity().id());
    if (rank > 1 && finding.evidenceFor().isEmpty() && finding.evidenceAgainst().isEmpty()) {
      page.line(INDENT + "nothing is known for it or against it");
      finding.missing().forEach(this::missing);
      rule();
      return;
    }
    page.wrapped(INDENT, finding.explanation());
    for (Evidence evidence : finding.evidenceFor()) evidence('+', evidence);
    for (Evidence evidence : finding.evidenceAgainst()) evidence('-', evidence);
    finding.missing().forEach(this::missing);
    if (finding.score() < 1 && !finding.remedies().isEmpty()) {
      page.line(INDENT + "not advised while the evidence speaks against it:");
    }
    finding.remedies().forEach(this::remedy);
    for (String reference : finding.references()) page.wrapped(INDENT + "see   ", reference);
    rule();
  }

  private void rule() {
    page.wrapped(INDENT + "rule  ", finding.rule() + " (" + finding.classId() + ")");
  }

  private void evidence(char sign, Evidence evidence) {
    page.wrapped(INDENT + "%s %-9s ".formatted(sign, evidence.weight().id()), evidence.says());
  }

  private void missing(MissingEvidence missing) {
    page.wrapped(INDENT + "? missing   ", missing.what());
    page.commands(INDENT + "            $ ", missing.command());
  }

  private void remedy(Remedy remedy) {
    page.commands(INDENT + "do    ", remedy.run());
    page.wrapped(INDENT + "      cost: ", remedy.cost());
    remedy.undo().ifPresent(undo -> page.commands(INDENT + "      undo: ", undo));
  }
}
