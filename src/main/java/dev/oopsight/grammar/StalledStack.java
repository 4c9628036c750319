package dev.oopsight.grammar;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The stack of a CPU that does not come back.
 *
 * <p>The tick or the NMI that found it stopped it at a chance moment: the innermost function is
 * another one each time. What stays is the function that a dispatcher ({@code dispatchers.txt})
 * handed over to: the system call, the timer, the packet handler. A module on the way from there
 * inwards is a narrower suspect than the kernel's own code. A CPU that waits for the others to
 * answer its call is held up by them, whatever it called for; one with nothing but a lock's own
 * functions below the dispatcher spins in that.
 */
final class StalledStack {

  private static final NamePatterns DISPATCHERS = new NamePatterns();
  private static final NamePatterns INTERRUPTS = new NamePatterns();
  private static final String CALL_OTHERS = "smp_call_function";

  static {
    for (String line : DataTable.lines("dispatchers.txt")) {
      for (String name : line.split(" +")) DISPATCHERS.add(name);
    }
    // Entry of the timer interrupt, innermost of what does not belong to the stalled code.
    for (String name :
        List.of(
            "apic_timer_interrupt",
            "smp_apic_timer_interrupt*",
            "__sysvec_apic_timer_interrupt",
            "sysvec_apic_timer_interrupt",
            "asm_sysvec_apic_timer_interrupt",
            "asm_common_interrupt",
            "ret_from_intr",
            "el1_irq",
            "el1h_64_irq",
            "el1_interrupt",
            "__irq_svc",
            "timer_interrupt",
            "decrementer_common*",
            "handle_exception",
            "do_ext_interrupt",
            "handle_int",
            "end_repeat_nmi",
            "nmi")) {
      INTERRUPTS.add(name);
    }
  }

  private StalledStack() {}

  /**
   * The function from which the CPU does not come back, where the stack begins with the interrupt
   * that found it; empty where no stack tells.
   *
   * @param instruction where the CPU stood, where printed apart from the stack
   */
  static Optional<Frame> guilty(Optional<Frame> instruction, List<CallTrace> callTraces) {
    return inInterrupted(callTraces).or(() -> inMain(instruction, callTraces));
  }

  /** The same where the stack begins with the code that the interrupt found. */
  static Optional<Frame> guiltyWhereItStood(
      Optional<Frame> instruction, List<CallTrace> callTraces) {
    return inMain(instruction, callTraces).or(() -> inInterrupted(callTraces));
  }

  private static Optional<Frame> inInterrupted(List<CallTrace> callTraces) {
    for (CallTrace trace : callTraces) {
      Optional<List<Frame>> interrupted = behindInterrupt(trace.frames());
      if (interrupted.isPresent()) {
        return handedOver(interrupted.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<Frame> inMain(Optional<Frame> instruction, List<CallTrace> callTraces) {
    List<Frame> frames = new ArrayList<>();
    instruction.ifPresent(frames::add);
    callTraces.stream()
        .filter(trace -> trace.role() == CallTrace.Role.MAIN)
        .forEach(trace -> trace.frames().stream().filter(Frame::reliable).forEach(frames::add));
    return handedOver(frames);
  }

  /** The reliable frames outside the first interrupt; empty where the stack shows none. */
  private static Optional<List<Frame>> behindInterrupt(List<Frame> frames) {
    List<Frame> reliable = frames.stream().filter(Frame::reliable).toList();
    int at = 0;
    while (at < reliable.size() && !INTERRUPTS.holds(reliable.get(at).function())) at++;
    while (at < reliable.size() && INTERRUPTS.holds(reliable.get(at).function())) at++;
    return at == reliable.size()
        ? Optional.empty()
        : Optional.of(reliable.subList(at, reliable.size()));
  }

  private static Optional<Frame> handedOver(List<Frame> frames) {
    Optional<Frame> outermost = Optional.empty();
    Optional<Frame> module = Optional.empty();
    Optional<Frame> helper = Optional.empty();
    for (Frame frame : frames) {
      if (frame.function().startsWith(CALL_OTHERS)) {
        return Optional.of(FrameLine.named(CALL_OTHERS, Frame.Stack.TASK, OptionalLong.empty()));
      }
      if (DISPATCHERS.holds(frame.function())) {
        if (module.isPresent()) return module;
        if (outermost.isPresent()) return outermost;
        if (helper.isPresent()) return helper;
        continue;
      }
      if (NeverGuilty.anywhere(frame)) {
        if (helper.isEmpty()) helper = Optional.of(frame);
        continue;
      }
      if (module.isEmpty() && frame.module().isPresent()) module = Optional.of(frame);
      outermost = Optional.of(frame);
    }
    return module.isPresent() ? module : outermost;
  }
}
