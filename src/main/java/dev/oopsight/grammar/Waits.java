package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Frame.Stack;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Waits in which tasks hang all over the kernel because of one cause elsewhere: they are named
 * after what they wait for, so that they count as the same.
 *
 * <p>The end of an RCU grace period has had several flavours and names ({@code synchronize_sched}
 * until 5.0, {@code synchronize_srcu}, {@code synchronize_net}); a grace period that does not end
 * hangs them all. The networking lock is the other: nearly every change of a network device takes
 * it.
 */
final class Waits {

  private static final String GRACE_PERIOD = "synchronize_rcu";
  private static final Set<String> FLAVOURS =
      Set.of(
          GRACE_PERIOD,
          "synchronize_rcu_expedited",
          "synchronize_sched",
          "synchronize_sched_expedited",
          "synchronize_srcu",
          "synchronize_srcu_expedited",
          "synchronize_net");
  private static final String NETWORKING = "rtnl_lock";

  private Waits() {}

  /** The common wait that a stack goes through, if it does. */
  static Optional<Frame> commonOf(List<Frame> frames) {
    for (Frame frame : frames) {
      if (!frame.reliable()) continue;
      String name = frame.function();
      if (name.startsWith(NETWORKING)) return Optional.of(frame);
      while (name.startsWith("_")) name = name.substring(1);
      if (FLAVOURS.contains(name)) {
        return Optional.of(FrameLine.named(GRACE_PERIOD, Stack.TASK, OptionalLong.empty()));
      }
    }
    return Optional.empty();
  }
}
