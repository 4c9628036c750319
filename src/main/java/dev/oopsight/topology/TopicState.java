package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One topic that the pipeline needs, as it stands.
 *
 * @param name of the topic
 * @param direction whether we read it or write it
 * @param presence whether it exists
 * @param partitions how many it has, 0 for a missing one
 * @param cleanup its {@code cleanup.policy}; for a missing one that which it needs
 * @param differences what is not as it needs to be, each in plain words; empty where all is well
 */
public record TopicState(
    String name,
    Direction direction,
    Presence presence,
    int partitions,
    String cleanup,
    List<String> differences) {

  /** As seen from the pipeline. */
  public enum Direction {
    IN,
    OUT
  }

  /** Whether a topic exists. */
  public enum Presence {
    THERE,
    /** It was missing a moment ago. */
    MADE,
    MISSING
  }

  public TopicState {
    requireNonNull(name);
    requireNonNull(direction);
    requireNonNull(presence);
    requireNonNull(cleanup);
    differences = List.copyOf(differences);
  }
}
