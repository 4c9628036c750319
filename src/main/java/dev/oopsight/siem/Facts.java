package dev.oopsight.siem;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import java.util.List;
import java.util.Optional;

/** What is known of an incident, fact by fact, within {@link PlainText}. */
final class Facts {

  private final KernelIncident incident;
  private final KernelTrace trace;
  private final Page page;

  Facts(KernelIncident incident, Page page) {
    this.incident = incident;
    this.trace = incident.trace();
    this.page = page;
  }

  /** Whether an interrupt ran on top of the task, which then has nothing to do with the trace. */
  static boolean interrupted(KernelTrace trace) {
    List<Frame> frames = trace.frames();
    return !frames.isEmpty()
        && (frames.get(0).stack() == Frame.Stack.IRQ || frames.get(0).stack() == Frame.Stack.NMI);
  }

  void write() {
    page.blank();
    when();
    seen();
    page.fact("host", incident.host() + ", boot " + incident.boot());
    trace.kernel().ifPresent(k -> page.fact("kernel", k + taint()));
    if (trace.kernel().isPresent()) taintWords();
    trace.hardware().ifPresent(h -> page.fact("hardware", h));
    page.fact("header", trace.header());
    trace.guilty().ifPresent(g -> page.fact("guilty", guilty(g)));
    trace.instruction().ifPresent(i -> page.fact("at", StackText.location(i)));
    task();
    new DetailText(trace, page).write();
  }

  private void when() {
    if (incident.firstAt().quality().isWallClock()) {
      page.fact(
          "when",
          Words.exactly(incident.firstAt().at())
              + ", "
              + Words.quality(incident.firstAt().quality()));
      incident.firstKernelTime().ifPresent(t -> page.more(Words.sinceBoot(t)));
    } else {
      page.fact(
          "when",
          incident.firstKernelTime().map(Words::sinceBoot).orElse("unknown") + "; no wall clock");
    }
  }

  private void seen() {
    long all = incident.printed() + incident.suppressed();
    if (all == 1) {
      page.fact("seen", "once");
      return;
    }
    String suppressed =
        incident.suppressed() > 0
            ? ", " + incident.suppressed() + " suppressed by the kernel's rate limit"
            : "";
    page.fact("seen", all + " times: " + incident.printed() + " printed" + suppressed);
    if (incident.lastAt().quality().isWallClock()) {
      page.more("last " + Words.exactly(incident.lastAt().at()));
    }
  }

  private String taint() {
    return trace
        .taint()
        .map(t -> t.equals(Taint.NONE) ? ", not tainted" : ", tainted: " + t.letters())
        .orElse("");
  }

  private void taintWords() {
    trace.taint().stream()
        .flatMap(t -> t.flags(trace.kernel()).stream())
        .forEach(flag -> page.more(flag.letter() + ": " + flag.words()));
  }

  private void task() {
    String cpu = trace.cpu().isPresent() ? "on cpu " + trace.cpu().getAsInt() : "";
    Optional<String> task = trace.task().map(Facts::named);
    if (task.isEmpty() && cpu.isEmpty()) return;
    String words = task.map(t -> cpu.isEmpty() ? t : t + " " + cpu).orElse(cpu);
    boolean bystander = task.isPresent() && interrupted(trace);
    page.fact(
        "task",
        bystander ? words + ": an interrupt ran on top of it, so it is a bystander" : words);
  }

  static String named(Task task) {
    return task.comm() + (task.pid().isPresent() ? " (pid " + task.pid().getAsInt() + ")" : "");
  }

  private static String guilty(Frame frame) {
    return frame.module().map(m -> frame.function() + " in module " + m).orElse(frame.function());
  }
}
