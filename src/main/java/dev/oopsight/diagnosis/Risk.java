package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.Setting;
import java.util.List;

/**
 * What a rule would blame on a host that has not failed: the evidence that its config alone gives.
 *
 * @param rule id of the rule
 * @param classId incident class that the rule belongs to
 * @param title the explanation in one line
 * @param severity what an incident would mean for the host
 * @param score product of the factors of the evidence for it, divided by those of the evidence
 *     against it; at least {@value #LEAST_SCORE}
 * @param settings those that the evidence for it stands on, by key
 * @param evidence what speaks for it
 * @param remedies what to do about it
 * @param references where the facts stand
 */
public record Risk(
    String rule,
    String classId,
    String title,
    Severity severity,
    double score,
    List<Setting> settings,
    List<Evidence> evidence,
    List<Remedy> remedies,
    List<String> references) {

  /** As much as one piece of evidence of medium weight: weaker ones hold on nearly every host. */
  public static final double LEAST_SCORE = 3;

  public Risk {
    requireNonNull(rule);
    requireNonNull(classId);
    requireNonNull(title);
    requireNonNull(severity);
    settings = List.copyOf(settings);
    evidence = List.copyOf(evidence);
    remedies = List.copyOf(remedies);
    references = List.copyOf(references);
    if (settings.isEmpty() || evidence.isEmpty()) throw new IllegalArgumentException(rule);
  }
}
