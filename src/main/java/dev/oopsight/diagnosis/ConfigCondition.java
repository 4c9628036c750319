package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Facts.Reading;
import dev.oopsight.diagnosis.Rule.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A condition on the config of hosts, in the language of the rules, that somebody asks: {@code
 * config.number("sysctl:vm.min_free_kbytes") < 16384}. What only a trace would tell is unknown. It
 * is bounded like a rule. Used by one thread.
 */
public final class ConfigCondition {

  /** What all hosts of one question may cost together. */
  private static final long MOST_STEPS = 10 * Budget.OF_SITE;

  private final Expression expression;
  private long left = MOST_STEPS;

  private ConfigCondition(Expression expression) {
    this.expression = expression;
  }

  /** How it stands with one host. */
  public enum Answer {
    YES,
    NO,
    /** A setting that it asks for is not known. */
    UNKNOWN,
    /** It broke, by a division by zero, say, or took too many steps. */
    BROKEN;

    /** The word for it in questions and answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was found on one host.
   *
   * @param settings those that the condition looked at and that are known, by key
   */
  public record Found(Answer answer, List<Setting> settings) {
    public Found {
      requireNonNull(answer);
      settings = List.copyOf(settings);
    }
  }

  /**
   * Reads one.
   *
   * @param fault told everything that is wrong with it; then there is none
   */
  public static Optional<ConfigCondition> of(String text, Consumer<String> fault) {
    return RuleLanguage.of(true, (line, what) -> fault.accept(what))
        .condition(new Text(text, 1))
        .map(ConfigCondition::new);
  }

  /** Asks it of one host. */
  public Found ask(ConfigView config) {
    Facts facts = Facts.ofHost(config);
    facts.swap(new Reading());
    Budget budget = Budget.ofRule(left);
    Answer answer = answer(new Names(facts, Map.of(), budget));
    left -= budget.used();
    return new Found(
        answer, facts.consulted().stream().flatMap(key -> config.setting(key).stream()).toList());
  }

  private Answer answer(Names names) {
    try {
      return Answer.valueOf(expression.answer(names).name());
    } catch (RuleBroken e) {
      return Answer.BROKEN;
    }
  }
}
