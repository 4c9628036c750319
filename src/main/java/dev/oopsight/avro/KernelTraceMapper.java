package dev.oopsight.avro;

import static dev.oopsight.avro.Absence.optional;
import static dev.oopsight.avro.Absence.orNull;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
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
    var avro = new dev.oopsight.avro.generated.KernelTrace();
    avro.setKind(trace.kind().id());
    avro.setTitle(trace.title());
    avro.setHeader(trace.header());
    avro.setTask(orNull(trace.task(), KernelTraceMapper::toAvro));
    avro.setCpu(orNull(trace.cpu()));
    avro.setKernel(orNull(trace.kernel(), KernelRelease::text));
    avro.setTaint(orNull(trace.taint(), Taint::letters));
    avro.setHardware(trace.hardware().orElse(null));
    avro.setCallTraces(trace.callTraces().stream().map(KernelTraceMapper::toAvro).toList());
    avro.setInstruction(orNull(trace.instruction(), KernelTraceMapper::toAvro));
    avro.setGuilty(orNull(trace.guilty(), KernelTraceMapper::toAvro));
    avro.setRegisters(trace.registers().stream().map(KernelTraceMapper::toAvro).toList());
    avro.setModules(trace.modules());
    avro.setCode(trace.code().orElse(null));
    DetailMapper.put(trace.detail(), avro);
    avro.setDefects(trace.defects().stream().map(Defect::id).toList());
    return avro;
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
        DetailMapper.of(trace),
        trace.getDefects().stream()
            .map(d -> Names.read(Defect.class, d))
            .collect(Collectors.toSet()));
  }

  private static dev.oopsight.avro.generated.Task toAvro(Task task) {
    return new dev.oopsight.avro.generated.Task(task.comm(), orNull(task.pid()));
  }

  private static Task toDomain(dev.oopsight.avro.generated.Task task) {
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
