package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How one example of a rule came out.
 *
 * @param rule its id
 * @param expects {@code fires}, {@code silent} or {@code missing}
 * @param fault what went otherwise; empty where the example holds
 */
public record ExampleResult(String rule, String expects, Optional<RuleFault> fault) {
  public ExampleResult {
    requireNonNull(rule);
    requireNonNull(expects);
    requireNonNull(fault);
  }

  /** Whether the rule did what the example says. */
  public boolean holds() {
    return fault.isEmpty();
  }
}
