package dev.oopsight.diagnosis;

/**
 * The steps that a rule may take over one incident. A step is one operation of an expression, 32
 * characters handed to one, or one character printed. Counted and not timed, so that the same
 * incident is judged alike wherever and whenever. Used by one thread.
 */
final class Budget {

  /** Far more than any sound rule takes: the dearest one shipped takes a tenth. */
  static final long OF_RULE = 50_000;

  /** What all rules of a site may take together, so that many bad ones do no more than few. */
  static final long OF_SITE = 500_000;

  /** What the examples of one rule may take together, each of them counted as one incident. */
  static final long OF_EXAMPLES = 500_000;

  private static final String RULE_SPENT =
      "it took more than " + OF_RULE + " steps: make its values and loops smaller";
  private static final String SITE_SPENT =
      "all rules of the site took more than " + OF_SITE + " steps over one incident";
  private static final String EXAMPLES_SPENT =
      "all examples together took more than " + OF_EXAMPLES + " steps: leave some out";

  private final long given;
  private final String told;
  private long left;

  private Budget(long given, String told) {
    this.given = given;
    this.told = told;
    this.left = given;
  }

  /** Of one rule. */
  static Budget ofRule() {
    return new Budget(OF_RULE, RULE_SPENT);
  }

  /** Of one rule of a site, of whose steps so many are left. */
  static Budget ofRule(long leftOfSite) {
    return leftOfSite < OF_RULE ? new Budget(leftOfSite, SITE_SPENT) : ofRule();
  }

  /** Of one example of a rule, of whose steps so many are left. */
  static Budget ofExample(long leftOfExamples) {
    return leftOfExamples < OF_RULE ? new Budget(leftOfExamples, EXAMPLES_SPENT) : ofRule();
  }

  /** Takes steps; false where there were not so many left. */
  boolean take(long steps) {
    left -= steps;
    return left >= 0;
  }

  boolean isSpent() {
    return left < 0;
  }

  long used() {
    return given - Math.max(0, left);
  }

  /** What to tell when it is spent. */
  String told() {
    return told;
  }
}
