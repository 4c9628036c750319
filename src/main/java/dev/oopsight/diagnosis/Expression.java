package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.oopsight.diagnosis.Rule.Text;

/** An expression that can be asked. Many threads may share it. */
final class Expression {

  /** The three answers of a condition. */
  enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  /** What is run, and what it costs. */
  record Planned(CelRuntime.Program program, Cost cost) {
    Planned {
      requireNonNull(program);
      requireNonNull(cost);
    }
  }

  /** Ends an evaluation, however deep. */
  private static final class BudgetSpent extends RuntimeException {
    private static final long serialVersionUID = 1;

    private BudgetSpent() {
      super("no steps are left", null, false, false);
    }
  }

  private final Text text;
  private volatile Planned planned;

  private Expression(Text text, Planned planned) {
    this.text = text;
    this.planned = planned;
  }

  static Expression compiled(Text text, Planned planned) {
    return new Expression(text, planned);
  }

  /** One that is known to be sound: compiled without the checker, and not before it is asked. */
  static Expression trusted(Text text) {
    return new Expression(text, null);
  }

  /** As written. */
  Text text() {
    return text;
  }

  /** The value, or {@link Facts#UNKNOWN}. */
  Object value(Names names) throws RuleBroken {
    Budget budget = names.budget();
    try {
      Planned ready = planned();
      Cost cost = ready.cost;
      Object value =
          ready.program.trace(
              names,
              (node, result) -> {
                if (!budget.take(cost.of(node, result))) throw new BudgetSpent();
              });
      // An || may have swallowed the end of the budget.
      if (budget.isSpent()) throw new RuleBroken(text, budget.told());
      return value instanceof CelUnknownSet ? Facts.UNKNOWN : value;
    } catch (CelEvaluationException e) {
      throw broken(budget, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      throw broken(budget, e.toString());
    }
  }

  private RuleBroken broken(Budget budget, String why) {
    return new RuleBroken(text, budget.isSpent() ? budget.told() : why);
  }

  Answer answer(Names names) throws RuleBroken {
    Object value = value(names);
    if (value == Facts.UNKNOWN) return Answer.UNKNOWN;
    return Boolean.TRUE.equals(value) ? Answer.YES : Answer.NO;
  }

  /** Two threads that come first may both compile; their programs are equal. */
  private Planned planned() throws CelEvaluationException, RuleBroken {
    Planned ready = planned;
    if (ready == null) {
      ready = RuleLanguage.parse(text);
      planned = ready;
    }
    return ready;
  }
}
