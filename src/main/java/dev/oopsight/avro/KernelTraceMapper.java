package dev.oopsight.avro;

import static dev.oopsight.avro.Absence.optional;
import static dev.oopsight.avro.Absence.orNull;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.Register;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import java.util.stream.Collectors;

/** {@code KernelTrace.avsc}. What only some kinds print is {@link DetailMapper}'s. */
final class KernelTraceMapper {

  private KernelTraceMapper() {}

  static dev.oopsight.avro.generated.KernelTrace toAvro(KernelTrace trace) {
    Detail detail = trace.detail();
    return new dev.oopsight.avro.generated.KernelTrace(
        trace.kind().id(),
        trace.title(),
        trace.header(),
        orNull(trace.task(), KernelTraceMapper::toAvro),
        orNull(trace.cpu()),
        orNull(trace.kernel(), KernelRelease::text),
        orNull(trace.taint(), Taint::letters),
        trace.hardware().orElse(null),
        trace.callTraces().stream().map(KernelTraceMapper::toAvro).toList(),
        orNull(trace.instruction(), KernelTraceMapper::toAvro),
        orNull(trace.guilty(), KernelTraceMapper::toAvro),
        trace.registers().stream().map(KernelTraceMapper::toAvro).toList(),
        trace.modules(),
        trace.code().orElse(null),
        detail instanceof Detail.AllocationFailure failure ? DetailMapper.toAvro(failure) : null,
        detail instanceof Detail.OomKill kill ? DetailMapper.toAvro(kill) : null,
        detail instanceof Detail.Fault fault ? DetailMapper.toAvro(fault) : null,
        detail instanceof Detail.Assertion assertion ? DetailMapper.toAvro(assertion) : null,
        trace.defects().stream().map(Defect::id).toList());
  }

  static KernelTrace toDomain(dev.oopsight.avro.generated.KernelTrace trace) {
    return new KernelTrace(
        Names.read(Kind.class, trace.getKind()),
        trace.getTitle(),
        trace.getHeader(),
        optional(trace.getTask(), KernelTraceMapper::toDomain),
        optional(trace.getCpu()),
        optional(trace.getKernel(), KernelTraceMapper::release),
        optional(trace.getTaint(), Taint::new),
        optional(trace.getHardware(), h -> h),
        trace.getCallTraces().stream().map(KernelTraceMapper::toDomain).toList(),
        optional(trace.getInstruction(), KernelTraceMapper::toDomain),
        optional(trace.getGuilty(), KernelTraceMapper::toDomain),
        trace.getRegisters().stream().map(KernelTraceMapper::toDomain).toList(),
        trace.getModules(),
        optional(trace.getCode(), c -> c),
        DetailMapper.toDomain(trace),
        trace.getDefects().stream()
            .map(d -> Names.read(Defect.class, d))
            .collect(Collectors.toSet()));
  }

  static dev.oopsight.avro.generated.Task toAvro(Task task) {
    return new dev.oopsight.avro.generated.Task(task.comm(), orNull(task.pid()));
  }

  static Task toDomain(dev.oopsight.avro.generated.Task task) {
    return new Task(task.getComm(), optional(task.getPid()));
  }

  private static KernelRelease release(String text) {
    return KernelRelease.of(text)
        .orElseThrow(() -> new IllegalArgumentException("not a kernel release: " + text));
  }

  private static dev.oopsight.avro.generated.CallTrace toAvro(CallTrace callTrace) {
    return new dev.oopsight.avro.generated.CallTrace(
        Names.of(callTrace.role()),
        callTrace.frames().stream().map(KernelTraceMapper::toAvro).toList());
  }

  private static CallTrace toDomain(dev.oopsight.avro.generated.CallTrace callTrace) {
    return new CallTrace(
        Names.read(CallTrace.Role.class, callTrace.getRole()),
        callTrace.getFrames().stream().map(KernelTraceMapper::toDomain).toList());
  }

  private static dev.oopsight.avro.generated.Frame toAvro(Frame frame) {
    return new dev.oopsight.avro.generated.Frame(
        frame.symbol(),
        orNull(frame.offset()),
        orNull(frame.size()),
        frame.module().orElse(null),
        frame.reliable(),
        Names.of(frame.stack()),
        frame.address().isPresent() ? Names.address(frame.address().getAsLong()) : null);
  }

  private static Frame toDomain(dev.oopsight.avro.generated.Frame frame) {
    return new Frame(
        frame.getSymbol(),
        optional(frame.getOffset()),
        optional(frame.getSize()),
        optional(frame.getModule(), m -> m),
        frame.getReliable(),
        Names.read(Frame.Stack.class, frame.getStack()),
        optional(optional(frame.getAddress(), Names::readAddress).orElse(null)));
  }

  private static dev.oopsight.avro.generated.Register toAvro(Register register) {
    return new dev.oopsight.avro.generated.Register(register.name(), register.value());
  }

  private static Register toDomain(dev.oopsight.avro.generated.Register register) {
    return new Register(register.getName(), register.getValue());
  }
}
