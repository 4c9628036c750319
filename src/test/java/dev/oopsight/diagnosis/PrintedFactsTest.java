package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.grammar.TraceParser;
import dev.oopsight.grammar.TraceTexts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What rules may ask of a trace, asked of the text of golden cases. */
class PrintedFactsTest {

  @Test
  void ofLockdepNameTheLocksOfTheCircleAndThoseThatWereHeld() {
    Facts facts = of("lockdep/circular-6.12");

    assertThat(fact(facts, "lock.wanted")).isEqualTo("&tbl->lock");
    assertThat(fact(facts, "lock.held")).isEqualTo(List.of("kn->active#56", "&dev->mutex#2/1"));
    assertThat(fact(facts, "lock.cycle"))
        .isEqualTo(List.of("&tbl->lock", "&(&work->lock)->rlock", "&dev->mutex#2/1"));
  }

  @Test
  void ofKasanTellTheAccessTheObjectAndWhoHadIt() {
    Facts facts = of("sanitizer/kasan-slab-6.12");

    assertThat(fact(facts, "access.kind")).isEqualTo("write");
    assertThat(fact(facts, "access.cache")).isEqualTo("kmalloc-64");
    assertThat(fact(facts, "access.objectBytes")).isEqualTo(64L);
    assertThat(fact(facts, "access.place")).isEqualTo("24 bytes inside");
    assertThat(fact(facts, "access.allocatedBy")).isEqualTo(1800L);
    assertThat(fact(facts, "access.freedBy")).isEqualTo(22L);
  }

  @Test
  void countFromTheEndOfAnObjectAlsoWhereKfenceCountsFromItsBegin() {
    Facts facts = of("sanitizer/kfence-6.12");

    assertThat(fact(facts, "access.place")).isEqualTo("8 bytes behind");
    assertThat(fact(facts, "access.freedBy")).as("was never freed").isEqualTo(0L);
  }

  @Test
  void ofARaceNameBothAccesses() {
    assertThat(fact(of("sanitizer/kcsan-both-6.12"), "race.accesses"))
        .isEqualTo(
            List.of(
                "read-write (marked) in some_wake+0x21/0x40 [some]",
                "assert no writes (scoped) in some_poll+0x12/0x60 [some]"));
  }

  @Test
  void ofAHungTaskNameWhoHoldsTheLock() {
    assertThat(fact(of("lockup/hung-blocker-6.17"), "hung.blocker")).isEqualTo("kworker/u8:3");
  }

  @Test
  void ofAnRcuStallTellWhetherItsThreadRan() {
    assertThat(fact(of("lockup/rcu-starved-5.10"), "rcu.starvedTicks")).isEqualTo(10_494L);
    assertThat(fact(of("lockup/rcu-6.1"), "rcu.starvedTicks")).isEqualTo(0L);
  }

  @Test
  void ofALeakTellItsSize() {
    assertThat(fact(of("memory/leak-6.12"), "leak.bytes")).isEqualTo(512L);
  }

  @Test
  void areUnknownOfATraceOfAnotherKind() {
    assertThat(fact(of("lockup/rcu-6.1"), "lock.held")).isEqualTo(Facts.UNKNOWN);
    assertThat(fact(of("lockdep/circular-6.12"), "rcu.starvedTicks")).isEqualTo(Facts.UNKNOWN);
  }

  @Test
  void sayThatAFunctionBelongsToTheKernelItselfWhereNoModuleIsPrinted() {
    assertThat(fact(of("lockdep/held-on-return-6.12"), "trace.module")).isEqualTo("");
    assertThat(fact(of("lockdep/circular-6.12"), "trace.module")).isEqualTo("acme");
  }

  private static Facts of(String name) {
    return new Facts(
        new TraceParser().parse(TraceTexts.of(CaseFile.named(name).log())).orElseThrow(),
        Traces.config(Map.of()));
  }

  private static Object fact(Facts facts, String name) {
    Optional<Object> value = facts.find(name);
    return value.orElseThrow(() -> new AssertionError("no fact is named " + name));
  }
}
