package dev.oopsight.grammar;

import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who ran, on which CPU and kernel.
 *
 * <pre>{@code
 * Pid: 0, comm: swapper Not tainted 2.6.24-gentoo-r8 #1
 * CPU: 0 PID: 1 Comm: a (b) [c] Not tainted 5.10.0-8-amd64 #1 Debian 5.10.46-4
 * CPU: 1 UID: 0 PID: 172 Comm: rx-refill Tainted: G           OE      6.12.95+deb12-amd64 #1
 * Process swapper (pid: 0, threadinfo ffffffff80600000, task ffffffff80530340)
 * CPU: 3
 *       Not tainted 6.12.95+deb12-amd64 #1 Debian 6.12.95-1
 * EIP:    0060:[<f8a3c1d4>]    Not tainted VLI
 * EFLAGS: 00010246   (2.6.18-6-686 #1)
 * }</pre>
 *
 * <p>The comm may hold anything, so it is cut at the last "Not tainted" or "Tainted:" of the line.
 *
 * <p>Shape: one line to what it tells. Units: pid and cpu are decimal. Errors: none are thrown; a
 * line cut in the middle tells what is left of it. Source: Linux lib/dump_stack.c, {@code
 * dump_stack_print_info}; before 3.10 {@code show_regs} of each machine.
 */
record TaskLine(
    Optional<Task> task, OptionalInt cpu, Optional<Taint> taint, Optional<KernelRelease> kernel) {

  private static final Pattern START =
      Pattern.compile(
          "\\s*+(?:(?:CPU: ++(?<cpu>\\d{1,5}) )?+(?:UID: \\d{1,10} )?+PID: (?<pid>\\d{1,9}) Comm: "
              + "|Pid: (?<oldpid>\\d{1,9}), comm: ++)(?<rest>.*+)");
  private static final Pattern BARE_CPU = Pattern.compile("\\s*+CPU:? ++(?<cpu>\\d{1,5}):?+\\s*+");
  private static final Pattern PROCESS =
      Pattern.compile("\\s*+Process (?<comm>.{1,15}) \\(pid: ++(?<pid>\\d{1,9})\\b.*+");
  private static final Pattern TAINT_ALONE =
      Pattern.compile(
          "\\s*+(?:EIP: ++\\p{XDigit}{4}:\\[<\\p{XDigit}{8}>\\] ++)?+(?<rest>(?:Not tainted|Tainted: [ A-Z]).*+)");
  private static final Pattern OLD_RELEASE =
      Pattern.compile("\\s*+EFLAGS: \\p{XDigit}{8} ++\\((?<release>\\d\\S{2,80}) .*+");
  private static final Pattern RELEASE = Pattern.compile("\\d{1,3}\\.\\d{1,4}[!-~]*+");
  private static final String CLEAN = "Not tainted";
  private static final String TAINTED = "Tainted:";

  private static final TaskLine NOTHING =
      new TaskLine(Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

  static Optional<TaskLine> read(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    // Registers, of which many lines are full, begin with the same letters.
    return switch (cursor.next()) {
      case 'C' -> cursor.take("CPU") ? running(line).or(() -> bareCpu(line)) : Optional.empty();
      case 'U' -> running(line);
      case 'P' ->
          cursor.take("Process ")
              ? process(line)
              : cursor.take("PID: ") || cursor.take("Pid: ") ? running(line) : Optional.empty();
      case 'N', 'T' -> taintAlone(line);
      case 'E' ->
          cursor.take("EIP: ")
              ? taintAlone(line)
              : cursor.take("EFLAGS: ") ? oldRelease(line) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<TaskLine> running(String line) {
    Matcher m = START.matcher(line);
    if (!m.matches()) return Optional.empty();
    String pid = m.group("pid") == null ? m.group("oldpid") : m.group("pid");
    OptionalInt cpu =
        m.group("cpu") == null ? OptionalInt.empty() : Numbers.decimal(m.group("cpu"));
    return Optional.of(named(m.group("rest"), Numbers.decimal(pid), cpu));
  }

  private static Optional<TaskLine> bareCpu(String line) {
    Matcher m = BARE_CPU.matcher(line);
    if (!m.matches()) return Optional.empty();
    OptionalInt cpu = Numbers.decimal(m.group("cpu"));
    return Optional.of(new TaskLine(NOTHING.task, cpu, NOTHING.taint, NOTHING.kernel));
  }

  private static Optional<TaskLine> taintAlone(String line) {
    Matcher m = TAINT_ALONE.matcher(line);
    if (!m.matches()) return Optional.empty();
    TaskLine told = named(m.group("rest"), OptionalInt.empty(), OptionalInt.empty());
    return Optional.of(new TaskLine(NOTHING.task, told.cpu, told.taint, told.kernel));
  }

  private static Optional<TaskLine> oldRelease(String line) {
    Matcher m = OLD_RELEASE.matcher(line);
    if (!m.matches()) return Optional.empty();
    Optional<KernelRelease> release = KernelRelease.of(m.group("release"));
    return Optional.of(new TaskLine(NOTHING.task, NOTHING.cpu, NOTHING.taint, release));
  }

  private static Optional<TaskLine> process(String line) {
    Matcher m = PROCESS.matcher(line);
    if (!m.matches()) return Optional.empty();
    Task task = new Task(m.group("comm"), Numbers.decimal(m.group("pid")));
    return Optional.of(new TaskLine(Optional.of(task), NOTHING.cpu, NOTHING.taint, NOTHING.kernel));
  }

  private static TaskLine named(String rest, OptionalInt pid, OptionalInt cpu) {
    int clean = rest.lastIndexOf(CLEAN);
    int tainted = rest.lastIndexOf(TAINTED);
    int cut = Math.max(clean, tainted);
    if (cut < 0) {
      return new TaskLine(task(rest, pid), cpu, Optional.empty(), Optional.empty());
    }
    String behind = rest.substring(cut + (clean > tainted ? CLEAN : TAINTED).length());
    int letters = 0;
    while (letters < behind.length() && isTaintPart(behind.charAt(letters))) letters++;
    Taint taint =
        clean > tainted
            ? Taint.NONE
            : new Taint(behind.substring(0, letters).replace(" ", "").replace("-", ""));
    Matcher release = RELEASE.matcher(behind).region(letters, behind.length());
    Optional<KernelRelease> kernel =
        release.lookingAt() ? KernelRelease.of(release.group()) : Optional.empty();
    String comm = rest.substring(0, cut).strip();
    int loaded = comm.lastIndexOf(" Kdump: ");
    if (loaded > 0) comm = comm.substring(0, loaded);
    return new TaskLine(task(comm, pid), cpu, Optional.of(taint), kernel);
  }

  private static Optional<Task> task(String comm, OptionalInt pid) {
    return Optional.of(new Task(comm.strip(), pid));
  }

  private static boolean isTaintPart(char c) {
    return c == ' ' || c == '-' || (c >= 'A' && c <= 'Z');
  }
}
