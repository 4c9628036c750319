package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One printed stack, innermost function first.
 *
 * @param role whose stack it is
 * @param frames in printed order
 */
public record CallTrace(Role role, List<Frame> frames) {

  /** Whose stack. */
  public enum Role {
    /** The one that explains the incident. */
    MAIN,
    /** Where the memory in question was allocated. */
    ALLOCATION,
    /** Where the memory in question was freed. */
    FREE,
    /** Another task's or processor's, printed beside it. */
    OTHER
  }

  public CallTrace {
    requireNonNull(role);
    frames = List.copyOf(frames);
  }
}
