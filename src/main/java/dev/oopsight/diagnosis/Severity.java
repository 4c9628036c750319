package dev.oopsight.diagnosis;

import dev.oopsight.trace.Kind;
import java.util.Locale;

/** What an incident of a class means for the host, least first. */
public enum Severity {
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** What an incident of that kind usually means, where no rule has looked at it. */
  public static Severity usual(Kind kind) {
    return switch (kind) {
      case PANIC, DOUBLE_FAULT, HARD_LOCKUP, MCE -> CRITICAL;
      case OOPS_NULL_DEREF,
          OOPS_PAGE_FAULT,
          GENERAL_PROTECTION_FAULT,
          KERNEL_BUG,
          DIVIDE_ERROR,
          STACK_OVERFLOW,
          OOPS_OTHER,
          OOM_KILL,
          SOFT_LOCKUP,
          RCU_STALL,
          WORKQUEUE_LOCKUP,
          MEMORY_CORRUPTION,
          KASAN,
          KFENCE,
          REFCOUNT,
          IO_ERROR,
          FS_ERROR ->
          HIGH;
      case PAGE_ALLOCATION_FAILURE,
          ALLOC_STALL,
          HUNG_TASK,
          SPINLOCK,
          SLEEPING_IN_ATOMIC,
          KMSAN,
          KCSAN,
          UBSAN,
          MEMORY_LEAK,
          NETDEV_WATCHDOG,
          UNREGISTER_NETDEVICE,
          IRQ_NOBODY_CARED ->
          MEDIUM;
      case WARNING, LOCKDEP -> LOW;
    };
  }

  /** Lower case: the name in rules and outputs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
