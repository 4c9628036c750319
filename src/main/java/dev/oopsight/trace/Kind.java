package dev.oopsight.trace;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened, told by a trace's header line. The CPU exception or panic that follows belongs to
 * the same trace and does not change the kind. Faults stand before notices.
 */
public enum Kind {
  PAGE_ALLOCATION_FAILURE("page allocation failure"),
  ALLOC_STALL("page allocation stall"),
  OOM_KILL("out-of-memory kill"),
  OOPS_NULL_DEREF("NULL pointer dereference"),
  OOPS_PAGE_FAULT("page fault in the kernel"),
  GENERAL_PROTECTION_FAULT("general protection fault"),
  KERNEL_BUG("kernel BUG"),
  WARNING("kernel WARNING"),
  REFCOUNT("reference count misuse"),
  SOFT_LOCKUP("soft lockup"),
  HARD_LOCKUP("hard lockup"),
  RCU_STALL("RCU stall"),
  HUNG_TASK("hung task"),
  WORKQUEUE_LOCKUP("workqueue lockup"),
  SPINLOCK("spinlock misuse"),
  LOCKDEP("locking rule violation"),
  SLEEPING_IN_ATOMIC("sleep in atomic context"),
  KASAN("KASAN report"),
  KMSAN("KMSAN report"),
  KCSAN("KCSAN report"),
  KFENCE("KFENCE report"),
  UBSAN("UBSAN report"),
  MEMORY_LEAK("memory leak"),
  MEMORY_CORRUPTION("memory corruption"),
  DOUBLE_FAULT("double fault"),
  DIVIDE_ERROR("divide error"),
  STACK_OVERFLOW("kernel stack overflow"),
  OOPS_OTHER("oops"),
  PANIC("kernel panic"),
  MCE("machine check"),
  NETDEV_WATCHDOG("transmit timeout"),
  UNREGISTER_NETDEVICE("network device held"),
  IRQ_NOBODY_CARED("unhandled interrupt"),
  IO_ERROR("I/O error"),
  FS_ERROR("file system error"),

  VMALLOC_FAILURE("vmalloc failure"),
  SLAB_ALLOCATION_FAILURE("slab allocation failure"),
  MEMORY_FAILURE("memory page with hardware error"),
  CLOCKSOURCE_UNSTABLE("unstable clock source"),
  INTERRUPT_TOO_LONG("interrupt took too long"),
  TX_HANG("transmit unit hang"),
  CONNTRACK_FULL("connection tracking table full"),
  NEIGHBOUR_TABLE_OVERFLOW("neighbour table overflow"),
  SYN_FLOOD("possible SYN flood"),
  TCP_MEMORY("TCP out of memory or sockets"),
  LINK_DOWN("link down"),
  LINK_UP("link up"),
  MARTIAN_SOURCE("packet from an impossible source"),
  PROMISCUOUS_MODE("promiscuous mode changed"),
  NVME_TIMEOUT("NVMe timeout"),
  PCIE_AER("PCIe bus error"),
  EDAC_CORRECTED("corrected memory error"),
  EDAC_UNCORRECTED("uncorrected memory error"),
  CPU_THROTTLED("CPU throttled for heat"),
  FILE_LIMIT("limit of open files reached"),
  PID_LIMIT("limit of tasks reached"),
  MODULE_TAINT("module taints the kernel"),
  LOCKDOWN("forbidden by kernel lockdown"),
  SEGFAULT("crash in user space"),
  CPU_VULNERABILITY("CPU vulnerable"),
  MESSAGES_SUPPRESSED("messages suppressed"),

  /** Told by no line: judged when somebody asks after a host that says nothing more. */
  SILENT_HOST("silent host");

  private static final java.util.Map<String, Kind> BY_ID =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Kind::id, Function.identity()));

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /** Lower case with underscores: the name in every output. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A noun phrase for titles. */
  public String words() {
    return words;
  }

  /** Whether the CPU itself raised a fault while in the kernel, or the kernel pretended so. */
  public boolean isOops() {
    return switch (this) {
      case OOPS_NULL_DEREF,
          OOPS_PAGE_FAULT,
          GENERAL_PROTECTION_FAULT,
          KERNEL_BUG,
          DOUBLE_FAULT,
          DIVIDE_ERROR,
          STACK_OVERFLOW,
          OOPS_OTHER ->
          true;
      default -> false;
    };
  }

  /** Whether the kernel failed, or something happened that matters all the same. */
  public IncidentClass incidentClass() {
    return compareTo(VMALLOC_FAILURE) < 0 ? IncidentClass.FAULT : IncidentClass.NOTICE;
  }

  /** The kind of that {@link #id()}. */
  public static Optional<Kind> ofId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
