package dev.oopsight.topology;

import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.diagnosis.RuleFault;
import dev.oopsight.parse.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules that a site publishes, by their ids. */
final class RuleDirectives implements Directives {

  private static final Logger LOG = LoggerFactory.getLogger(RuleDirectives.class);

  private final LiveRules rules;

  RuleDirectives(LiveRules rules) {
    this.rules = rules;
  }

  @Override
  public Reason badOne() {
    return Reason.BAD_RULE;
  }

  @Override
  public Optional<Complaint> check(String id, String yaml) {
    List<RuleFault> faults = rules.check(id, yaml);
    if (faults.isEmpty()) return Optional.empty();
    LOG.warn("a rule that was published is refused: {}", faults.get(0));
    return Optional.of(new Complaint(faults.get(0).line(), lines(faults)));
  }

  @Override
  public void put(String id, String yaml) {
    List<RuleFault> faults = rules.put(id, yaml);
    if (faults.isEmpty()) LOG.info("rule {} is in force, rules {}", id, rules.inForce().ruleSet());
    else LOG.error("rule {} was found fit and is not any more: {}", id, lines(faults));
  }

  @Override
  public void remove(String id) {
    rules.remove(id);
    LOG.info("rule {} is withdrawn, rules {}", id, rules.inForce().ruleSet());
  }

  private static String lines(List<RuleFault> faults) {
    return faults.stream().map(RuleFault::toString).collect(Collectors.joining("\n"));
  }
}
