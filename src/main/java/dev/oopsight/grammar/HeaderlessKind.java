package dev.oopsight.grammar;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened where the header was lost: the functions that print the report tell. */
final class HeaderlessKind {

  private static final Map<String, Kind> REPORTERS =
      Map.ofEntries(
          Map.entry("warn_alloc", Kind.PAGE_ALLOCATION_FAILURE),
          Map.entry("warn_alloc_failed", Kind.PAGE_ALLOCATION_FAILURE),
          Map.entry("dump_header", Kind.OOM_KILL),
          Map.entry("oom_kill_process", Kind.OOM_KILL),
          Map.entry("__warn", Kind.WARNING),
          Map.entry("warn_slowpath_common", Kind.WARNING),
          Map.entry("warn_slowpath_null", Kind.WARNING),
          Map.entry("warn_slowpath_fmt", Kind.WARNING),
          Map.entry("warn_on_slowpath", Kind.WARNING),
          Map.entry("print_circular_bug", Kind.LOCKDEP),
          Map.entry("print_usage_bug", Kind.LOCKDEP),
          Map.entry("lockdep_rcu_suspicious", Kind.LOCKDEP),
          Map.entry("kasan_report", Kind.KASAN),
          Map.entry("kasan_report_error", Kind.KASAN),
          Map.entry("__schedule_bug", Kind.SLEEPING_IN_ATOMIC),
          Map.entry("___might_sleep", Kind.SLEEPING_IN_ATOMIC),
          Map.entry("__might_resched", Kind.SLEEPING_IN_ATOMIC),
          Map.entry("watchdog_timer_fn", Kind.SOFT_LOCKUP),
          Map.entry("watchdog_overflow_callback", Kind.HARD_LOCKUP),
          Map.entry("check_cpu_stall", Kind.RCU_STALL),
          Map.entry("rcu_check_callbacks", Kind.RCU_STALL),
          Map.entry("bad_page", Kind.MEMORY_CORRUPTION),
          Map.entry("panic", Kind.PANIC));

  private HeaderlessKind() {}

  static Optional<Kind> of(List<CallTrace> callTraces) {
    for (CallTrace trace : callTraces) {
      for (Frame frame : trace.frames()) {
        Kind kind = REPORTERS.get(frame.function());
        if (kind != null && frame.reliable()) return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
