package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.ConfigView;
import dev.oopsight.trace.KernelTrace;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The failure with which this program began: order 1 in tg3's receive path, TSO on, 8 GiB. */
class SeedDiagnosisTest {

  private static final KernelTrace TRACE =
      Traces.allocationFailure(1, "__GFP_HIGH", "__GFP_COMP")
          .kernel("2.6.24-gentoo-r8_64-08.19.08")
          .comm("swapper")
          .frames(
              "__alloc_pages",
              "__netdev_alloc_skb",
              "smp_apic_timer_interrupt",
              "new_slab",
              "__slab_alloc",
              "__netdev_alloc_skb",
              "__netdev_alloc_skb",
              "__kmalloc_node_track_caller",
              "__alloc_skb",
              "__netdev_alloc_skb",
              "tg3_alloc_rx_skb",
              "tg3_poll",
              "get_partial_node",
              "net_rx_action",
              "__do_softirq",
              "call_softirq",
              "do_softirq",
              "irq_exit",
              "do_IRQ",
              "mwait_idle",
              "ret_from_intr",
              "mwait_idle",
              "cpu_idle")
          .build();

  private static final ConfigView CONFIG =
      Traces.config(
          Map.of(
              "nic:eth0:feature.tcp-segmentation-offload", "on",
              "nic:eth0:feature.generic-segmentation-offload", "off",
              "sysctl:vm.min_free_kbytes", "11495"));

  private final Diagnosis diagnosis =
      KnowledgeBase.load(Knowledge.shipped())
          .knowledge()
          .examine(
              TRACE,
              CONFIG,
              broken -> {
                throw new AssertionError(broken.toString());
              });

  @Test
  void ranksTheSlabAllocatorBeforeTheReserveBeforeTransmitOffload() {
    assertThat(diagnosis.findings())
        .extracting(Finding::rule)
        .containsExactly(
            "slub-order1-no-fallback",
            "min-free-kbytes-untouched",
            "atomic-fragmentation",
            "transmit-offload");
  }

  @Test
  void saysThatAnUpgradeIsTheRemedy() {
    assertThat(finding("slub-order1-no-fallback").remedies().get(0).run())
        .isEqualTo("upgrade the kernel to 2.6.26 or later (it was 2.6.24-gentoo-r8_64-08.19.08)");
    assertThat(text("slub-order1-no-fallback"))
        .contains("ordinary MTU of 1500")
        .contains("8 KiB, two pages in one piece")
        .contains("order 1 rules jumbo frames out");
  }

  @Test
  void tellsThatTheReserveWasNeverTunedAndWhatItBuys() {
    assertThat(text("min-free-kbytes-untouched"))
        .contains("nobody tuned it")
        .contains("about 8 GiB")
        .contains("11495² / 16 = 8258439 kB, 7.9 GiB")
        .contains("4312 kB (3/8)")
        .contains("2156 kB of it in blocks of 8 kB or more");
    Remedy raise = finding("min-free-kbytes-untouched").remedies().get(0);
    assertThat(raise.run()).isEqualTo("sysctl -w vm.min_free_kbytes=65536");
    assertThat(raise.undo()).contains("sysctl -w vm.min_free_kbytes=11495");
  }

  @Test
  void contradictsTheTheoryThatTransmitOffloadDidIt() {
    Finding theory = finding("transmit-offload");
    assertThat(theory.score()).isLessThan(1);
    assertThat(theory.evidenceAgainst())
        .extracting(Evidence::says)
        .singleElement()
        .asString()
        .contains("the stack is the receive path")
        .contains("TSO is a transmit feature");
    assertThat(theory.remedies().get(0).run()).isEqualTo("ethtool -K eth0 tso off");
  }

  @Test
  void namesWhatIsMissingAndTheCommandsForIt() {
    assertThat(diagnosis.findings())
        .flatExtracting(Finding::missing)
        .extracting(MissingEvidence::command)
        .contains(
            "cat /proc/buddyinfo /proc/zoneinfo",
            "ip link show",
            "ethtool -g eth0",
            "ip -s -s link show eth0; ethtool -S eth0");
  }

  @Test
  void saysThatTwoSettingsChangedTogetherCannotBeToldApart() {
    assertThat(finding("transmit-offload").missing())
        .extracting(MissingEvidence::what)
        .anyMatch(what -> what.contains("nobody can tell any more which of the two helped"));
  }

  @Test
  void consultedOnlyWhatIsKnown() {
    assertThat(diagnosis.consulted())
        .containsExactly("nic:eth0:feature.tcp-segmentation-offload", "sysctl:vm.min_free_kbytes");
  }

  @Test
  void leavesNoHoleInWhatItExplains() {
    assertThat(diagnosis.findings())
        .flatExtracting(f -> Stream.concat(Stream.of(f.title(), f.explanation()), says(f)).toList())
        .noneMatch(text -> text.toString().contains("<"));
  }

  private Finding finding(String rule) {
    List<Finding> found = diagnosis.findings().stream().filter(f -> f.rule().equals(rule)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private String text(String rule) {
    Finding finding = finding(rule);
    return finding.explanation() + "\n" + says(finding).collect(Collectors.joining("\n"));
  }

  private static Stream<String> says(Finding finding) {
    return Stream.of(finding.evidenceFor(), finding.evidenceAgainst())
        .flatMap(List::stream)
        .map(Evidence::says);
  }
}
