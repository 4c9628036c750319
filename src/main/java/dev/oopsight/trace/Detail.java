package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What only some kinds print. A new kind with facts of its own is a new record here. */
public sealed interface Detail {

  /** Nothing beyond what every trace has. */
  record None() implements Detail {}

  /**
   * A request for pages that was not met.
   *
   * @param order 2^order contiguous pages were asked for, 0 to 10 or so
   * @param gfp what the request was allowed to do; empty where the line was cut before it
   * @param nodemask as printed, {@code (null)} or a list of nodes
   * @param cpuset as printed
   * @param memsAllowed as printed
   * @param memInfo where the kernel printed it
   */
  record AllocationFailure(
      int order,
      Optional<GfpMask> gfp,
      Optional<String> nodemask,
      Optional<String> cpuset,
      Optional<String> memsAllowed,
      Optional<MemInfo> memInfo)
      implements Detail {
    public AllocationFailure {
      if (order < 0 || order > 64) throw new IllegalArgumentException("order " + order);
      requireNonNull(gfp);
      requireNonNull(nodemask);
      requireNonNull(cpuset);
      requireNonNull(memsAllowed);
      requireNonNull(memInfo);
    }

    /** The same with what is left of the block after "Mem-Info:". */
    public AllocationFailure with(Optional<MemInfo> other) {
      return new AllocationFailure(order, gfp, nodemask, cpuset, memsAllowed, other);
    }

    /** Bytes asked for, with pages of 4 KiB. */
    public long bytes() {
      return 4096L << order;
    }
  }

  /**
   * The OOM killer ran.
   *
   * @param order as in {@link AllocationFailure}; -1 when asked for by sysrq
   * @param gfp as in {@link AllocationFailure}
   * @param constraint {@code CONSTRAINT_MEMCG} …, where printed
   * @param memcg the control group whose limit was hit, where printed
   * @param victim the task that was killed, where printed
   * @param victimRssKb its resident memory, all three sorts added, in kB, where printed
   * @param memInfo where the kernel printed it
   */
  record OomKill(
      OptionalInt order,
      Optional<GfpMask> gfp,
      Optional<String> constraint,
      Optional<String> memcg,
      Optional<Task> victim,
      OptionalLong victimRssKb,
      Optional<MemInfo> memInfo)
      implements Detail {
    public OomKill {
      requireNonNull(order);
      requireNonNull(gfp);
      requireNonNull(constraint);
      requireNonNull(memcg);
      requireNonNull(victim);
      requireNonNull(victimRssKb);
      requireNonNull(memInfo);
    }

    /** The same with what is left of the block after "Mem-Info:". */
    public OomKill with(Optional<MemInfo> other) {
      return new OomKill(order, gfp, constraint, memcg, victim, victimRssKb, other);
    }
  }

  /**
   * A fault that the CPU raised.
   *
   * @param address the bad address, unsigned, where printed
   * @param errorCode the number behind "Oops:", where printed
   * @param count the number in {@code [#1]}: which oops of this boot, where printed
   */
  record Fault(OptionalLong address, OptionalInt errorCode, OptionalInt count) implements Detail {
    public Fault {
      requireNonNull(address);
      requireNonNull(errorCode);
      requireNonNull(count);
    }
  }

  /**
   * A check in the source that failed: WARN or BUG.
   *
   * @param file as printed, {@code mm/slub.c}
   * @param line where printed, from 1
   * @param message what the WARN said for itself, where it did
   */
  record Assertion(Optional<String> file, OptionalInt line, Optional<String> message)
      implements Detail {
    public Assertion {
      requireNonNull(file);
      requireNonNull(line);
      requireNonNull(message);
    }
  }
}
