package dev.oopsight.avro;

import static dev.oopsight.avro.Absence.optional;
import static dev.oopsight.avro.Absence.orNull;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.GfpMask;

/**
 * What only some kinds print: one optional record each in {@code KernelTrace.avsc}, because a
 * column that is there or not is easier to query than a union of records.
 */
final class DetailMapper {

  private DetailMapper() {}

  static dev.oopsight.avro.generated.AllocationFailure toAvro(Detail.AllocationFailure failure) {
    return new dev.oopsight.avro.generated.AllocationFailure(
        failure.order(),
        orNull(failure.gfp(), DetailMapper::toAvro),
        failure.nodemask().orElse(null),
        failure.cpuset().orElse(null),
        failure.memsAllowed().orElse(null),
        orNull(failure.memInfo(), MemInfoMapper::toAvro));
  }

  static dev.oopsight.avro.generated.OomKill toAvro(Detail.OomKill kill) {
    return new dev.oopsight.avro.generated.OomKill(
        orNull(kill.order()),
        orNull(kill.gfp(), DetailMapper::toAvro),
        kill.constraint().orElse(null),
        kill.memcg().orElse(null),
        orNull(kill.victim(), KernelTraceMapper::toAvro),
        orNull(kill.victimRssKb()),
        orNull(kill.memInfo(), MemInfoMapper::toAvro));
  }

  static dev.oopsight.avro.generated.Fault toAvro(Detail.Fault fault) {
    return new dev.oopsight.avro.generated.Fault(
        fault.address().isPresent() ? Names.address(fault.address().getAsLong()) : null,
        orNull(fault.errorCode()),
        orNull(fault.count()));
  }

  static dev.oopsight.avro.generated.Assertion toAvro(Detail.Assertion assertion) {
    return new dev.oopsight.avro.generated.Assertion(
        assertion.file().orElse(null), orNull(assertion.line()), assertion.message().orElse(null));
  }

  static Detail toDomain(dev.oopsight.avro.generated.KernelTrace trace) {
    if (trace.getAllocationFailure() != null) return toDomain(trace.getAllocationFailure());
    if (trace.getOomKill() != null) return toDomain(trace.getOomKill());
    if (trace.getFault() != null) return toDomain(trace.getFault());
    if (trace.getAssertion() != null) return toDomain(trace.getAssertion());
    return new Detail.None();
  }

  private static Detail toDomain(dev.oopsight.avro.generated.AllocationFailure failure) {
    return new Detail.AllocationFailure(
        failure.getOrder(),
        optional(failure.getGfp(), DetailMapper::toDomain),
        optional(failure.getNodemask(), n -> n),
        optional(failure.getCpuset(), c -> c),
        optional(failure.getMemsAllowed(), m -> m),
        optional(failure.getMemInfo(), MemInfoMapper::toDomain));
  }

  private static Detail toDomain(dev.oopsight.avro.generated.OomKill kill) {
    return new Detail.OomKill(
        optional(kill.getOrder()),
        optional(kill.getGfp(), DetailMapper::toDomain),
        optional(kill.getConstraint(), c -> c),
        optional(kill.getMemcg(), m -> m),
        optional(kill.getVictim(), KernelTraceMapper::toDomain),
        optional(kill.getVictimRssKb()),
        optional(kill.getMemInfo(), MemInfoMapper::toDomain));
  }

  private static Detail toDomain(dev.oopsight.avro.generated.Fault fault) {
    return new Detail.Fault(
        optional(optional(fault.getAddress(), Names::readAddress).orElse(null)),
        optional(fault.getErrorCode()),
        optional(fault.getCount()));
  }

  private static Detail toDomain(dev.oopsight.avro.generated.Assertion assertion) {
    return new Detail.Assertion(
        optional(assertion.getFile(), f -> f),
        optional(assertion.getLine()),
        optional(assertion.getMessage(), m -> m));
  }

  private static dev.oopsight.avro.generated.GfpMask toAvro(GfpMask mask) {
    return new dev.oopsight.avro.generated.GfpMask(
        mask.bits(),
        mask.flags(),
        mask.shorthand().orElse(null),
        mask.generation(),
        Names.of(mask.basis()));
  }

  private static GfpMask toDomain(dev.oopsight.avro.generated.GfpMask mask) {
    return new GfpMask(
        mask.getBits(),
        mask.getFlags(),
        optional(mask.getShorthand(), s -> s),
        mask.getGeneration(),
        Names.read(GfpMask.Basis.class, mask.getBasis()));
  }
}
