package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The memory of the control group whose limit was hit.
 *
 * <p>Source: Linux mm/memcontrol.c, {@code mem_cgroup_print_oom_meminfo}.
 *
 * @param memory its memory, where printed
 * @param swap its swap, in version 2 of control groups, where printed
 * @param memoryAndSwap both together, in version 1, where printed
 * @param kmem the kernel's memory on its behalf, in version 1, where printed
 * @param kilobytes its memory by sorts, by their printed names ({@code anon}, {@code file}, {@code
 *     slab} …; in version 1 {@code rss}, {@code cache} …), those of its descendants included, in kB
 */
public record CgroupMemory(
    Optional<Use> memory,
    Optional<Use> swap,
    Optional<Use> memoryAndSwap,
    Optional<Use> kmem,
    Map<String, Long> kilobytes) {

  /**
   * One resource.
   *
   * @param usageKb in kB
   * @param limitKb in kB; empty where there is no limit
   * @param failcnt how often the limit was hit
   */
  public record Use(long usageKb, OptionalLong limitKb, long failcnt) {
    public Use {
      requireNonNull(limitKb);
    }
  }

  public CgroupMemory {
    requireNonNull(memory);
    requireNonNull(swap);
    requireNonNull(memoryAndSwap);
    requireNonNull(kmem);
    kilobytes = Collections.unmodifiableMap(new LinkedHashMap<>(kilobytes));
  }
}
