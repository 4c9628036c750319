package dev.oopsight.siem;

import dev.oopsight.trace.AtomicContext;
import dev.oopsight.trace.LockUse;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;

/** In what context code slept that must not, within {@link PlainText}. */
final class AtomicText {

  private static final int BYTE = 0xff;
  private static final int SOFTIRQ_BIT = 8;
  private static final int HARDIRQ_BIT = 16;

  private final AtomicContext context;
  private final Page page;

  AtomicText(AtomicContext context, Page page) {
    this.context = context;
    this.page = page;
  }

  void write() {
    context
        .file()
        .ifPresent(
            f ->
                page.fact(
                    "check",
                    f + (context.line().isPresent() ? ":" + context.line().getAsInt() : "")));
    context.task().ifPresent(t -> page.fact("by", Facts.named(t)));
    context
        .function()
        .ifPresent(
            f -> page.fact("used", f + context.caller().map(c -> ", called by " + c).orElse("")));
    state();
    context.preemptCount().ifPresent(this::count);
    context.disabledAt().ifPresent(p -> page.fact("off since", "preemption, by " + p));
    String label = "held";
    for (LockUse lock : context.held()) {
      page.fact(label, lock.name() + lock.function().map(f -> " in " + f).orElse(""));
      label = "";
    }
  }

  private void state() {
    List<String> words = new ArrayList<>();
    context.inAtomic().ifPresent(on -> words.add(on ? "atomic" : "not atomic"));
    context.irqsDisabled().ifPresent(off -> words.add("interrupts " + (off ? "off" : "on")));
    if (context.nonBlock().isPresent() && context.nonBlock().getAsInt() > 0) {
      words.add("in a section that promised not to wait");
    }
    if (context.rcuNestDepth().isPresent() && context.rcuNestDepth().getAsInt() > 0) {
      words.add("in a read-side section of RCU, depth " + context.rcuNestDepth().getAsInt());
    }
    if (!words.isEmpty()) page.fact("context", String.join(", ", words));
  }

  private void count(Word count) {
    List<String> words = new ArrayList<>();
    long bits = count.bits();
    if ((bits & BYTE) != 0) words.add("preemption off " + Words.count(bits & BYTE, "time"));
    if ((bits >> SOFTIRQ_BIT & BYTE) != 0) words.add("softirqs off or running");
    if ((bits >> HARDIRQ_BIT & BYTE) != 0) words.add("in a hard interrupt or NMI");
    page.fact(
        "preempt", "count " + count + (words.isEmpty() ? "" : ": " + String.join(", ", words)));
    context.expectedPreemptCount().ifPresent(e -> page.more("expected " + e));
  }
}
