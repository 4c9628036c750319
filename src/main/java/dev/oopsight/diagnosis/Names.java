package dev.oopsight.diagnosis;

import dev.cel.runtime.CelVariableResolver;
import dev.oopsight.diagnosis.Facts.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule's expressions can name in one incident: the facts, the config, and the rule's own
 * values, each worked out once. Used by one thread.
 */
final class Names implements CelVariableResolver {

  private final Facts facts;
  private final Map<String, Expression> named;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Reading> readings = new HashMap<>();

  Names(Facts facts, Map<String, Expression> named) {
    this.facts = facts;
    this.named = named;
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
