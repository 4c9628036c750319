package dev.oopsight.grammar;

import dev.oopsight.trace.Kind;

/** Which reader collects the facts of which kind. */
final class DetailReaders {

  private DetailReaders() {}

  static DetailReader of(Kind kind) {
    return switch (kind) {
      case PAGE_ALLOCATION_FAILURE, ALLOC_STALL -> new AllocationReader();
      case OOM_KILL -> new OomReader();
      case OOPS_NULL_DEREF,
          OOPS_PAGE_FAULT,
          GENERAL_PROTECTION_FAULT,
          DOUBLE_FAULT,
          DIVIDE_ERROR,
          STACK_OVERFLOW,
          OOPS_OTHER ->
          new FaultReader(kind);
      case HUNG_TASK -> new HungTaskReader();
      case SOFT_LOCKUP, HARD_LOCKUP -> new LockupReader();
      case RCU_STALL -> new RcuStallReader();
      case WORKQUEUE_LOCKUP -> new WorkqueueReader();
      case NETDEV_WATCHDOG -> new TransmitTimeoutReader();
      case IRQ_NOBODY_CARED -> new InterruptReader();
      case IO_ERROR -> new IoErrorReader();
      case FS_ERROR -> new FileSystemReader();
      case KASAN -> new KasanReader();
      case KFENCE -> new KfenceReader();
      case KMSAN -> new KmsanReader();
      case KCSAN -> new KcsanReader();
      case UBSAN -> new UbsanReader();
      case LOCKDEP -> new LockdepReader();
      case MEMORY_CORRUPTION -> new MemoryCorruptionReader();
      case MEMORY_LEAK -> new MemoryLeakReader();
      case SLEEPING_IN_ATOMIC -> new AtomicReader();
      case MCE -> new MachineCheckReader();
      case MEMORY_FAILURE -> new MemoryFailureReader();
      default -> new AssertionReader();
    };
  }
}
