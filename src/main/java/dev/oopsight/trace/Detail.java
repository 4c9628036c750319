package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What only some kinds print. A new kind with facts of its own is a new record, here or in a file
 * of its own.
 */
public sealed interface Detail
    permits Detail.None,
        Detail.AllocationFailure,
        Detail.OomKill,
        Detail.Fault,
        Detail.Assertion,
        HungTask,
        Lockup,
        RcuStall,
        WorkqueueLockup,
        TransmitTimeout,
        UnhandledInterrupt,
        IoError,
        FileSystemError,
        MemoryAccess,
        UninitialisedValue,
        DataRace,
        UndefinedBehaviour,
        LockViolation,
        MemoryCorruption,
        MemoryLeak,
        AtomicContext,
        MachineCheck,
        MemoryFailure {

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
   * @param constraint what the request was confined to, {@code CONSTRAINT_MEMCG} …, where printed
   * @param nodemask as in {@link AllocationFailure}
   * @param cpuset as in {@link AllocationFailure}
   * @param memsAllowed as in {@link AllocationFailure}
   * @param memcg the control group whose limit was hit, where printed
   * @param taskMemcg the control group of the victim, where printed
   * @param memcgUse the memory of the group whose limit was hit, where printed
   * @param victim the task that was killed, where printed; the first of several
   * @param alsoKilled the others, in printed order
   * @param tasks the table of tasks, where printed
   * @param slabs the table of slab caches that cannot be reclaimed, where printed
   * @param pageKb size of a page of that machine, in kB, where the trace tells it
   * @param held who held the memory, where enough was printed to compute it
   * @param memInfo where the kernel printed it
   */
  record OomKill(
      OptionalInt order,
      Optional<GfpMask> gfp,
      Optional<String> constraint,
      Optional<String> nodemask,
      Optional<String> cpuset,
      Optional<String> memsAllowed,
      Optional<String> memcg,
      Optional<String> taskMemcg,
      Optional<CgroupMemory> memcgUse,
      Optional<OomVictim> victim,
      List<Task> alsoKilled,
      Optional<OomTasks> tasks,
      Optional<SlabCaches> slabs,
      OptionalInt pageKb,
      Optional<MemoryShares> held,
      Optional<MemInfo> memInfo)
      implements Detail {
    public OomKill {
      requireNonNull(order);
      requireNonNull(gfp);
      requireNonNull(constraint);
      requireNonNull(nodemask);
      requireNonNull(cpuset);
      requireNonNull(memsAllowed);
      requireNonNull(memcg);
      requireNonNull(taskMemcg);
      requireNonNull(memcgUse);
      requireNonNull(victim);
      alsoKilled = List.copyOf(alsoKilled);
      requireNonNull(tasks);
      requireNonNull(slabs);
      requireNonNull(pageKb);
      requireNonNull(held);
      requireNonNull(memInfo);
    }

    /** A kill of which only the request is known. */
    public static OomKill asked(
        OptionalInt order, Optional<GfpMask> gfp, Optional<MemInfo> memInfo) {
      return new OomKill(
          order,
          gfp,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          memInfo);
    }
  }

  /**
   * A fault that the CPU raised.
   *
   * @param address the bad address, where printed
   * @param errorCode what the CPU told of it: on x86 the error code, on arm64 the syndrome (ESR),
   *     on arm the status (FSR), on ppc DSISR, on mips and riscv the cause, on s390 the number of
   *     the interruption; where printed
   * @param access the same decoded; empty where the machine's code is not known
   * @param syndrome what other machines than x86 print to that end, as printed
   * @param pageTable the entries on the way to the address, as printed
   * @param count the number in {@code [#1]}: which oops of this boot, where printed
   */
  record Fault(
      Optional<Word> address,
      Optional<Word> errorCode,
      List<FaultAccess> access,
      List<String> syndrome,
      Optional<String> pageTable,
      OptionalInt count)
      implements Detail {
    public Fault {
      requireNonNull(address);
      requireNonNull(errorCode);
      access = List.copyOf(access);
      syndrome = List.copyOf(syndrome);
      requireNonNull(pageTable);
      requireNonNull(count);
    }
  }

  /**
   * A check in the source that failed: WARN or BUG.
   *
   * @param file as printed, {@code mm/slub.c}
   * @param line where printed, from 1
   * @param condition what was true and should not have been, where printed
   * @param message what the WARN said for itself, where it did
   * @param count the number in {@code [#1]} of a BUG: which oops of this boot, where printed
   * @param list the list that was found broken, where it was one
   */
  record Assertion(
      Optional<String> file,
      OptionalInt line,
      Optional<String> condition,
      Optional<String> message,
      OptionalInt count,
      Optional<ListCorruption> list)
      implements Detail {
    public Assertion {
      requireNonNull(file);
      requireNonNull(line);
      requireNonNull(condition);
      requireNonNull(message);
      requireNonNull(count);
      requireNonNull(list);
    }
  }
}
