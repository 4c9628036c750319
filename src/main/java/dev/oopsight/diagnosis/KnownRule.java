package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One rule, for whoever asks what judges.
 *
 * @param id names it
 * @param origin who answers for it
 * @param summary it in one line; empty where it cannot be read, so that it judges nothing
 * @param replaces whether it rules in the place of one of that id that was there at the start
 * @param text YAML, as it was written
 * @param faults what is wrong with it, or with a version of it that was published and cannot rule;
 *     and how it broke the last time
 * @param fired how many findings it made since the start
 * @param breaks how often it broke while it judged, and made no finding, since the start
 */
public record KnownRule(
    String id,
    RuleFile.Origin origin,
    Optional<RuleSummary> summary,
    boolean replaces,
    String text,
    List<RuleFault> faults,
    long fired,
    long breaks) {
  public KnownRule {
    requireNonNull(id);
    requireNonNull(origin);
    requireNonNull(summary);
    requireNonNull(text);
    faults = List.copyOf(faults);
  }
}
