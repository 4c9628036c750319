package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.HungTask;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.RcuStall;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Wait;
import dev.oopsight.trace.WorkqueueLockup;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of tasks and processors that do not get on. */
class StallReadersTest {

  private static KernelTrace parse(String... lines) {
    return new TraceParser().parse(TraceTexts.of(List.of(lines))).orElseThrow();
  }

  private static HungTask hung(String... more) {
    String header = "INFO: task cat:115 blocked for more than 122 seconds.\n";
    return (HungTask) parse((header + String.join("\n", more)).split("\n")).detail();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "is blocked on a mutex likely owned by task a b:114.                      | mutex        | a b",
        "is blocked on a mutex, but the owner is not found.                       | mutex        |",
        "blocked on a semaphore likely last held by task a:b:114                  | semaphore    | a:b",
        "is blocked on a semaphore, but the last holder is not found.             | semaphore    |",
        "<reader> blocked on an rw-semaphore likely owned by task dd:114 <writer> | rw-semaphore | dd",
        "is blocked on an rw-semaphore, but the owner is not found.               | rw-semaphore |",
      })
  void readsWhoHoldsTheLockInEveryWording(String words, String lock, String owner) {
    HungTask.Blocker blocker = hung("INFO: task cat:115 " + words).blocker().orElseThrow();

    assertThat(blocker.lock()).isEqualTo(lock);
    assertThat(blocker.owner().map(Task::comm)).isEqualTo(Optional.ofNullable(owner));
  }

  @ParameterizedTest
  @CsvSource({
    "__mutex_lock;nfs_getattr, MUTEX",
    "rwsem_down_write_slowpath;down_write, RW_SEMAPHORE",
    "schedule_timeout;wait_for_completion;__flush_work;cancel_work_sync, WORK",
    "schedule_timeout;wait_for_completion;__wait_rcu_gp;synchronize_rcu, GRACE_PERIOD",
    "schedule_timeout;wait_for_completion;some_open, COMPLETION",
    "io_schedule;folio_wait_bit_common;__folio_lock;filemap_fault, PAGE_LOCK",
    "io_schedule;bit_wait_io;__wait_on_bit;out_of_line_wait_on_bit;__wait_on_buffer, BUFFER",
    "io_schedule;blk_mq_get_tag;__blk_mq_alloc_requests, REQUEST_SLOT",
    "io_schedule;some_wait;other_wait;third_wait;fourth_wait;mutex_lock, BLOCK_IO",
    "jbd2_log_wait_commit;ext4_sync_file, JOURNAL",
    "rpc_wait_bit_killable;__wait_on_bit;__rpc_execute, NFS_SERVER",
    "request_wait_answer;fuse_simple_request, FUSE_SERVER",
  })
  void tellsWhatATaskWaitsForByItsStack(String functions, Wait expected) {
    StringBuilder stack = new StringBuilder("Call Trace:\n __schedule+0x1/0x2\n schedule+0x1/0x2");
    for (String function : functions.split(";"))
      stack.append("\n ").append(function).append("+0x1/0x2");

    assertThat(hung(stack.toString()).waitsFor()).contains(expected);
  }

  @Test
  void doesNotGuessAtAnUnknownWait() {
    HungTask hung =
        hung("Call Trace:\n schedule+0x1/0x2\n ? mutex_lock+0x1/0x2\n some_wait+0x1/0x2");

    assertThat(hung.waitsFor()).isEmpty();
    assertThat(hung.waitFunction()).isEmpty();
  }

  @Test
  void readsALineThatWasCut() {
    HungTask hung = hung("INFO: task cat:115 is blocked on a mutex likely owned by ta");

    assertThat(hung.blocker()).contains(new HungTask.Blocker("mutex", Optional.empty()));
    assertThat(hung.state()).isEmpty();
  }

  @Test
  void readsListsOfProcessors() {
    assertThat(CpuList.read("0-2,7")).containsExactly(0, 1, 2, 7);
    assertThat(CpuList.read("3,5-")).containsExactly(3);
    assertThat(CpuList.read("no list")).isEmpty();
    assertThat(CpuList.read("0-99999")).hasSize(CpuList.MOST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INFO: rcu_sched self-detected stall on CPU { 1}  (t=60000 jiffies g=4 c=3 q=5) | rcu_sched | 60000 | 1",
        "INFO: rcu_bh detected stalls on CPUs/tasks: { 1 P22} (detected by 0, t=60002 jiffies) | rcu_bh | 60002 | 1",
        "INFO: rcu_sched_state detected stall on CPU 3 (t=60000 jiffies)                | rcu_sched_state | 60000 | 3",
        "rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 2-... } 21012 jiffies s: 481 | rcu_preempt | 21012 | 2",
      })
  void readsStallsThatAreToldInOneLine(String line, String flavor, long jiffies, int cpu) {
    RcuStall stall = (RcuStall) parse(line).detail();

    assertThat(stall.flavor()).contains(flavor);
    assertThat(stall.jiffies()).hasValue(jiffies);
    assertThat(stall.cpus()).extracting(RcuStall.Cpu::cpu).containsExactly(cpu);
  }

  @Test
  void leavesOutWhatWasCutOfAStall() {
    RcuStall stall =
        (RcuStall)
            parse(
                    "rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:",
                    "rcu: \t1-...0: (9 ticks this GP) idle=9db4/1/0x40 softi",
                    "rcu: \t(detected by 0, t=6505 jif")
                .detail();

    assertThat(stall.jiffies()).isEmpty();
    RcuStall.Cpu cpu = stall.cpus().get(0);
    assertThat(cpu.ticks()).hasValue(9);
    assertThat(cpu.softirqsNow()).isEmpty();
  }

  @Test
  void keepsABoundedListOfWork() {
    WorkqueueLockup lockup =
        (WorkqueueLockup)
            parse(
                    "BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 31s!",
                    "    pending:" + " work_fn,".repeat(1_000))
                .detail();

    assertThat(lockup.work()).hasSize(64);
  }
}
