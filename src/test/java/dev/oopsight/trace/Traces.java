package dev.oopsight.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Makes traces for tests, with good defaults. */
public final class Traces {

  private Traces() {}

  /** A trace of that kind whose main stack holds these functions; the first is the guilty one. */
  public static KernelTrace of(Kind kind, String... functions) {
    return of(kind, new Detail.None(), functions);
  }

  /** The same with the facts of its kind. */
  public static KernelTrace of(Kind kind, Detail detail, String... functions) {
    List<Frame> frames = new ArrayList<>();
    for (String function : functions) frames.add(frame(function, true));
    return with(kind, detail, frames, frames.stream().findFirst());
  }

  /** The same with everything that a fingerprint looks at. */
  public static KernelTrace with(
      Kind kind, Detail detail, List<Frame> frames, Optional<Frame> guilty) {
    return new KernelTrace(
        kind,
        kind.words() + guilty.map(f -> " in " + f.function()).orElse(""),
        "header of " + kind.words(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(new CallTrace(CallTrace.Role.MAIN, frames)),
        Optional.empty(),
        guilty,
        List.of(),
        List.of(),
        Optional.empty(),
        detail,
        Set.of());
  }

  /** A frame as {@code symbol+0x10/0x20}. */
  public static Frame frame(String symbol, boolean reliable) {
    return new Frame(
        symbol,
        OptionalLong.of(0x10),
        OptionalLong.of(0x20),
        Optional.empty(),
        reliable,
        Frame.Stack.TASK,
        OptionalLong.empty());
  }

  /** An allocation of that order that failed, of which nothing else is known. */
  public static Detail.AllocationFailure failureOfOrder(int order) {
    return new Detail.AllocationFailure(
        order,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
