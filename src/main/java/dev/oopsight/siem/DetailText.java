package dev.oopsight.siem;

import dev.oopsight.trace.AtomicContext;
import dev.oopsight.trace.DataRace;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.FileSystemError;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.HungTask;
import dev.oopsight.trace.IoError;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.LockViolation;
import dev.oopsight.trace.Lockup;
import dev.oopsight.trace.MachineCheck;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.MemoryAccess;
import dev.oopsight.trace.MemoryCorruption;
import dev.oopsight.trace.MemoryFailure;
import dev.oopsight.trace.MemoryLeak;
import dev.oopsight.trace.RcuStall;
import dev.oopsight.trace.TransmitTimeout;
import dev.oopsight.trace.UndefinedBehaviour;
import dev.oopsight.trace.UnhandledInterrupt;
import dev.oopsight.trace.UninitialisedValue;
import dev.oopsight.trace.WorkqueueLockup;
import java.util.Optional;

/** What only the kind of a trace tells, within {@link PlainText}. */
final class DetailText {

  private final KernelTrace trace;
  private final Page page;

  DetailText(KernelTrace trace, Page page) {
    this.trace = trace;
    this.page = page;
  }

  void write() {
    Detail detail = trace.detail();
    if (detail instanceof Detail.AllocationFailure failure) allocation(failure);
    if (detail instanceof Detail.OomKill kill) oom(kill);
    if (detail instanceof Detail.Fault fault) new FaultText(trace, fault, page).write();
    if (detail instanceof Detail.Assertion assertion) assertion(assertion);
    if (detail instanceof HungTask hung) new StallText(page).write(hung);
    if (detail instanceof Lockup lockup) new StallText(page).write(lockup);
    if (detail instanceof RcuStall stall) new RcuText(stall, page).write();
    if (detail instanceof TransmitTimeout timeout) new DeviceText(page).write(timeout);
    if (detail instanceof UnhandledInterrupt interrupt) new DeviceText(page).write(interrupt);
    if (detail instanceof IoError error) new DeviceText(page).write(error);
    if (detail instanceof FileSystemError error) new DeviceText(page).write(error);
    if (detail instanceof MachineCheck check) new DeviceText(page).write(check);
    if (detail instanceof MemoryFailure failure) new DeviceText(page).write(failure);
    if (detail instanceof WorkqueueLockup lockup) new StallText(page).write(lockup);
    if (detail instanceof MemoryAccess access) new MemoryAccessText(access, page).write();
    if (detail instanceof UninitialisedValue value) new SanitizerText(page).write(value);
    if (detail instanceof DataRace race) new SanitizerText(page).write(race);
    if (detail instanceof UndefinedBehaviour behaviour) new SanitizerText(page).write(behaviour);
    if (detail instanceof MemoryCorruption corruption) new CorruptionText(page).write(corruption);
    if (detail instanceof MemoryLeak leak) new CorruptionText(page).write(leak);
    if (detail instanceof AtomicContext context) new AtomicText(context, page).write();
    if (detail instanceof LockViolation violation) new LockText(violation, page).write();
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
    new OomText(kill, page).write();
    memory(kill.memInfo(), Math.max(0, kill.order().orElse(0)));
  }

  private void assertion(Detail.Assertion assertion) {
    assertion
        .file()
        .ifPresent(
            f ->
                page.fact(
                    "check",
                    f + (assertion.line().isPresent() ? ":" + assertion.line().getAsInt() : "")));
    assertion.condition().ifPresent(c -> page.fact("condition", c + " was true"));
    assertion.message().ifPresent(m -> page.fact("message", m));
    assertion.list().ifPresent(l -> new CorruptionText(page).write(l));
    FaultText.count(assertion.count(), page);
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
