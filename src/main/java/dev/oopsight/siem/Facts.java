package dev.oopsight.siem;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.MemInfo;
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
    trace.hardware().ifPresent(h -> page.fact("hardware", h));
    page.fact("header", trace.header());
    trace.guilty().ifPresent(g -> page.fact("guilty", guilty(g)));
    trace.instruction().ifPresent(i -> page.fact("at", StackText.location(i)));
    task();
    detail();
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

  private static String named(Task task) {
    return task.comm() + (task.pid().isPresent() ? " (pid " + task.pid().getAsInt() + ")" : "");
  }

  private static String guilty(Frame frame) {
    return frame.module().map(m -> frame.function() + " in module " + m).orElse(frame.function());
  }

  private void detail() {
    Detail detail = trace.detail();
    if (detail instanceof Detail.AllocationFailure failure) allocation(failure);
    if (detail instanceof Detail.OomKill kill) oom(kill);
    if (detail instanceof Detail.Fault fault) fault(fault);
    if (detail instanceof Detail.Assertion assertion) assertion(assertion);
  }

  private void allocation(Detail.AllocationFailure failure) {
    order(failure.order());
    failure.gfp().ifPresent(this::gfp);
    failure.nodemask().ifPresent(n -> page.fact("nodes", "nodemask " + n));
    failure.cpuset().ifPresent(c -> page.fact("cpuset", c));
    failure.memsAllowed().ifPresent(m -> page.more("mems_allowed " + m));
    memory(failure.memInfo(), failure.order());
  }

  private void oom(Detail.OomKill kill) {
    if (kill.order().isPresent() && kill.order().getAsInt() < 0) {
      page.fact("order", "-1: asked for by sysrq");
    } else {
      kill.order().ifPresent(this::order);
    }
    kill.gfp().ifPresent(this::gfp);
    kill.constraint().ifPresent(c -> page.fact("limit", c));
    kill.memcg().ifPresent(m -> page.fact("cgroup", m));
    kill.victim().ifPresent(v -> page.fact("victim", named(v) + rss(kill)));
    memory(kill.memInfo(), Math.max(0, kill.order().orElse(0)));
  }

  private static String rss(Detail.OomKill kill) {
    return kill.victimRssKb().isPresent()
        ? ", " + kill.victimRssKb().getAsLong() + " kB resident"
        : "";
  }

  private void fault(Detail.Fault fault) {
    fault.address().ifPresent(a -> page.fact("address", "%016x".formatted(a)));
    fault.errorCode().ifPresent(c -> page.fact("error code", "%04x".formatted(c)));
    fault.count().ifPresent(c -> page.fact("oops", "number " + c + " of this boot"));
  }

  private void assertion(Detail.Assertion assertion) {
    assertion
        .file()
        .ifPresent(
            f ->
                page.fact(
                    "check",
                    f + (assertion.line().isPresent() ? ":" + assertion.line().getAsInt() : "")));
    assertion.message().ifPresent(m -> page.fact("message", m));
  }

  private void order(int order) {
    String pages = order == 0 ? "a single page" : (1L << order) + " pages in one piece";
    page.fact("order", "%d = %s (%s)".formatted(order, Words.bytes(4096L << order), pages));
  }

  private void gfp(GfpMask mask) {
    String flags = mask.flags().isEmpty() ? "no known flag" : String.join("|", mask.flags());
    String shorthand = mask.shorthand().map(s -> " (" + s + ")").orElse("");
    page.fact("gfp", "0x" + Long.toHexString(mask.bits()) + " = " + flags + shorthand);
    page.more(mask.canSleep() ? "may wait for memory to be freed" : cannotSleep(mask));
    page.more(Words.basis(mask));
  }

  private static String cannotSleep(GfpMask mask) {
    return mask.isAtomic()
        ? "cannot wait for memory to be freed; may dip into the reserve"
        : "cannot wait for memory to be freed";
  }

  private void memory(Optional<MemInfo> memInfo, int order) {
    memInfo.ifPresentOrElse(
        m -> new MemoryText(m, order, page).write(),
        () -> page.fact("memory", "no Mem-Info came with this trace"));
  }
}
