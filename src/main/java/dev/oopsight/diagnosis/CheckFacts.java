package dev.oopsight.diagnosis;

import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.oopsight.diagnosis.KindFacts.detail;
import static dev.oopsight.diagnosis.KindFacts.ofTrace;

import dev.oopsight.diagnosis.Vocabulary.Fact;
import dev.oopsight.trace.AtomicContext;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.DataRace;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.LockUse;
import dev.oopsight.trace.LockViolation;
import dev.oopsight.trace.MemoryAccess;
import dev.oopsight.trace.MemoryCorruption;
import dev.oopsight.trace.MemoryEvent;
import dev.oopsight.trace.MemoryLeak;
import dev.oopsight.trace.MemoryObject;
import dev.oopsight.trace.Placement;
import dev.oopsight.trace.RacingAccess;
import dev.oopsight.trace.UndefinedBehaviour;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The facts that the kernel's checks of itself print: of locks, and of memory. */
final class CheckFacts {

  static final List<Fact> TABLE =
      List.of(
          ofTrace(
              "lock.cycle",
              Vocabulary.TEXTS,
              "locks that wait for each other in a circle, in its order",
              t ->
                  detail(t, LockViolation.class)
                      .map(LockViolation::cycle)
                      .filter(l -> !l.isEmpty())),
          ofTrace(
              "lock.held",
              Vocabulary.TEXTS,
              "locks that the task held, outermost first",
              CheckFacts::held),
          ofTrace(
              "lock.wanted",
              STRING,
              "lock that a report of lockdep is about",
              t -> detail(t, LockViolation.class).flatMap(LockViolation::lock).map(LockUse::name)),
          ofTrace(
              "access.kind",
              STRING,
              "read, write or free: a wrong use of memory",
              t ->
                  detail(t, MemoryAccess.class)
                      .flatMap(MemoryAccess::access)
                      .map(Components::nameOf)),
          ofTrace(
              "access.bytes",
              INT,
              "bytes of that access",
              t -> detail(t, MemoryAccess.class).flatMap(a -> boxed(a.size()))),
          ofTrace(
              "access.objectBytes",
              INT,
              "size of the object nearest to it, in bytes",
              t -> object(t).flatMap(o -> boxed(o.size()))),
          ofTrace(
              "access.cache",
              STRING,
              "cache of that object, kmalloc-64",
              t ->
                  object(t)
                      .flatMap(MemoryObject::cache)
                      .or(
                          () ->
                              detail(t, MemoryCorruption.class).flatMap(MemoryCorruption::cache))),
          ofTrace(
              "access.place",
              STRING,
              "where it lay, as seen from the object: 4 bytes behind, 8 bytes before, 0 bytes inside",
              t ->
                  detail(t, MemoryAccess.class)
                      .flatMap(MemoryAccess::placement)
                      .map(CheckFacts::place)),
          ofTrace(
              "access.allocatedBy",
              INT,
              "process id of the task that allocated the object; -1 for an interrupt",
              t -> allocated(t).flatMap(CheckFacts::pid)),
          ofTrace(
              "access.freedBy",
              INT,
              "process id of the task that freed it; -1 for an interrupt",
              t -> freed(t).flatMap(CheckFacts::pid)),
          ofTrace(
              "leak.ageMillis",
              INT,
              "age of memory that was lost, in milliseconds",
              t -> detail(t, MemoryLeak.class).flatMap(l -> boxed(l.ageMillis()))),
          ofTrace(
              "race.accesses",
              Vocabulary.TEXTS,
              "the accesses that raced, as printed, each with its function",
              t ->
                  detail(t, DataRace.class)
                      .map(r -> r.accesses().stream().map(CheckFacts::access).toList())
                      .filter(l -> !l.isEmpty())),
          ofTrace(
              "undefined.message",
              STRING,
              "what was wrong by the C language, as printed",
              t -> detail(t, UndefinedBehaviour.class).flatMap(UndefinedBehaviour::message)));

  private CheckFacts() {}

  private static Optional<List<String>> held(KernelTrace trace) {
    return detail(trace, LockViolation.class)
        .map(LockViolation::held)
        .or(() -> detail(trace, AtomicContext.class).map(AtomicContext::held))
        .map(locks -> locks.stream().map(LockUse::name).toList())
        .filter(names -> !names.isEmpty());
  }

  private static Optional<MemoryObject> object(KernelTrace trace) {
    return detail(trace, MemoryAccess.class).flatMap(MemoryAccess::object);
  }

  private static Optional<MemoryEvent> allocated(KernelTrace trace) {
    return detail(trace, MemoryAccess.class)
        .flatMap(MemoryAccess::allocated)
        .or(() -> detail(trace, MemoryCorruption.class).flatMap(MemoryCorruption::allocated));
  }

  private static Optional<MemoryEvent> freed(KernelTrace trace) {
    return detail(trace, MemoryAccess.class)
        .flatMap(MemoryAccess::freed)
        .or(() -> detail(trace, MemoryCorruption.class).flatMap(MemoryCorruption::freed));
  }

  private static Optional<Long> pid(MemoryEvent event) {
    return event.pid().stream().mapToObj(Long::valueOf).findFirst();
  }

  private static String place(Placement placement) {
    String side =
        switch (placement.side()) {
          case INSIDE -> "inside";
          case LEFT -> "before";
          case RIGHT -> "behind";
        };
    return placement.bytes() + (placement.bytes() == 1 ? " byte " : " bytes ") + side;
  }

  private static String access(RacingAccess access) {
    return access.access() + access.function().map(f -> " in " + f).orElse("");
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.stream().boxed().findFirst();
  }
}
