package dev.oopsight.grammar;

import dev.oopsight.trace.IncidentClass;
import dev.oopsight.trace.Kind;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a trace must have to be whole. */
final class Completeness {

  private static final Pattern CUT_FRAME =
      Pattern.compile(
          ".*(?:\\[<\\p{XDigit}*+(?:>\\]?+ ?+)?+|\\+0?+x?+\\p{XDigit}{0,16}+(?:/(?:0x?+)?+)?+)");

  private Completeness() {}

  /**
   * Whether such a report always has a call trace.
   *
   * @param header the line that begins it
   */
  static boolean printsFrames(Kind kind, Optional<HeaderLine> header) {
    // lockdep_sys_exit: whoever kept the lock has left the kernel.
    if (header.filter(h -> h.text().contains("lock held when returning")).isPresent()) return false;
    return switch (kind) {
      case OOM_KILL,
          PANIC,
          MCE,
          NETDEV_WATCHDOG,
          UNREGISTER_NETDEVICE,
          IO_ERROR,
          FS_ERROR,
          MEMORY_CORRUPTION,
          MEMORY_LEAK,
          WORKQUEUE_LOCKUP ->
          false;
      default -> kind.incidentClass() == IncidentClass.FAULT;
    };
  }

  /** Whether a trace's last line stops within an address or a frame. */
  static boolean isCutInside(String lastLine) {
    String tail = lastLine.substring(Math.max(0, lastLine.length() - 60));
    return CUT_FRAME.matcher(tail).matches();
  }
}
