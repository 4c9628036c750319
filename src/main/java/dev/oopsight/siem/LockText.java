package dev.oopsight.siem;

import dev.oopsight.trace.LockAction;
import dev.oopsight.trace.LockUse;
import dev.oopsight.trace.LockViolation;
import java.util.List;

/** What lockdep tells, within {@link PlainText}. */
final class LockText {

  private final LockViolation violation;
  private final Page page;

  LockText(LockViolation violation, Page page) {
    this.violation = violation;
    this.page = page;
  }

  void write() {
    violation.report().ifPresent(r -> page.fact("report", r));
    violation.task().ifPresent(t -> page.fact("by", Facts.named(t)));
    violation.lock().ifPresent(l -> page.fact("lock", l.name() + what(l)));
    violation.conflicting().ifPresent(l -> page.fact("against", l.name() + where(l)));
    all("held", violation.held().stream().map(l -> l.name() + where(l)).toList());
    violation.dependency().ifPresent(d -> page.fact("new order", d));
    if (!violation.cycle().isEmpty()) page.fact("circle", String.join(" → ", violation.cycle()));
    all("chain", violation.chain());
    all("deadlock", violation.scenario());
    violation.usages().ifPresent(u -> page.fact("uses", u));
    violation.irqState().ifPresent(s -> page.fact("irq state", s));
    all("irqs", violation.irqTrace());
    violation.waitContext().ifPresent(w -> page.fact("context", "wait type " + w));
    violation
        .file()
        .ifPresent(
            f ->
                page.fact(
                    "check",
                    f + (violation.line().isPresent() ? ":" + violation.line().getAsInt() : "")));
    violation.message().ifPresent(m -> page.fact("message", m));
  }

  private String what(LockUse lock) {
    return violation.action().map(a -> ", " + words(a)).orElse("") + where(lock);
  }

  private static String words(LockAction action) {
    return switch (action) {
      case ACQUIRE -> "to be acquired";
      case TAKE -> "taken";
      case CHANGE -> "its state changed";
      case RELEASE -> "to be released";
      case FREE -> "its memory freed";
    };
  }

  private static String where(LockUse lock) {
    return lock.function().map(f -> " in " + f).orElse("")
        + lock.usage().map(u -> ", used {" + u + "}").orElse("")
        + lock.waitTypes().map(w -> ", wait type " + w).orElse("")
        + lock.address().map(a -> ", at " + MemoryAccessText.hex(a)).orElse("");
  }

  private void all(String label, List<String> lines) {
    String first = label;
    for (String line : lines) {
      page.fact(first, line);
      first = "";
    }
  }
}
