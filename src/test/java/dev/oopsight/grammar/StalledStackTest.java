package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.CallTrace.Role;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Frame.Stack;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StalledStackTest {

  private static final List<String> TICK =
      List.of(
          "print_cpu_stall",
          "rcu_sched_clock_irq",
          "tick_sched_timer",
          "__hrtimer_run_queues",
          "hrtimer_interrupt",
          "asm_sysvec_apic_timer_interrupt");

  @Test
  void namesWhatTheSystemCallRunsNotTheChanceMoment() {
    assertThat(
            stalled(
                "foo_inner",
                "foo_outer",
                "__x64_sys_foo",
                "do_syscall_64",
                "entry_SYSCALL_64_after_hwframe"))
        .contains("__x64_sys_foo");
  }

  @Test
  void namesWhatReadAndWriteRun() {
    assertThat(
            stalled(
                "memcpy", "snd_decode", "snd_write", "vfs_write", "ksys_write", "do_syscall_64"))
        .contains("snd_write");
  }

  @Test
  void namesTheTimerThatDoesNotReturn() {
    assertThat(
            stalled(
                "random_u32",
                "foo_rearm",
                "call_timer_fn",
                "run_timer_softirq",
                "__do_softirq",
                "bystander"))
        .contains("foo_rearm");
  }

  @Test
  void namesTheInnermostFunctionOfAModule() {
    assertThat(
            stalled(
                "delay_loop", "foo_spin [foo]", "foo_write [foo]", "full_proxy_write", "vfs_write"))
        .contains("foo_spin");
  }

  @Test
  void countsEveryWaitForTheOtherCpusAsOne() {
    assertThat(
            stalled(
                "csd_lock_wait",
                "smp_call_function_many_cond",
                "on_each_cpu",
                "foo",
                "do_syscall_64"))
        .contains("smp_call_function");
  }

  @Test
  void namesTheLockWhereNothingElseIsBelowTheDispatcher() {
    assertThat(stalled("queued_spin_lock_slowpath", "_raw_spin_lock", "vfs_write", "ksys_write"))
        .contains("queued_spin_lock_slowpath");
  }

  @Test
  void namesTheOutermostFunctionWhereNoDispatcherIsPrinted() {
    assertThat(stalled("foo_wait", "foo_mount", "ksys_mount")).contains("ksys_mount");
  }

  @Test
  void prefersWhereTheCpuStoodForALockup() {
    List<CallTrace> traces =
        List.of(
            new CallTrace(Role.MAIN, frames(List.of("foo", "do_syscall_64"))),
            new CallTrace(
                Role.OTHER,
                frames(
                    Stream.concat(TICK.stream(), Stream.of("other", "do_syscall_64")).toList())));
    assertThat(StalledStack.guiltyWhereItStood(Optional.empty(), traces).map(Frame::symbol))
        .contains("foo");
    assertThat(StalledStack.guilty(Optional.empty(), traces).map(Frame::symbol)).contains("other");
  }

  @Test
  void namesNobodyWithoutAStack() {
    assertThat(StalledStack.guilty(Optional.empty(), List.of())).isEmpty();
  }

  private static Optional<String> stalled(String... interrupted) {
    List<Frame> frames = frames(Stream.concat(TICK.stream(), Stream.of(interrupted)).toList());
    return StalledStack.guilty(Optional.empty(), List.of(new CallTrace(Role.MAIN, frames)))
        .map(Frame::symbol);
  }

  private static List<Frame> frames(List<String> functions) {
    return functions.stream()
        .map(f -> f.replaceFirst("^\\w+", "$0+0x1/0x2"))
        .flatMap(f -> CallTraceLine.read(" " + f, Stack.TASK).orElseThrow().frames().stream())
        .toList();
  }
}
