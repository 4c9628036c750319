package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.CallTrace.Role;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Frame.Stack;
import dev.oopsight.trace.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GuiltyWalkTest {

  @Test
  void goesPastFunctionsThatAreNeverGuilty() {
    assertThat(
            guilty(Kind.WARNING, "", "dump_stack", "__warn", "_raw_spin_lock", "foo_poll", "bar"))
        .contains("foo_poll");
  }

  @Test
  void takesWhereTheCpuStoodFirst() {
    assertThat(guilty(Kind.OOPS_NULL_DEREF, "foo", "bar")).contains("foo");
  }

  @Test
  void goesOnToTheCallerOfAHelperInWhichTheCpuStood() {
    assertThat(guilty(Kind.OOPS_PAGE_FAULT, "memcpy_erms", "foo", "bar")).contains("foo");
  }

  @Test
  void takesNoInterruptedFunctionForAnAllocationThatFailed() {
    assertThat(guilty(Kind.PAGE_ALLOCATION_FAILURE, "innocent", "__alloc_pages", "foo"))
        .contains("foo");
  }

  @Test
  void takesDoubtfulFramesOnlyWhereNothingElseIsLeft() {
    assertThat(guilty(Kind.WARNING, "", "? leftover", "foo")).contains("foo");
    assertThat(guilty(Kind.WARNING, "", "? foo", "dump_stack")).contains("foo");
  }

  @Test
  void namesEntryCodeOnlyWhereNothingElseIsLeft() {
    assertThat(guilty(Kind.WARNING, "", "dump_stack", "do_syscall_64", "foo")).contains("foo");
    assertThat(guilty(Kind.WARNING, "", "dump_stack", "do_syscall_64")).contains("do_syscall_64");
  }

  @Test
  void namesNobodyWhereOnlyTheReportersAreLeft() {
    assertThat(guilty(Kind.WARNING, "", "dump_stack", "__warn", "printk")).isEmpty();
  }

  @Test
  void namesNoEntryCodeForAnAllocationThatFailed() {
    assertThat(guilty(Kind.PAGE_ALLOCATION_FAILURE, "", "__alloc_pages", "do_softirq")).isEmpty();
  }

  @Test
  void takesADispatcherWhereTheCpuStood() {
    assertThat(guilty(Kind.OOPS_OTHER, "kernel_init", "ret_from_fork")).contains("kernel_init");
  }

  @Test
  void namesWhoRanInTheInterruptBeforeWhomItInterrupted() {
    CallTraceLine inside =
        CallTraceLine.read(" <IRQ> run_timer_softirq+0x1/0x2", Stack.TASK).orElseThrow();
    CallTraceLine outside = CallTraceLine.read(" bystander+0x1/0x2", Stack.TASK).orElseThrow();
    List<Frame> frames = Stream.of(inside, outside).flatMap(l -> l.frames().stream()).toList();
    assertThat(walk(Kind.OOPS_PAGE_FAULT, Optional.empty(), Optional.empty(), frames))
        .contains("run_timer_softirq");
  }

  @Test
  void goesPastAllocatorsOfEverySubsystemOnlyForALeak() {
    assertThat(guilty(Kind.MEMORY_LEAK, "", "kmalloc_trace", "foo_alloc_one", "foo_open"))
        .contains("foo_open");
    assertThat(guilty(Kind.KASAN, "", "kmalloc_trace", "foo_alloc_one", "foo_open"))
        .contains("foo_alloc_one");
  }

  @Test
  void goesPastWaitsAndLocksOfAHungTask() {
    assertThat(
            guilty(
                Kind.HUNG_TASK,
                "",
                "__schedule",
                "schedule",
                "foo_lock_all",
                "foo_wait_for_bar",
                "foo"))
        .contains("foo");
  }

  @Test
  void countsEveryWaitForAGracePeriodAsOne() {
    for (String flavour : List.of("synchronize_sched", "__synchronize_srcu", "synchronize_net")) {
      assertThat(guilty(Kind.HUNG_TASK, "", "schedule", flavour, "foo"))
          .as(flavour)
          .contains("synchronize_rcu");
    }
    assertThat(guilty(Kind.HUNG_TASK, "", "schedule", "rtnl_lock", "foo")).contains("rtnl_lock");
    assertThat(guilty(Kind.WARNING, "", "synchronize_sched", "foo")).contains("synchronize_sched");
  }

  @Test
  void believesLockdepUnlessItAccusesALock() {
    assertThat(named(Kind.LOCKDEP, "rtnl_lock", "dump_stack", "foo")).contains("rtnl_lock");
    assertThat(named(Kind.LOCKDEP, "down_trylock", "lock_acquire", "printk", "foo"))
        .contains("foo");
  }

  @Test
  void asksWhoWaitsForTheWorkWhereTheWorkqueueTakesTheLock() {
    List<CallTrace> traces =
        List.of(
            new CallTrace(Role.MAIN, frames("dump_stack", "process_one_work", "kthread")),
            new CallTrace(Role.OTHER, frames("__flush_work", "foo_remove")));
    assertThat(
            GuiltyWalk.guilty(
                    Kind.LOCKDEP, Optional.of(frame("process_one_work")), Optional.empty(), traces)
                .map(Frame::symbol))
        .contains("foo_remove");
  }

  @Test
  void looksThroughTheCompilersSuffixes() {
    assertThat(guilty(Kind.WARNING, "", "warn_alloc.cold.125", "foo.isra.0"))
        .contains("foo.isra.0");
  }

  private static Optional<String> guilty(Kind kind, String instruction, String... functions) {
    Optional<Frame> stood =
        Optional.of(instruction).filter(i -> !i.isEmpty()).map(GuiltyWalkTest::frame);
    return walk(kind, Optional.empty(), stood, frames(functions));
  }

  private static Optional<String> named(Kind kind, String named, String... functions) {
    return walk(kind, Optional.of(frame(named)), Optional.empty(), frames(functions));
  }

  private static Optional<String> walk(
      Kind kind, Optional<Frame> named, Optional<Frame> stood, List<Frame> frames) {
    return GuiltyWalk.guilty(kind, named, stood, List.of(new CallTrace(Role.MAIN, frames)))
        .map(Frame::symbol);
  }

  private static List<Frame> frames(String... functions) {
    return Stream.of(functions).map(GuiltyWalkTest::frame).toList();
  }

  private static Frame frame(String name) {
    return CallTraceLine.read(" " + name + "+0x1/0x2", Stack.TASK).orElseThrow().frames().get(0);
  }
}
