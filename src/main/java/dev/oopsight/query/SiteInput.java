package dev.oopsight.query;

import static java.util.Objects.requireNonNull;

import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.incident.Feedback;
import dev.oopsight.incident.FeedbackBook;

/**
 * What a site tells the pipeline while it runs.
 *
 * @param rules what judges
 * @param feedback what people said of incidents
 * @param sink where more of that is written to
 */
public record SiteInput(LiveRules rules, FeedbackBook feedback, Sink sink) {

  /** Writes feedback. */
  @FunctionalInterface
  public interface Sink {

    /**
     * Writes all that is said under a key, and returns when it cannot be lost any more.
     *
     * @throws java.io.UncheckedIOException where it could not be written
     */
    void put(String key, Feedback feedback);
  }

  public SiteInput {
    requireNonNull(rules);
    requireNonNull(feedback);
    requireNonNull(sink);
  }
}
