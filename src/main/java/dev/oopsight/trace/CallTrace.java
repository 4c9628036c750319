package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

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
    /** Where work was queued, or a callback, that may have freed the memory in question. */
    RELATED_WORK,
    /** Another task's or processor's, printed beside it. */
    OTHER
  }

  public CallTrace {
    requireNonNull(role);
    frames = List.copyOf(frames);
  }

  /** Who called the innermost function, which need not stand in the stack itself. */
  public Optional<Frame> callerOf(Frame innermost) {
    boolean passed = frames.stream().noneMatch(f -> f.symbol().equals(innermost.symbol()));
    for (Frame frame : frames) {
      boolean same = frame.symbol().equals(innermost.symbol());
      if (passed && !same && frame.reliable()) return Optional.of(frame);
      passed |= same;
    }
    return Optional.empty();
  }
}
