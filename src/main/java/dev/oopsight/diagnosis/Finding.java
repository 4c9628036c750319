package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One explanation of an incident, weighed against the evidence. Rival findings are listed with the
 * likeliest first.
 *
 * @param rule id of the rule, {@code slub-order1-no-fallback}
 * @param classId incident class that the rule belongs to, {@code mem.alloc.atomic.highorder}
 * @param title the explanation in one line
 * @param severity what the incident means for the host, should this be it
 * @param score product of the factors of {@code evidenceFor} divided by those of {@code
 *     evidenceAgainst}; 1 means that nothing is known either way
 * @param explanation in plain words, with this incident's numbers
 * @param evidenceFor what speaks for it
 * @param evidenceAgainst what speaks against it
 * @param missing what would tell more
 * @param remedies what to do, should this be it
 * @param references where the facts stand: kernel documentation, commits
 */
public record Finding(
    String rule,
    String classId,
    String title,
    Severity severity,
    double score,
    String explanation,
    List<Evidence> evidenceFor,
    List<Evidence> evidenceAgainst,
    List<MissingEvidence> missing,
    List<Remedy> remedies,
    List<String> references) {

  public Finding {
    requireNonNull(rule);
    requireNonNull(classId);
    requireNonNull(title);
    requireNonNull(severity);
    requireNonNull(explanation);
    evidenceFor = List.copyOf(evidenceFor);
    evidenceAgainst = List.copyOf(evidenceAgainst);
    missing = List.copyOf(missing);
    remedies = List.copyOf(remedies);
    references = List.copyOf(references);
  }
}
