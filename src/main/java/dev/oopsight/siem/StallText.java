package dev.oopsight.siem;

import dev.oopsight.trace.HungTask;
import dev.oopsight.trace.Lockup;
import dev.oopsight.trace.WorkqueueLockup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tasks and processors that do not get on, within {@link PlainText}. */
final class StallText {

  private static final int MOST_HOLDERS = 8;

  private final Page page;

  StallText(Page page) {
    this.page = page;
  }

  void write(HungTask hung) {
    List<String> facts = new ArrayList<>();
    hung.blockedSeconds().ifPresent(s -> facts.add("for more than " + Words.count(s, "second")));
    hung.state().ifPresent(s -> facts.add("state " + s + meaning(s)));
    if (hung.inIoWait()) facts.add("waiting for I/O");
    if (hung.dying()) facts.add("was killed and does not die");
    if (!facts.isEmpty()) page.fact("blocked", String.join(", ", facts));
    hung.workqueue().ifPresent(w -> page.fact("work", w));
    hung.waitsFor()
        .ifPresent(
            w ->
                page.fact(
                    "waits for", w.words() + hung.waitFunction().map(f -> ", in " + f).orElse("")));
    hung.blocker().ifPresent(this::blocker);
    holders(hung.lockHolders());
    if (hung.suppressed()) {
      page.fact("reports", "the kernel reports no more hung tasks: kernel.hung_task_warnings is 0");
    }
  }

  private static String meaning(String state) {
    return switch (state) {
      case "D" -> " (uninterruptible sleep)";
      case "K" -> " (killable sleep)";
      case "R" -> " (running)";
      case "S" -> " (interruptible sleep)";
      default -> "";
    };
  }

  private void blocker(HungTask.Blocker blocker) {
    page.fact(
        "held by",
        blocker
            .owner()
            .map(o -> "a " + blocker.lock() + " that " + Facts.named(o) + " likely holds")
            .orElse("a " + blocker.lock() + "; the kernel did not find who holds it"));
  }

  private void holders(List<HungTask.LockHolder> holders) {
    if (holders.isEmpty()) return;
    page.fact("locks", "held at that time by " + Words.count(holders.size(), "task"));
    holders.stream()
        .limit(MOST_HOLDERS)
        .forEach(h -> page.more(Facts.named(h.task()) + ": " + String.join(", ", h.locks())));
    int left = holders.size() - MOST_HOLDERS;
    if (left > 0) page.more("and " + Words.count(left, "more task"));
  }

  void write(Lockup lockup) {
    String seconds =
        lockup.stuckSeconds().isPresent()
            ? " for " + Words.count(lockup.stuckSeconds().getAsLong(), "second")
            : "";
    if (!lockup.cpus().isEmpty()) page.fact("stuck", cpus(lockup.cpus()) + seconds);
    lockup.detectedBy().ifPresent(c -> page.more("noticed by cpu " + c));
    lockup.heartbeatMsAgo().ifPresent(ms -> page.more("last heard " + ms + " ms before"));
    lines("meanwhile", lockup.utilization());
    lines("interrupts", lockup.interrupts());
    lockup
        .hardirqsDisabledAt()
        .ifPresent(f -> page.fact("disabled", "interrupts were last forbidden in " + f));
  }

  void write(WorkqueueLockup lockup) {
    List<String> pool = new ArrayList<>();
    lockup.cpus().ifPresent(c -> pool.add("cpus " + c));
    lockup.node().ifPresent(n -> pool.add("node " + n));
    lockup.nice().ifPresent(n -> pool.add("nice " + n));
    lockup.flags().filter(f -> f.bits() != 0).ifPresent(f -> pool.add("flags " + f));
    if (!pool.isEmpty()) page.fact("pool", String.join(", ", pool));
    lockup.stuckSeconds().ifPresent(s -> page.fact("stuck", "for " + Words.count(s, "second")));
    String label = "work";
    for (WorkqueueLockup.Work work : lockup.work()) {
      page.fact(label, words(work));
      label = "";
    }
  }

  /** {@code some_work in module some, of workqueue events, by worker 71}. */
  private static String words(WorkqueueLockup.Work work) {
    String stage =
        switch (work.stage()) {
          case IN_FLIGHT -> "";
          case PENDING -> ", not begun";
          case INACTIVE -> ", held back by its workqueue's limit";
        };
    String worker = work.worker().isPresent() ? ", by worker " + work.worker().getAsInt() : "";
    String seconds =
        work.seconds().isPresent()
            ? ", for " + Words.count(work.seconds().getAsLong(), "second")
            : "";
    return work.function()
        + work.module().map(m -> " in module " + m).orElse("")
        + work.workqueue().map(w -> ", of workqueue " + w).orElse("")
        + worker
        + seconds
        + stage;
  }

  /** {@code cpu 1}, {@code cpus 1, 2}. */
  private static String cpus(List<Integer> cpus) {
    String list = cpus.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return (cpus.size() == 1 ? "cpu " : "cpus ") + list;
  }

  private void lines(String label, List<String> lines) {
    String first = label;
    for (String line : lines) {
      page.fact(first, line);
      first = "";
    }
  }
}
