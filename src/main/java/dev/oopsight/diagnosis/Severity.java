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
          FS_ERROR,
          MEMORY_FAILURE,
          EDAC_UNCORRECTED ->
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
          IRQ_NOBODY_CARED,
          VMALLOC_FAILURE,
          SLAB_ALLOCATION_FAILURE,
          TX_HANG,
          CONNTRACK_FULL,
          NEIGHBOUR_TABLE_OVERFLOW,
          SYN_FLOOD,
          TCP_MEMORY,
          NVME_TIMEOUT,
          FILE_LIMIT,
          PID_LIMIT,
          SILENT_HOST ->
          MEDIUM;
      case WARNING,
          LOCKDEP,
          CLOCKSOURCE_UNSTABLE,
          LINK_DOWN,
          MARTIAN_SOURCE,
          PCIE_AER,
          EDAC_CORRECTED,
          CPU_THROTTLED,
          MODULE_TAINT,
          LOCKDOWN,
          SEGFAULT,
          CPU_VULNERABILITY ->
          LOW;
      case INTERRUPT_TOO_LONG, LINK_UP, PROMISCUOUS_MODE, MESSAGES_SUPPRESSED -> INFO;
    };
  }

  /** Lower case: the name in rules and outputs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
