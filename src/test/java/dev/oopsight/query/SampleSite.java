package dev.oopsight.query;

import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.incident.FeedbackBook;

/** What a site tells, for tests: two rules, and feedback that is known as soon as it is written. */
public final class SampleSite {

  private SampleSite() {}

  public static SiteInput input() {
    return judgedBy(SampleRules.ofStart());
  }

  /** The same with those rules. */
  static SiteInput judgedBy(LiveRules rules) {
    FeedbackBook book = new FeedbackBook();
    return new SiteInput(rules, book, book::put);
  }
}
