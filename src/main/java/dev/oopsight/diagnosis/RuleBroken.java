package dev.oopsight.diagnosis;

/** A rule failed while it ran: it makes no finding, and the fault is told. */
final class RuleBroken extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Rule.Text where;

  RuleBroken(Rule.Text where, String what) {
    super(what, null, false, false);
    this.where = where;
  }

  RuleFault in(Rule rule) {
    return rule.fault(where.line(), where.quoted() + " failed: " + getMessage());
  }
}
