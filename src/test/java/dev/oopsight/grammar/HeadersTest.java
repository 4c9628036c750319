package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.Task;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wordings of each kind, oldest first. */
class HeadersTest {

  private final TraceParser parser = new TraceParser();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "page_allocation_failure | __alloc_pages: 0-order allocation failed (gfp=0x20/0)",
        "page_allocation_failure | swapper: page allocation failure. order:1, mode:0x4020",
        "page_allocation_failure | sh: page allocation failure: order:0, mode:0x820(GFP_ATOMIC), nodemask=(null)",
        "alloc_stall | java: page allocation stalls for 10004ms, order:0, mode:0x14200ca(GFP_HIGHUSER_MOVABLE)",
        "oom_kill | oom-killer: gfp_mask=0xd0, order=0",
        "oom_kill | my java invoked oom-killer: gfp_mask=0x201da, order=0, oom_adj=0",
        "oom_kill | Out of memory: Kill process 3359 (a.out) score 834 or sacrifice child",
        "oom_kill | Out of Memory: Killed process 3359 (a.out).",
        "oom_kill | oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a,task=b,pid=1,uid=0",
        "oom_kill | Memory cgroup out of memory: Killed process 141 (m9) total-vm:1kB, anon-rss:1kB",
        "oops_null_deref | Unable to handle kernel NULL pointer dereference at virtual address 00000008",
        "oops_null_deref | BUG: unable to handle kernel NULL pointer dereference at 0000000000000078",
        "oops_null_deref | BUG: kernel NULL pointer dereference, address: 0000000000000008",
        "oops_null_deref | BUG: Kernel NULL pointer dereference at 0x00000008",
        "oops_null_deref | BUG: Kernel NULL pointer dereference on read at 0x00000008",
        "oops_page_fault | Unable to handle kernel paging request at virtual address dead0000",
        "oops_page_fault | BUG: unable to handle kernel paging request at ffffc9ffdeadb010",
        "oops_page_fault | BUG: unable to handle page fault for address: ffffc9ffdeadb010",
        "oops_page_fault | CPU 0 Unable to handle kernel paging request at virtual address 00000000, epc == 80105f58, ra == 80105f00",
        "oops_page_fault | Unable to handle kernel paging request for data at address 0x000012e0",
        "oops_page_fault | BUG: Unable to handle kernel data access on read at 0xc00000000deadbee",
        "oops_page_fault | BUG: Unable to handle kernel instruction fetch",
        "oops_page_fault | Unable to handle kernel pointer dereference in virtual kernel address space",
        "oops_page_fault | Unable to handle kernel write to read-only memory at virtual address ffff800008",
        "oops_page_fault | Unable to handle kernel access to user memory outside uaccess routines at virtual address 0000",
        "general_protection_fault | general protection fault: 0000 [#1] SMP",
        "general_protection_fault | general protection fault, probably for non-canonical address 0xdead: 0000 [#1] SMP",
        "general_protection_fault | Oops: general protection fault, probably for non-canonical address 0xdead: 0000 [#12] SMP",
        "kernel_bug | Kernel BUG at mm/slab.c:12",
        "kernel_bug | kernel BUG at mm/slub.c:3",
        "kernel_bug | Internal error: Oops - BUG: 0 [#1] PREEMPT SMP ARM",
        "kernel_bug | Kernel bug detected[#1]:",
        "warning | Badness in local_bh_enable at kernel/softirq.c:140",
        "warning | BUG: warning at kernel/softirq.c:141/local_bh_enable()",
        "warning | WARNING: at kernel/softirq.c:143 local_bh_enable+0x3c/0x85()",
        "warning | WARNING: at arch/powerpc/kernel/irq.c:12",
        "warning | WARNING: CPU: 0 PID: 37 at drivers/a/b.c:235 f+0xca/0xe0 [radeon]()",
        "warning | WARNING: fs/dcache.c:829 at fast_dput+0x334/0x430, CPU#0: syz.0.17/6007",
        "warning | WARNING: [n > 3] fs/dcache.c:829 at fast_dput+0x334/0x430, CPU#0: a/b/6007",
        "soft_lockup | BUG: soft lockup detected on CPU#1!",
        "soft_lockup | BUG: soft lockup - CPU#1 stuck for 61s! [a b:124]",
        "soft_lockup | NMI watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [a:124]",
        "soft_lockup | watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [kworker/1:2:124]",
        "hard_lockup | BUG: NMI Watchdog detected LOCKUP on CPU0, ip c0105f1d, registers:",
        "hard_lockup | NMI watchdog: Watchdog detected hard LOCKUP on cpu 3",
        "hard_lockup | watchdog: Watchdog detected hard LOCKUP on cpu 1",
        "hard_lockup | watchdog: CPU 4 self-detected hard LOCKUP @ plpar_hcall_norets+0x1c/0x28",
        "hard_lockup | watchdog: CPU 4 detected hard LOCKUP on other CPUs 2",
        "hard_lockup | watchdog: CPU 4 Hard LOCKUP",
        "rcu_stall | INFO: rcu_sched_state detected stall on CPU 1 (t=15000 jiffies)",
        "rcu_stall | INFO: rcu_sched self-detected stall on CPU { 1}  (t=60001 jiffies)",
        "rcu_stall | INFO: rcu_preempt detected stalls on CPUs/tasks:",
        "rcu_stall | rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 1-... }",
        "rcu_stall | INFO: rcu_tasks detected stalls on tasks:",
        "hung_task | INFO: task umount.aufs:21568 blocked for more than 120 seconds.",
        "hung_task | INFO: task a b c:12 blocked in I/O wait for more than 120 seconds.",
        "hung_task | INFO: task a:12 can't die for more than 143 seconds.",
        "workqueue_lockup | BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 32s!",
        "spinlock | BUG: spinlock lockup suspected on CPU#0, a/1",
        "spinlock | BUG: spinlock bad magic on CPU#1, swapper/1",
        "spinlock | BUG: rwlock recursion on CPU#1, swapper/1",
        "lockdep | [ INFO: possible recursive locking detected ]",
        "lockdep | WARNING: possible circular locking dependency detected",
        "lockdep | [ INFO: HARDIRQ-safe -> HARDIRQ-unsafe lock order detected ]",
        "lockdep | WARNING: inconsistent lock state",
        "lockdep | [ BUG: bad unlock balance detected! ]",
        "lockdep | WARNING: held lock freed!",
        "lockdep | BUG: sh/12 still has locks held!",
        "lockdep | WARNING: lock held when returning to user space!",
        "lockdep | [ INFO: suspicious RCU usage. ]",
        "lockdep | INFO: trying to register non-static key.",
        "sleeping_in_atomic | Debug: sleeping function called from invalid context at include/asm/uaccess.h:531",
        "sleeping_in_atomic | BUG: sleeping function called from invalid context at mm/slab.h:494",
        "sleeping_in_atomic | BUG: scheduling while atomic: swapper/0/0x10000100",
        "sleeping_in_atomic | BUG: using smp_processor_id() in preemptible [00000000] code: a b/6792",
        "kasan | BUG: KASAN: use-after-free in f+0x1/0x2 at addr ffff8800",
        "kasan | BUG: KASAN: slab-use-after-free in f+0x1/0x2",
        "kasan | BUG: KASAN: double-free or invalid-free in (null)",
        "kmsan | BUG: KMSAN: uninit-value in f+0x1/0x2",
        "kcsan | BUG: KCSAN: data-race in f / g",
        "kfence | BUG: KFENCE: out-of-bounds read in f+0x1/0x2",
        "ubsan | UBSAN: Undefined behaviour in include/linux/rhashtable.h:12:3",
        "ubsan | UBSAN: shift-out-of-bounds in drivers/a.c:12:3",
        "memory_leak | BUG: memory leak",
        "memory_corruption | Bad page state in process 'sh'",
        "memory_corruption | BUG: Bad page state in process a b  pfn:12345",
        "memory_corruption | BUG: Bad page map in process sh  pte:12 pmd:34",
        "memory_corruption | BUG: Bad rss-counter state mm:00000000 idx:1 val:1",
        "memory_corruption | BUG: Bad page cache in process systemd-journal  pfn:12",
        "memory_corruption | BUG kmalloc-4096 (Tainted: G          I ): Poison overwritten",
        "memory_corruption | BUG kmalloc-64 (Not tainted): Redzone overwritten",
        "double_fault | PANIC: double fault, error_code: 0x0",
        "double_fault | double fault: 0000 [#1] SMP",
        "divide_error | divide error: 0000 [#1] SMP",
        "divide_error | Oops: divide error: 0000 [#1] PREEMPT SMP NOPTI",
        "stack_overflow | BUG: stack guard page was hit at 000000001 (stack is 1..2)",
        "stack_overflow | BUG: TASK stack guard page was hit at 000000001 (stack is 1..2)",
        "stack_overflow | Insufficient stack space to handle exception!",
        "stack_overflow | do_IRQ: stack overflow: 508",
        "stack_overflow | Kernel panic - not syncing: corrupted stack end detected inside scheduler",
        "oops_other | invalid opcode: 0000 [#1] SMP",
        "oops_other | stack segment: 0000 [#1] SMP",
        "oops_other | int3: 0000 [#1] SMP",
        "oops_other | Oops: Kernel access of bad area, sig: 11 [#1]",
        "oops_other | Unhandled fault: imprecise external abort (0x406) at 0x00000000",
        "oops_other | Internal error: synchronous external abort: 96000210 [#1] SMP",
        "panic | Kernel panic: Attempted to kill init!",
        "panic | Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)",
        "mce | CPU 0: Machine Check Exception: 4 Bank 0: b200",
        "mce | mce: [Hardware Error]: Machine check events logged",
        "mce | {1}[Hardware Error]: event severity: fatal",
        "mce | Machine check in kernel mode.",
        "netdev_watchdog | NETDEV WATCHDOG: eth0: transmit timed out",
        "netdev_watchdog | eth0: NETDEV WATCHDOG: CPU: 0: transmit queue 0 timed out 5720 ms",
        "unregister_netdevice | unregister_netdevice: waiting for lo to become free. Usage count = 1",
        "irq_nobody_cared | irq 17: nobody cared (try booting with the `irqpoll' option)",
        "io_error | end_request: I/O error, dev sda, sector 12",
        "io_error | blk_update_request: critical medium error, dev sda, sector 12",
        "io_error | Buffer I/O error on dev dm-0, logical block 0, async page read",
        "io_error | I/O error, dev sda, sector 12 op 0x0:(READ)",
        "fs_error | EXT4-fs error (device dm-0): ext4_find_entry:1463: inode #2: comm ls: reading directory",
        "fs_error | EXT4-fs (sda1): Remounting filesystem read-only",
        "fs_error | XFS (sda1): Corruption detected. Unmount and run xfs_repair",
        "fs_error | BTRFS error (device sda1): parent transid verify failed",
      })
  void tellTheKind(String id, String line) {
    assertThat(read(line).kind().id()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refcount        | lib/refcount.c          | refcount_t: underflow; use-after-free.",
        "hard_lockup     | kernel/watchdog.c       | Watchdog detected hard LOCKUP on cpu 0",
        "netdev_watchdog | net/sched/sch_generic.c | NETDEV WATCHDOG: eth0 (r8169): transmit queue 0 timed out",
      })
  void aWarningIsMadeExactByWhatItSays(String id, String file, String text) {
    String warning = "WARNING: at " + file + ":2 f+0x1/0x2()\n";

    assertThat(read("------------[ cut here ]------------\n" + text + "\n" + warning).kind().id())
        .isEqualTo(id);
    assertThat(read("------------[ cut here ]------------\n" + warning + text + "\n").kind().id())
        .isEqualTo(id);
  }

  @Test
  void everyKindThatALineCanTellHasARow() {
    Set<Kind> missing = EnumSet.allOf(Kind.class);
    Headers.rows().forEach(row -> row.kind().ifPresent(missing::remove));

    assertThat(missing).as("what no line can tell").containsExactly(Kind.SILENT_HOST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgres: walwr: page allocation failure: order:0, mode:0x820 | postgres: walwr |",
        "pv-xfer/0:30 invoked oom-killer: gfp_mask=0xcc0, order=0      | pv-xfer/0:30    |",
        "watchdog: BUG: soft lockup - CPU#0 stuck for 9s! [kswapd0:fake:123] | kswapd0:fake | 123",
        "INFO: task a (b) [c]:126 blocked for more than 5 seconds.     | a (b) [c]       | 126",
        "BUG: scheduling while atomic: CPU 0/KVM/77/0x00000002         | CPU 0/KVM       | 77",
      })
  void cutTheCommAtTheRightPlace(String line, String comm, Integer pid) {
    OptionalInt expected = pid == null ? OptionalInt.empty() : OptionalInt.of(pid);

    assertThat(read(line).task()).contains(new Task(comm, expected));
  }

  private KernelTrace read(String log) {
    return parser.parse(TraceTexts.of(log)).orElseThrow();
  }
}
