package dev.oopsight.diagnosis;

import dev.oopsight.config.ConfigView;
import dev.oopsight.trace.KernelTrace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A situation in which a rule's answer is known.
 *
 * @param expects what the rule must do
 * @param line where it stands in the rule's file, from 1
 * @param caseName a golden case that holds the trace; empty where {@code trace} is given
 * @param trace written out; empty where {@code caseName} is given
 * @param facts that are so whatever the trace says, by name
 * @param config of the host, fresh unless said otherwise
 * @param says pieces of text that the finding must contain
 * @param odds its score, where it is asked for
 * @param remedies how many it shows, where that is asked for
 */
record RuleExample(
    Expects expects,
    int line,
    Optional<String> caseName,
    Optional<KernelTrace> trace,
    Map<String, Object> facts,
    ConfigView config,
    List<String> says,
    Optional<Double> odds,
    Optional<Integer> remedies) {

  /** What the rule must do. */
  enum Expects {
    /** A finding with evidence for it. */
    FIRES,
    /** No finding. */
    SILENT,
    /** A finding that names evidence as missing because a condition could not be decided. */
    MISSING
  }

  RuleExample {
    facts = Map.copyOf(facts);
    says = List.copyOf(says);
  }
}
