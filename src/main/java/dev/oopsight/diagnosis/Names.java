package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.cel.runtime.CelVariableResolver;
import dev.oopsight.diagnosis.Facts.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule's expressions can name in one incident: the facts, the config, and the rule's own
 * values, each worked out once; and what all that may cost. Used by one thread.
 */
final class Names implements CelVariableResolver {

  private final Facts facts;
  private final Map<String, Expression> named;
  private final Budget budget;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Reading> readings = new HashMap<>();

  Names(Facts facts, Map<String, Expression> named, Budget budget) {
    this.facts = requireNonNull(facts);
    this.named = requireNonNull(named);
    this.budget = requireNonNull(budget);
  }

  /** What is left to the rule. */
  Budget budget() {
    return budget;
  }

  @Override
  public Optional<Object> find(String name) {
    if (name.equals("config")) return Optional.of(facts);
    Expression own = named.get(name);
    if (own == null) return facts.find(name);
    Object value = values.get(name);
    if (value == null) {
      Reading mine = new Reading();
      Reading before = facts.swap(mine);
      try {
        value = own.value(this);
      } catch (RuleBroken e) {
        throw new IllegalStateException(name + ": " + e.getMessage());
      } finally {
        facts.swap(before);
      }
      values.put(name, value);
      readings.put(name, mine);
    }
    facts.read(readings.get(name));
    return Optional.of(value);
  }
}
