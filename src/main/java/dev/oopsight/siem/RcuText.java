package dev.oopsight.siem;

import dev.oopsight.trace.RcuStall;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A grace period of RCU that did not end, within {@link PlainText}. */
final class RcuText {

  private final RcuStall stall;
  private final Page page;

  RcuText(RcuStall stall, Page page) {
    this.stall = stall;
    this.page = page;
  }

  void write() {
    stalled();
    String label = "waits for";
    for (RcuStall.Cpu cpu : stall.cpus()) {
      page.fact(label, cpu(cpu));
      label = "";
      times(cpu);
    }
    if (!stall.tasks().isEmpty()) {
      String pids = stall.tasks().stream().map(String::valueOf).collect(Collectors.joining(", "));
      page.fact(label, "preempted readers: pid " + pids);
    }
    stall.kthread().ifPresent(this::kthread);
    if (stall.timerIssue()) page.more("the kernel suspects its timers");
  }

  private void stalled() {
    List<String> facts = new ArrayList<>();
    stall.flavor().ifPresent(f -> facts.add(f + (stall.expedited() ? ", expedited" : "")));
    stall.jiffies().ifPresent(j -> facts.add("for " + Words.count(j, "jiffy", "jiffies")));
    stall.gracePeriod().ifPresent(g -> facts.add("grace period " + g));
    stall.queued().ifPresent(q -> facts.add(Words.count(q, "callback") + " queued"));
    if (stall.selfDetected()) facts.add("noticed by the stalled cpu itself");
    stall.detectedBy().ifPresent(c -> facts.add("noticed by cpu " + c));
    if (!facts.isEmpty()) page.fact("stalled", String.join(", ", facts));
  }

  private static String cpu(RcuStall.Cpu cpu) {
    List<String> facts = new ArrayList<>(List.of("cpu " + cpu.cpu()));
    cpu.ticks().ifPresent(t -> facts.add(Words.count(t, "timer tick") + " in this grace period"));
    cpu.behind().ifPresent(b -> facts.add(Words.count(b, "grace period") + " behind"));
    cpu.flags().flatMap(RcuText::meaning).ifPresent(facts::add);
    if (cpu.softirqsBefore().isPresent() && cpu.softirqsNow().isPresent()) {
      long run = cpu.softirqsNow().getAsLong() - cpu.softirqsBefore().getAsLong();
      if (run >= 0) facts.add(Words.count(run, "RCU softirq") + " run since it began");
    }
    cpu.fqs().ifPresent(f -> facts.add("looked at " + Words.count(f, "time")));
    return String.join(", ", facts);
  }

  private static Optional<String> meaning(String flags) {
    if (flags.contains("O")) return Optional.of("offline");
    return Character.isDigit(flags.charAt(flags.length() - 1))
        ? Optional.of("an interrupt that RCU sent it is not taken: they may be disabled there")
        : Optional.empty();
  }

  private void times(RcuStall.Cpu cpu) {
    if (cpu.sampledMs().isEmpty()) return;
    page.more(
        "of the last %d ms it spent %d on interrupts, %d on softirqs, %d in the kernel otherwise"
            .formatted(
                cpu.sampledMs().getAsLong(),
                cpu.hardirqMs().orElse(0),
                cpu.softirqMs().orElse(0),
                cpu.systemMs().orElse(0)));
  }

  private void kthread(RcuStall.Kthread kthread) {
    List<String> facts = new ArrayList<>();
    facts.add("did not run for " + Words.count(kthread.starvedJiffies(), "jiffy", "jiffies"));
    kthread.state().ifPresent(s -> facts.add("state " + s + meaning(s)));
    kthread.step().ifPresent(s -> facts.add("at " + s));
    kthread.cpu().ifPresent(c -> facts.add("last on cpu " + c));
    page.fact("RCU thread", String.join(", ", facts));
  }

  /** TASK_RUNNING, TASK_INTERRUPTIBLE, TASK_UNINTERRUPTIBLE, TASK_IDLE. */
  private static String meaning(Word state) {
    return switch ((int) state.bits()) {
      case 0 -> " (could run, but got no CPU)";
      case 1 -> " (sleeps)";
      case 2 -> " (sleeps uninterruptibly)";
      case 0x402 -> " (idle: waits for its timer)";
      default -> "";
    };
  }
}
