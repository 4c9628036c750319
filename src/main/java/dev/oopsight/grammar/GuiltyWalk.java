package dev.oopsight.grammar;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.CallTrace.Role;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Frame.Stack;
import dev.oopsight.trace.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for the function that most likely holds the cause: down the main stack from the innermost
 * frame, past {@link NeverGuilty} ones.
 *
 * <p>A function that the report names goes before the frames, and so does the one at which the CPU
 * stood, unless the trace is of a request that failed: there the CPU was only interrupted. What an
 * interrupt interrupted comes after all that ran in the interrupt. Frames with a question mark
 * count only where nothing else is left. x86-64 before 2.6.25 prints no question marks although
 * many frames are leftovers; the table holds what commonly is left over there, interrupt entry and
 * allocators.
 *
 * <p>Stalls and hung tasks are found by chance moments of a longer course, so {@link StalledStack}
 * and {@link Waits} look for what every such moment has in common.
 */
final class GuiltyWalk {

  private final Kind kind;
  private final Optional<Frame> named;
  private final Optional<Frame> instruction;
  private final List<CallTrace> callTraces;

  private GuiltyWalk(
      Kind kind, Optional<Frame> named, Optional<Frame> instruction, List<CallTrace> callTraces) {
    this.kind = kind;
    this.named = named;
    this.instruction = instruction;
    this.callTraces = callTraces;
  }

  /**
   * The guilty function.
   *
   * @param named the function that the report itself accuses
   * @param instruction where the CPU stood
   */
  static Optional<Frame> guilty(
      Kind kind, Optional<Frame> named, Optional<Frame> instruction, List<CallTrace> callTraces) {
    // Whoever asked for the last page is a bystander: the victim is in the trace's detail.
    if (kind == Kind.OOM_KILL) return Optional.empty();
    // Whoever was interrupted is another, and the one who should have cared is in no stack.
    if (kind == Kind.IRQ_NOBODY_CARED) return Optional.empty();
    return new GuiltyWalk(kind, named, instruction, callTraces).guilty();
  }

  private Optional<Frame> guilty() {
    Optional<Frame> accused = named.filter(f -> !isInnocentByName(f));
    if (accused.isPresent()) return accused;
    if (kind == Kind.HUNG_TASK) {
      Optional<Frame> wait = Waits.commonOf(frames(Role.MAIN));
      if (wait.isPresent()) return wait;
    }
    Optional<Frame> stalled = stalled();
    if (stalled.isPresent()) return stalled;
    Optional<Frame> stood = isRequest() ? Optional.empty() : instruction;
    Optional<Frame> there = stood.filter(f -> !NeverGuilty.of(kind, f));
    if (there.isPresent()) return there;
    return (kind == Kind.LOCKDEP ? orderOfLocks() : Optional.<Frame>empty())
        .or(() -> walk(frames(Role.MAIN), Frame::reliable))
        .or(() -> walk(frames(Role.OTHER), Frame::reliable))
        .or(() -> walk(frames(Role.MAIN), frame -> !frame.reliable()));
  }

  private Optional<Frame> stalled() {
    if (kind == Kind.RCU_STALL) return StalledStack.guilty(instruction, callTraces);
    if (kind == Kind.SOFT_LOCKUP || isDeepStack()) {
      return StalledStack.guiltyWhereItStood(instruction, callTraces);
    }
    return Optional.empty();
  }

  /**
   * Where the workqueue itself "takes the lock", the stack of whoever waits for the work tells
   * more.
   */
  private Optional<Frame> orderOfLocks() {
    Predicate<Frame> goal =
        frame -> frame.reliable() && !NeverGuilty.of(kind, frame) && !NeverGuilty.onTheWay(frame);
    return Stream.of(Role.MAIN, Role.OTHER)
        .flatMap(role -> frames(role).stream())
        .filter(goal)
        .findFirst();
  }

  /** Lockdep accuses by name whoever takes a lock; only the lock's own functions are innocent. */
  private boolean isInnocentByName(Frame frame) {
    return kind == Kind.LOCKDEP
        ? NeverGuilty.anywhere(frame) || NeverGuilty.onTheWay(frame)
        : NeverGuilty.of(kind, frame);
  }

  private boolean isRequest() {
    return kind == Kind.PAGE_ALLOCATION_FAILURE
        || kind == Kind.ALLOC_STALL
        || kind == Kind.VMALLOC_FAILURE;
  }

  /** The scheduler found the end of a stack overwritten: who called deepest tells nothing. */
  private boolean isDeepStack() {
    return kind == Kind.STACK_OVERFLOW && instruction.isEmpty();
  }

  private List<Frame> frames(Role role) {
    return callTraces.stream()
        .filter(trace -> trace.role() == role)
        .flatMap(trace -> trace.frames().stream())
        .toList();
  }

  private Optional<Frame> walk(List<Frame> frames, Predicate<Frame> counts) {
    Predicate<Frame> suspect = counts.and(f -> !NeverGuilty.of(kind, f));
    Predicate<Frame> goal = suspect.and(f -> !NeverGuilty.onTheWay(f));
    if (isRequest()) return first(frames, goal);
    List<Frame> inner = inInterrupt(frames);
    return first(inner, goal)
        .or(() -> first(inner, suspect))
        .or(() -> first(frames, goal))
        .or(() -> first(frames, suspect));
  }

  private static Optional<Frame> first(List<Frame> frames, Predicate<Frame> which) {
    for (Frame frame : frames) if (which.test(frame)) return Optional.of(frame);
    return Optional.empty();
  }

  /** The frames that ran in the interrupt in which the stack begins. */
  private static List<Frame> inInterrupt(List<Frame> frames) {
    return frames.isEmpty() || frames.get(0).stack() != Stack.IRQ
        ? List.of()
        : frames.stream().filter(f -> f.stack() == Stack.IRQ).toList();
  }
}
