package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a kernel trace says, freed from how it was printed.
 *
 * @param kind told by the header
 * @param title one line a person would say, stable across machines
 * @param header the header line as printed, without kernel time
 * @param task the task that was running, where printed
 * @param cpu from 0, where printed
 * @param kernel the release, where printed
 * @param taint where printed
 * @param hardware the "Hardware name", where printed
 * @param callTraces every printed stack; the one of role {@code MAIN}, where there is one, first
 * @param instruction where the CPU stood ({@code RIP}, {@code pc}), where printed
 * @param guilty the function most likely to hold the cause, where one can be named
 * @param registers at the fault, in printed order
 * @param modules "Modules linked in", in printed order, without their taint letters
 * @param code the "Code:" line as printed
 * @param detail what only this kind prints
 * @param defects what is wrong with the text
 */
public record KernelTrace(
    Kind kind,
    String title,
    String header,
    Optional<Task> task,
    OptionalInt cpu,
    Optional<KernelRelease> kernel,
    Optional<Taint> taint,
    Optional<String> hardware,
    List<CallTrace> callTraces,
    Optional<Frame> instruction,
    Optional<Frame> guilty,
    List<Register> registers,
    List<String> modules,
    Optional<String> code,
    Detail detail,
    Set<Defect> defects) {

  public KernelTrace {
    requireNonNull(kind);
    requireNonNull(title);
    requireNonNull(header);
    requireNonNull(task);
    requireNonNull(cpu);
    requireNonNull(kernel);
    requireNonNull(taint);
    requireNonNull(hardware);
    callTraces = List.copyOf(callTraces);
    requireNonNull(instruction);
    requireNonNull(guilty);
    registers = List.copyOf(registers);
    modules = List.copyOf(modules);
    requireNonNull(code);
    requireNonNull(detail);
    Set<Defect> ordered = EnumSet.noneOf(Defect.class);
    ordered.addAll(defects);
    defects = Collections.unmodifiableSet(ordered);
  }

  /** The same with other lists: what is left of them. */
  public KernelTrace withLists(
      List<CallTrace> otherCallTraces,
      List<Register> otherRegisters,
      List<String> otherModules,
      Detail otherDetail) {
    return new KernelTrace(
        kind,
        title,
        header,
        task,
        cpu,
        kernel,
        taint,
        hardware,
        otherCallTraces,
        instruction,
        guilty,
        otherRegisters,
        otherModules,
        code,
        otherDetail,
        defects);
  }

  /** The frames of the main call trace, innermost first; empty where none was printed. */
  public List<Frame> frames() {
    return callTraces.stream()
        .filter(c -> c.role() == CallTrace.Role.MAIN)
        .findFirst()
        .map(CallTrace::frames)
        .orElse(List.of());
  }

  /** The allocation that failed, for a page allocation failure. */
  public Optional<Detail.AllocationFailure> allocationFailure() {
    return detail instanceof Detail.AllocationFailure failure
        ? Optional.of(failure)
        : Optional.empty();
  }
}
