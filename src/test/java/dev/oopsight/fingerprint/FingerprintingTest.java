package dev.oopsight.fingerprint;

import static dev.oopsight.trace.Traces.failureOfOrder;
import static dev.oopsight.trace.Traces.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.Traces;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintingTest {

  private static final KernelTrace TG3 =
      failure(1, "tg3_alloc_rx_skb", "new_slab", "__netdev_alloc_skb", "net_rx_action");

  @Test
  void tellsTwoDriversWithOneMechanism() {
    KernelTrace r8169 =
        failure(1, "rtl8169_rx_fill", "new_slab", "__netdev_alloc_skb", "net_rx_action");

    assertThat(Fingerprinting.of(r8169).mechanism()).isEqualTo(Fingerprinting.of(TG3).mechanism());
    assertThat(Fingerprinting.of(r8169).site()).isNotEqualTo(Fingerprinting.of(TG3).site());
  }

  @Test
  void leftoversOnTheStackDoNotChangeTheMechanism() {
    KernelTrace withLeftovers =
        failure(
            1,
            "tg3_alloc_rx_skb",
            "__netdev_alloc_skb",
            "new_slab",
            "__netdev_alloc_skb",
            "some_stale_function",
            "net_rx_action");

    assertThat(Fingerprinting.of(withLeftovers)).isEqualTo(Fingerprinting.of(TG3));
  }

  @Test
  void theSameDriverSendingIsAnotherMechanism() {
    KernelTrace sending = failure(1, "tg3_start_xmit", "new_slab", "dev_hard_start_xmit");

    assertThat(Fingerprinting.of(sending).mechanism())
        .isNotEqualTo(Fingerprinting.of(TG3).mechanism());
  }

  @Test
  void anotherOrderIsAnotherBug() {
    KernelTrace jumbo =
        failure(2, "tg3_alloc_rx_skb", "new_slab", "__netdev_alloc_skb", "net_rx_action");

    assertThat(Fingerprinting.of(jumbo).site()).isNotEqualTo(Fingerprinting.of(TG3).site());
  }

  @Test
  void compilerSuffixesDoNotMatter() {
    KernelTrace plain = Traces.of(Kind.OOPS_NULL_DEREF, "ext4_writepages", "do_writepages");
    KernelTrace suffixed =
        Traces.of(Kind.OOPS_NULL_DEREF, "ext4_writepages.isra.0", "do_writepages.constprop.3");

    assertThat(Fingerprinting.of(suffixed)).isEqualTo(Fingerprinting.of(plain));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SyS_recvmmsg",
        "SYSC_recvmmsg",
        "__x64_sys_recvmmsg",
        "__arm64_sys_recvmmsg",
        "__se_sys_recvmmsg",
        "__do_sys_recvmmsg"
      })
  void aSystemCallIsTheSameBehindAnyWrapper(String wrapped) {
    KernelTrace plain = Traces.of(Kind.RCU_STALL, "sys_recvmmsg");

    assertThat(Fingerprinting.of(Traces.of(Kind.RCU_STALL, wrapped)))
        .isEqualTo(Fingerprinting.of(plain));
    assertThat(Fingerprinting.of(Traces.of(Kind.RCU_STALL, "sys_sendmmsg")).site())
        .isNotEqualTo(Fingerprinting.of(plain).site());
  }

  @Test
  void unreliableFramesCountOnlyWhereNothingElseIsLeft() {
    List<Frame> sure = List.of(frame("ext4_writepages", true), frame("do_writepages", true));
    List<Frame> withGuess =
        List.of(
            frame("ext4_writepages", true),
            frame("net_rx_action", false),
            frame("do_writepages", true));

    assertThat(print(withGuess)).isEqualTo(print(sure));
    assertThat(print(List.of(frame("do_writepages", false))).mechanism())
        .isNotEqualTo(print(List.of(frame("net_rx_action", false))).mechanism());
  }

  @Test
  void withoutAGuiltyFunctionTheTitleSpeaksWithoutItsNumbers() {
    KernelTrace one = titled("transmit queue 3 timed out 5720 ms");
    KernelTrace other = titled("transmit queue 0 timed out 9000 ms");
    KernelTrace third = titled("device held");

    assertThat(Fingerprinting.of(one)).isEqualTo(Fingerprinting.of(other));
    assertThat(Fingerprinting.of(one).site()).isNotEqualTo(Fingerprinting.of(third).site());
  }

  @Test
  void writesAndReadsItsPrints() {
    Fingerprint site = Fingerprinting.of(TG3).site();

    assertThat(site.toString()).matches("site-" + Fingerprinting.VERSION + "-[0-9a-f]{16}");
    assertThat(Fingerprint.of(site.toString())).isEqualTo(site);
  }

  private static Fingerprints print(List<Frame> frames) {
    return Fingerprinting.of(
        Traces.with(
            Kind.HUNG_TASK,
            new Detail.None(),
            frames,
            Optional.of(frame("ext4_writepages", true))));
  }

  private static KernelTrace failure(int order, String guilty, String... others) {
    List<Frame> frames = new java.util.ArrayList<>();
    for (String function : others) frames.add(frame(function, true));
    frames.add(frame(guilty, true));
    return Traces.with(
        Kind.PAGE_ALLOCATION_FAILURE,
        failureOfOrder(order),
        frames,
        Optional.of(frame(guilty, true)));
  }

  @Test
  void aBrokenListIsAnotherBugWhereAnotherCallerFindsIt() {
    assertThat(Fingerprinting.of(brokenList("tipc_unsubscribe")).site())
        .isEqualTo(Fingerprinting.of(brokenList("tipc_unsubscribe")).site())
        .isNotEqualTo(Fingerprinting.of(brokenList("p9_read_work")).site());
  }

  private static KernelTrace brokenList(String caller) {
    Detail.Assertion check =
        new Detail.Assertion(
            Optional.of("lib/list_debug.c"),
            OptionalInt.of(53),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty());
    return Traces.of(Kind.KERNEL_BUG, check, "__list_del_entry_valid", caller);
  }

  private static KernelTrace titled(String title) {
    KernelTrace t = Traces.of(Kind.NETDEV_WATCHDOG);
    return new KernelTrace(
        t.kind(),
        title,
        t.header(),
        t.task(),
        t.cpu(),
        t.kernel(),
        t.taint(),
        t.hardware(),
        List.of(),
        t.instruction(),
        t.guilty(),
        t.registers(),
        t.modules(),
        t.code(),
        t.detail(),
        t.defects());
  }
}
