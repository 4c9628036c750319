package dev.oopsight.diagnosis;

import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.oopsight.diagnosis.KindFacts.detail;
import static dev.oopsight.diagnosis.KindFacts.ofTrace;

import dev.cel.common.types.CelType;
import dev.oopsight.diagnosis.Vocabulary.Fact;
import dev.oopsight.trace.AtomicContext;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.DataRace;
import dev.oopsight.trace.Detail;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The facts that the kernel's checks of itself print: of locks, and of memory. */
final class CheckFacts {

  private static final Map<CelType, String> NOTHING =
      Map.of(
          STRING,
          "; empty where the report does not say",
          INT,
          "; 0 where the report does not say",
          Vocabulary.TEXTS,
          "; none where the report names none");

  private static final Set<Class<? extends Detail>> REPORTS =
      Set.of(
          LockViolation.class,
          AtomicContext.class,
          MemoryAccess.class,
          MemoryCorruption.class,
          DataRace.class);

  static final List<Fact> TABLE =
      List.of(
          ofReport(
              "lock.cycle",
              Vocabulary.TEXTS,
              "locks that wait for each other in a circle, in its order",
              List.of(),
              t -> detail(t, LockViolation.class).map(LockViolation::cycle)),
          ofReport(
              "lock.held",
              Vocabulary.TEXTS,
              "locks that the task held, outermost first",
              List.of(),
              CheckFacts::held),
          ofReport(
              "lock.wanted",
              STRING,
              "lock that a report of lockdep is about",
              "",
              t -> detail(t, LockViolation.class).flatMap(LockViolation::lock).map(LockUse::name)),
          ofReport(
              "access.kind",
              STRING,
              "read, write or free: a wrong use of memory",
              "",
              t ->
                  detail(t, MemoryAccess.class)
                      .flatMap(MemoryAccess::access)
                      .map(Components::nameOf)),
          ofReport(
              "access.objectBytes",
              INT,
              "size of the object nearest to it, in bytes",
              0L,
              t -> object(t).flatMap(o -> boxed(o.size()))),
          ofReport(
              "access.cache",
              STRING,
              "cache of that object, kmalloc-64",
              "",
              t -> object(t).flatMap(MemoryObject::cache)),
          ofReport(
              "access.place",
              STRING,
              "where it lay, as seen from the object: 4 bytes behind, 8 bytes before, 0 bytes inside",
              "",
              t -> detail(t, MemoryAccess.class).flatMap(CheckFacts::place)),
          ofReport(
              "access.allocatedBy",
              INT,
              "process id of the task that allocated the object; -1 for an interrupt",
              0L,
              t -> allocated(t).flatMap(CheckFacts::pid)),
          ofReport(
              "access.freedBy",
              INT,
              "process id of the task that freed it; -1 for an interrupt",
              0L,
              t -> freed(t).flatMap(CheckFacts::pid)),
          ofReport(
              "race.accesses",
              Vocabulary.TEXTS,
              "the accesses that raced, as printed, each with its function",
              List.of(),
              t ->
                  detail(t, DataRace.class)
                      .map(r -> r.accesses().stream().map(CheckFacts::access).toList())),
          ofTrace(
              "leak.bytes",
              INT,
              "size of memory that was lost, in bytes",
              t -> detail(t, MemoryLeak.class).flatMap(l -> boxed(l.size()))),
          ofTrace(
              "leak.ageMillis",
              INT,
              "age of memory that was lost, in milliseconds",
              t -> detail(t, MemoryLeak.class).flatMap(l -> boxed(l.ageMillis()))),
          ofTrace(
              "undefined.message",
              STRING,
              "what was wrong by the C language, as printed",
              t -> detail(t, UndefinedBehaviour.class).flatMap(UndefinedBehaviour::message)));

  private CheckFacts() {}

  /**
   * A fact that not every such report prints. Where it does not, the fact is known to be nothing:
   * to ask for the rest of the trace would be in vain.
   */
  private static Fact ofReport(
      String name,
      CelType type,
      String says,
      Object nothing,
      Function<KernelTrace, Optional<?>> value) {
    return ofTrace(
        name,
        type,
        says + NOTHING.get(type),
        t ->
            REPORTS.contains(t.detail().getClass())
                ? Optional.of(value.apply(t).map(Object.class::cast).orElse(nothing))
                : Optional.empty());
  }

  private static Optional<List<String>> held(KernelTrace trace) {
    return detail(trace, LockViolation.class)
        .map(LockViolation::held)
        .or(() -> detail(trace, AtomicContext.class).map(AtomicContext::held))
        .map(locks -> locks.stream().map(LockUse::name).toList());
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

  /** KFENCE counts from the begin of the object also what lies behind its end. */
  private static Optional<String> place(MemoryAccess wrong) {
    long before =
        wrong.object().filter(o -> o.kfence().isPresent()).map(o -> o.size().orElse(0)).orElse(0L);
    return wrong.placement().map(p -> place(p, before));
  }

  private static String place(Placement placement, long objectBytes) {
    long bytes =
        placement.side() == Placement.Side.RIGHT
            ? Math.max(0, placement.bytes() - objectBytes)
            : placement.bytes();
    String side =
        switch (placement.side()) {
          case INSIDE -> "inside";
          case LEFT -> "before";
          case RIGHT -> "behind";
        };
    return bytes + (bytes == 1 ? " byte " : " bytes ") + side;
  }

  private static String access(RacingAccess access) {
    return access.access() + access.function().map(f -> " in " + f).orElse("");
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.stream().boxed().findFirst();
  }
}
