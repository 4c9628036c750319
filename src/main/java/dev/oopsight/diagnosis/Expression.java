package dev.oopsight.diagnosis;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import dev.oopsight.diagnosis.Rule.Text;

/** An expression that can be asked. Many threads may share it. */
final class Expression {

  /** The three answers of a condition. */
  enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  private final Text text;
  private volatile Program program;

  private Expression(Text text, Program program) {
    this.text = text;
    this.program = program;
  }

  static Expression compiled(Text text, Program program) {
    return new Expression(text, program);
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
  Object value(CelVariableResolver names) throws RuleBroken {
    try {
      Object value = program().eval(names);
      return value instanceof CelUnknownSet ? Facts.UNKNOWN : value;
    } catch (CelEvaluationException e) {
      throw new RuleBroken(text, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      throw new RuleBroken(text, e.toString());
    }
  }

  Answer answer(CelVariableResolver names) throws RuleBroken {
    Object value = value(names);
    if (value == Facts.UNKNOWN) return Answer.UNKNOWN;
    return Boolean.TRUE.equals(value) ? Answer.YES : Answer.NO;
  }

  /** Two threads that come first may both compile; their programs are equal. */
  private Program program() throws CelEvaluationException, RuleBroken {
    Program ready = program;
    if (ready == null) {
      ready = RuleLanguage.parse(text);
      program = ready;
    }
    return ready;
  }
}
