package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.Frame;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LockReportTest {

  @Test
  void accusesWhoIsTryingToTakeTheLockNotWhoHoldsAnother() {
    assertThat(
            accused(
                "app/8848 is trying to acquire lock:",
                " (console_lock){+.+.}, at: [<000000001c8cd30e>] vcs_read+0x129/0xae0",
                "but task is already holding lock:",
                " (&pipe->mutex/1){+.+.}, at: [<00000000dd7fc330>] pipe_lock+0x56/0x70"))
        .contains("vcs_read");
  }

  @Test
  void readsLocksWithoutAnAddress() {
    assertThat(
            accused(
                "swapper/0/0 [HC0[0]:SC1[1]:HE1:SE0] takes:",
                "8f5cc25c (&foo->lock){+.?.}-{3:3}, at: foo_release+0x30/0x1a8 [foo]"))
        .contains("foo_release");
  }

  @Test
  void findsWhoReleasesALockOnTheNextLine() {
    assertThat(
            accused(
                "app/3001 is trying to release lock (mrt_lock) at:",
                "[<ffffffff847f4ebb>] ipmr_mfc_seq_stop+0xe4/0x140",
                "but there are no more locks to release!"))
        .contains("ipmr_mfc_seq_stop");
  }

  @Test
  void accusesWhoTakesTheLockInAnInterruptWhereThatIsTheDanger() {
    assertThat(
            accused(
                "app/1740 [HC0[0]:SC0[0]:HE0:SE1] is trying to acquire:",
                "0000000032662ab5 (user_lock){+.+.}, at: user_shm_lock+0xb4/0x1a0",
                "... which became HARDIRQ-irq-safe at:",
                "  _raw_spin_lock_irqsave+0x47/0x60",
                "  test_clear_page_writeback+0x1a8/0xcfb",
                "  end_page_writeback+0xec/0x1b0",
                "to a HARDIRQ-irq-unsafe lock:"))
        .contains("test_clear_page_writeback");
  }

  @Test
  void accusesTheWorkThatLeakedALock() {
    assertThat(accused("     last function: addrconf_dad_work")).contains("addrconf_dad_work");
  }

  @Test
  void passesTheStackOfAFormerUse() {
    assertThat(accused("{SOFTIRQ-ON-W} state was registered at:", "  lock_acquire+0x68/0x74"))
        .isEmpty();
  }

  @Test
  void readsThroughALineThatIsCut() {
    assertThat(accused(" (console_lock){+.+.}, at: [<000000001c8c", " at:", " at: ")).isEmpty();
  }

  private static Optional<String> accused(String... lines) {
    LockReport report = new LockReport();
    for (String line : lines) report.add(line);
    return report.accused().map(Frame::symbol);
  }
}
