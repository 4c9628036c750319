package dev.oopsight.avro;

import static dev.oopsight.avro.Absence.optional;

import dev.oopsight.diagnosis.Evidence;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.MissingEvidence;
import dev.oopsight.diagnosis.Remedy;
import dev.oopsight.diagnosis.Severity;
import dev.oopsight.diagnosis.Weight;

/** One explanation within {@code KernelIncident.avsc}. */
final class FindingMapper {

  private FindingMapper() {}

  static dev.oopsight.avro.generated.Finding toAvro(Finding finding) {
    return new dev.oopsight.avro.generated.Finding(
        finding.rule(),
        finding.classId(),
        finding.title(),
        finding.severity().id(),
        finding.score(),
        finding.explanation(),
        finding.evidenceFor().stream().map(FindingMapper::toAvro).toList(),
        finding.evidenceAgainst().stream().map(FindingMapper::toAvro).toList(),
        finding.missing().stream().map(FindingMapper::toAvro).toList(),
        finding.remedies().stream().map(FindingMapper::toAvro).toList(),
        finding.references());
  }

  static Finding toDomain(dev.oopsight.avro.generated.Finding finding) {
    return new Finding(
        finding.getRule(),
        finding.getClassId(),
        finding.getTitle(),
        Names.read(Severity.class, finding.getSeverity()),
        finding.getScore(),
        finding.getExplanation(),
        finding.getEvidenceFor().stream().map(FindingMapper::toDomain).toList(),
        finding.getEvidenceAgainst().stream().map(FindingMapper::toDomain).toList(),
        finding.getMissing().stream().map(FindingMapper::toDomain).toList(),
        finding.getRemedies().stream().map(FindingMapper::toDomain).toList(),
        finding.getReferences());
  }

  private static dev.oopsight.avro.generated.Evidence toAvro(Evidence evidence) {
    return new dev.oopsight.avro.generated.Evidence(evidence.weight().id(), evidence.says());
  }

  private static Evidence toDomain(dev.oopsight.avro.generated.Evidence evidence) {
    return new Evidence(Names.read(Weight.class, evidence.getWeight()), evidence.getSays());
  }

  private static dev.oopsight.avro.generated.MissingEvidence toAvro(MissingEvidence missing) {
    return new dev.oopsight.avro.generated.MissingEvidence(missing.what(), missing.command());
  }

  private static MissingEvidence toDomain(dev.oopsight.avro.generated.MissingEvidence missing) {
    return new MissingEvidence(missing.getWhat(), missing.getCommand());
  }

  private static dev.oopsight.avro.generated.Remedy toAvro(Remedy remedy) {
    return new dev.oopsight.avro.generated.Remedy(
        remedy.run(), remedy.cost(), remedy.undo().orElse(null));
  }

  private static Remedy toDomain(dev.oopsight.avro.generated.Remedy remedy) {
    return new Remedy(remedy.getRun(), remedy.getCost(), optional(remedy.getUndo(), u -> u));
  }
}
