package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The function that a report of lockdep accuses: whoever took, changed or left behind the lock that
 * the report names first. Where a lock that interrupts take is held while another is taken that
 * they may not wait for, the danger is in the interrupt: there it is whoever took the first one in
 * an interrupt.
 *
 * <pre>{@code
 * kworker/0:1/353 is trying to acquire lock:
 *  (console_lock){+.+.}, at: [<000000001c8cd30e>] vcs_read+0x129/0xae0
 * swapper/0/0 [HC0[0]:SC1[1]:HE1:SE0] takes:
 * 8f5cc25c (&file_data->lock){+.?.}-{3:3}, at: io_file_data_ref_zero+0x30/0x1a8
 * kworker/1:1/24 is trying to release lock (mrt_lock) at:
 * [<ffffffff847f4ebb>] ipmr_mfc_seq_stop+0xe4/0x140
 *      last function: addrconf_dad_work
 * ... which became HARDIRQ-irq-safe at:
 *   _raw_spin_lock_irqsave+0x47/0x60
 *   test_clear_page_writeback+0x1a8/0xcfb
 * }</pre>
 *
 * <p>Shape: lines in order to at most one function. Errors: none are thrown; other lines, such as
 * the other locks of the report, are passed. Source: Linux kernel/locking/lockdep.c, {@code
 * print_lock} and its callers; kernel/workqueue.c, {@code process_one_work}.
 */
final class LockReport {

  private static final String AT = " at: ";
  private static final Pattern LAST =
      Pattern.compile("\\s++last function: (?<symbol>[A-Za-z_][\\w.]*+)\\s*+");
  private static final Pattern ADDRESS = Pattern.compile("(?:\\[<\\p{XDigit}{8,16}>\\] ++)?+");

  private static final String IN_INTERRUPT = "-irq-safe at:";

  private Optional<Frame> accused = Optional.empty();
  private Optional<Frame> interrupted = Optional.empty();
  private boolean opensNextLine;
  private boolean inInterrupt;

  /** Takes a line; all of a trace but what precedes its header may be given. */
  void add(String line) {
    if (inInterrupt) addInInterrupt(line);
    else inInterrupt = interrupted.isEmpty() && line.endsWith(IN_INTERRUPT);
    if (accused.isPresent()) return;
    if (opensNextLine) {
      accused = function(line, 0);
      opensNextLine = false;
      return;
    }
    int at = line.indexOf(AT);
    if (at >= 0) accused = function(line, at + AT.length());
    else if (line.endsWith(" at:")) opensNextLine = line.contains("to release lock");
    else if (line.contains("last function: ")) accused = lastFunction(line);
  }

  /** The accused, where the report names one. */
  Optional<Frame> accused() {
    return interrupted.or(() -> accused);
  }

  private void addInInterrupt(String line) {
    List<Frame> frames =
        CallTraceLine.read(line, Frame.Stack.TASK).map(CallTraceLine::frames).orElse(List.of());
    inInterrupt = !frames.isEmpty() && interrupted.isEmpty();
    for (Frame frame : frames) {
      boolean innocent = NeverGuilty.anywhere(frame) || NeverGuilty.onTheWay(frame);
      if (interrupted.isEmpty() && frame.reliable() && !innocent) interrupted = Optional.of(frame);
    }
  }

  private static Optional<Frame> function(String line, int from) {
    int start = from;
    while (start < line.length() && line.charAt(start) == ' ') start++;
    Matcher address = ADDRESS.matcher(line).region(start, line.length());
    if (address.lookingAt()) start = address.end();
    return FrameLine.read(line, start, Frame.Stack.TASK, OptionalLong.empty())
        .map(FrameLine.Read::frame);
  }

  private static Optional<Frame> lastFunction(String line) {
    Matcher m = LAST.matcher(line);
    return m.matches() ? FrameLine.function(m.group("symbol")) : Optional.empty();
  }
}
