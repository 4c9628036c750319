package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the knowledge base says of one trace and one config.
 *
 * @param findings likeliest first; empty where no rule applies
 * @param consulted every config key that a rule looked at and that was known, sorted
 * @param ruleSet hash of the rules that judged, 16 hexadecimal digits
 */
public record Diagnosis(List<Finding> findings, Set<String> consulted, String ruleSet) {
  public Diagnosis {
    findings = List.copyOf(findings);
    consulted = Collections.unmodifiableSet(new TreeSet<>(consulted));
    requireNonNull(ruleSet);
  }
}
