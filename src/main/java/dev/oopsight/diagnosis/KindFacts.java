package dev.oopsight.diagnosis;

import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.CelType;
import dev.oopsight.diagnosis.Vocabulary.Fact;
import dev.oopsight.diagnosis.Vocabulary.Source;
import dev.oopsight.trace.CgroupMemory;
import dev.oopsight.trace.CgroupMemory.Use;
import dev.oopsight.trace.Detail.Assertion;
import dev.oopsight.trace.Detail.Fault;
import dev.oopsight.trace.Detail.OomKill;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.MemInfo;
import dev.oopsight.trace.MemoryShares.Holder;
import dev.oopsight.trace.Register;
import dev.oopsight.trace.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** The facts that only some kinds of traces carry. */
final class KindFacts {

  private static final int PAGE_KB = 4;
  private static final Source PRINTED = new Source("the rest of the trace", "dmesg");
  private static final Source MEM_INFO =
      new Source("Mem-Info: the kernel's account of its memory", "cat /proc/meminfo");

  private static final List<Fact> OF_FAULTS_AND_MEMORY =
      List.of(
          ofTrace(
              "trace.message",
              STRING,
              "what a WARN said for itself, or the condition that failed",
              t -> detail(t, Assertion.class).flatMap(a -> a.message().or(a::condition))),
          ofTrace(
              "trace.file",
              STRING,
              "source file of a WARN or BUG, as printed",
              t -> detail(t, Assertion.class).flatMap(Assertion::file)),
          ofTrace("trace.count", INT, "which oops of this boot, from 1", KindFacts::count),
          ofTrace(
              "trace.registers",
              Vocabulary.TEXTS,
              "values of the registers, hexadecimal, lower case; none where none are printed",
              t ->
                  Optional.of(
                      t.registers().stream()
                          .map(Register::value)
                          .map(v -> v.toLowerCase(Locale.ROOT))
                          .toList())),
          ofTrace(
              "fault.address",
              STRING,
              "address that was used, hexadecimal without 0x",
              t ->
                  detail(t, Fault.class)
                      .flatMap(Fault::address)
                      .map(Word::bits)
                      .map(Long::toHexString)),
          ofTrace(
              "fault.access",
              Vocabulary.TEXTS,
              "what the access was: read, write, execute, not_present, protection …; none where it is"
                  + " not told",
              t -> detail(t, Fault.class).map(f -> f.access().stream().map(x -> x.id()).toList())),
          ofTrace(
              "oom.constraint",
              STRING,
              "CONSTRAINT_NONE, CONSTRAINT_MEMCG …",
              t -> detail(t, OomKill.class).flatMap(OomKill::constraint)),
          ofTrace(
              "oom.memcg",
              STRING,
              "control group whose limit was hit",
              t -> detail(t, OomKill.class).flatMap(OomKill::memcg)),
          ofTrace(
              "oom.victim",
              STRING,
              "name of the task that was killed",
              t -> detail(t, OomKill.class).flatMap(OomKill::victim).map(v -> v.task().comm())),
          ofTrace(
              "oom.victimKb",
              INT,
              "its resident memory in kB",
              t ->
                  detail(t, OomKill.class)
                      .flatMap(OomKill::victim)
                      .flatMap(v -> v.rssKb().stream().boxed().findFirst())),
          ofTrace(
              "oom.memcgUsageKb",
              INT,
              "what that group used, in kB",
              t -> memcg(t).map(Use::usageKb)),
          ofTrace(
              "oom.memcgLimitKb",
              INT,
              "its limit in kB",
              t -> memcg(t).flatMap(use -> use.limitKb().stream().boxed().findFirst())),
          ofTrace(
              "oom.memcgRefusals",
              INT,
              "how often that limit was hit",
              t -> memcg(t).map(Use::failcnt)),
          ofTrace(
              "oom.victimPercent",
              INT,
              "share of the memory that the killed task held",
              t -> percent(t, Holder.VICTIM)),
          ofTrace(
              "oom.unaccountedPercent",
              INT,
              "share of the memory that no counter tells of: pages that drivers asked for",
              t -> percent(t, Holder.UNACCOUNTED)),
          ofTrace(
              "oom.hugePercent",
              INT,
              "share of the memory that is set aside in huge pages, by an account that tells of them",
              KindFacts::hugePercent),
          ofMemory(
              "mem.minKb",
              "what all zones together keep free, in kB",
              m ->
                  m.zones().stream()
                      .flatMap(z -> Optional.ofNullable(z.kilobytes().get("min")).stream())
                      .reduce(Long::sum)),
          ofMemory(
              "mem.swapTotalKb",
              "size of the swap space in kB",
              m -> Optional.ofNullable(m.totals().get("total swap"))),
          ofMemory(
              "mem.swapFreeKb",
              "what of it was free, in kB",
              m -> Optional.ofNullable(m.totals().get("free swap"))),
          ofMemory(
              "mem.slabKb",
              "kernel objects that cannot be given back, in kB",
              m -> Optional.ofNullable(m.pages().get("slab_unreclaimable")).map(p -> p * PAGE_KB)));

  static final List<Fact> TABLE =
      Stream.of(OF_FAULTS_AND_MEMORY, StallFacts.TABLE, CheckFacts.TABLE)
          .flatMap(List::stream)
          .toList();

  private KindFacts() {}

  static Fact ofTrace(
      String name, CelType type, String says, Function<KernelTrace, Optional<?>> value) {
    return new Fact(name, type, says, PRINTED, f -> value.apply(f.trace()));
  }

  private static Fact ofMemory(String name, String says, Function<MemInfo, Optional<?>> value) {
    return new Fact(name, INT, says, MEM_INFO, f -> Vocabulary.memInfo(f.trace()).flatMap(value));
  }

  static <T> Optional<T> detail(KernelTrace trace, Class<T> detail) {
    return Stream.of(trace.detail()).filter(detail::isInstance).map(detail::cast).findFirst();
  }

  private static Optional<Use> memcg(KernelTrace trace) {
    return detail(trace, OomKill.class).flatMap(OomKill::memcgUse).flatMap(CgroupMemory::memory);
  }

  /** None where the account is whole, of a kernel that tells of huge pages, and names none. */
  private static Optional<Long> hugePercent(KernelTrace trace) {
    boolean wouldTell =
        trace.kernel().filter(release -> release.isAtLeast(3, 10, 0)).isPresent()
            && detail(trace, OomKill.class)
                .flatMap(OomKill::held)
                .filter(held -> !held.ofCgroup())
                .isPresent();
    return percent(trace, Holder.HUGE_PAGES)
        .or(() -> wouldTell ? Optional.of(0L) : Optional.empty());
  }

  private static Optional<Long> percent(KernelTrace trace, Holder holder) {
    return detail(trace, OomKill.class)
        .flatMap(OomKill::held)
        .flatMap(held -> held.shares().stream().filter(s -> s.holder() == holder).findFirst())
        .map(share -> (long) share.percent());
  }

  private static Optional<Long> count(KernelTrace trace) {
    OptionalInt count =
        detail(trace, Fault.class)
            .map(Fault::count)
            .or(() -> detail(trace, Assertion.class).map(Assertion::count))
            .orElse(OptionalInt.empty());
    return count.stream().mapToObj(Long::valueOf).findFirst();
  }
}
