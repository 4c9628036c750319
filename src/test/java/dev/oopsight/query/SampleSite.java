package dev.oopsight.query;

import dev.oopsight.incident.FeedbackBook;

/** What a site tells, for tests: two rules, and feedback that is known as soon as it is written. */
public final class SampleSite {

  private SampleSite() {}

  public static SiteInput input() {
    FeedbackBook book = new FeedbackBook();
    return new SiteInput(SampleRules.ofStart(), book, book::put);
  }
}
