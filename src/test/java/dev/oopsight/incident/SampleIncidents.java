package dev.oopsight.incident;

import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.diagnosis.Evidence;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.MissingEvidence;
import dev.oopsight.diagnosis.Remedy;
import dev.oopsight.diagnosis.Severity;
import dev.oopsight.diagnosis.Weight;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.fingerprint.Fingerprints;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.Source;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.KernelTrace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Incidents as the core would make them, for the tests of everything that shows or carries them.
 */
public final class SampleIncidents {

  private static final String SEED_FRAMES =
      """
      irq __alloc_pages+0x2e2/0x2fb
      irq __netdev_alloc_skb+0x29/0x43
      irq smp_apic_timer_interrupt+0x40/0x54
      irq new_slab+0x63/0x22a
      irq __slab_alloc+0x1b2/0x3ac
      irq __netdev_alloc_skb+0x29/0x43
      irq __netdev_alloc_skb+0x29/0x43
      irq __kmalloc_node_track_caller+0x8c/0xc8
      irq __alloc_skb+0x69/0x132
      irq __netdev_alloc_skb+0x29/0x43
      irq tg3_alloc_rx_skb+0xc4/0x150
      irq tg3_poll+0x393/0x91c
      irq get_partial_node+0x15/0x7e
      irq net_rx_action+0x6a/0x18a
      irq __do_softirq+0x55/0xc4
      irq call_softirq+0x1c/0x28
      irq do_softirq+0x2c/0x7d
      irq irq_exit+0x3f/0x84
      irq do_IRQ+0xb6/0xd5
      irq mwait_idle+0x0/0x45
      irq ret_from_intr+0x0/0xa
      eoi mwait_idle+0x42/0x45
      eoi cpu_idle+0x6f/0x96
      """;

  private static final String OOPS_FRAMES =
      """
      task ext4_writepages+0x1f3/0xe50 [ext4]
      task ? __schedule+0x2a/0x8b0
      task do_writepages+0xd4/0x1e0
      task __writeback_single_inode+0x41/0x350
      task kthread+0x11c/0x140
      """;

  private SampleIncidents() {}

  /** A page allocation failure in a receive interrupt, with three rival explanations. */
  public static KernelIncident seed() {
    Instant first = Instant.parse("2009-06-25T14:03:08.822339Z");
    Instant last = Instant.parse("2009-06-25T14:09:51.003120Z");
    List<CallTrace> callTraces = List.of(SampleTraces.stack(CallTrace.Role.MAIN, SEED_FRAMES));
    KernelTrace trace = SampleTraces.allocationFailure(callTraces, "tg3_alloc_rx_skb");
    return new KernelIncident(
        new IncidentId(UUID.fromString("5d3c8a52-7f0e-5b1e-9d0c-3f3f5a0e6b11")),
        2,
        KernelIncident.Change.COUNTED,
        new HostId("web1"),
        new BootKey("at-1241675901"),
        new EventTime(first, EventTime.Quality.SHIPPER),
        new EventTime(last, EventTime.Quality.SHIPPER),
        Optional.of(new KernelTime(4_262_686_822_339L)),
        10,
        59,
        trace,
        text(SampleTraces.printed(trace)),
        new Source("syslog", Optional.of(new Source.Position("kernel.log", 3, 4711))),
        prints("8f14e45fceea167a", "c9f0f895fb98ab91"),
        KernelIncident.ConfigBasis.AS_OF,
        List.of(
            new Setting(
                "nic:eth0:feature.tcp-segmentation-offload",
                "on",
                Instant.parse("2009-05-07T06:00:00Z"),
                Instant.parse("2009-06-25T06:00:00Z"),
                false),
            new Setting(
                "sysctl:vm.min_free_kbytes",
                "11495",
                Instant.parse("2009-05-07T06:00:00Z"),
                Instant.parse("2009-06-23T06:00:00Z"),
                true)),
        List.of(
            new SettingChange(
                "sysctl:vm.min_free_kbytes",
                Optional.of("16384"),
                Optional.of("11495"),
                Instant.parse("2009-06-22T06:00:00Z"),
                Instant.parse("2009-06-23T06:00:00Z")),
            new SettingChange(
                "nic:eth0:ring.rx.current",
                Optional.empty(),
                Optional.of("200"),
                Instant.parse("2009-06-20T06:00:00Z"),
                Instant.parse("2009-06-21T06:00:00Z"))),
        new Diagnosis(
            List.of(slub(), reserve(), tso()),
            Set.of("nic:eth0:feature.tcp-segmentation-offload", "sysctl:vm.min_free_kbytes"),
            "45c48cce2e2d7fbd"),
        List.of());
  }

  /** A null dereference in a module, cut short, on a host without config and without a clock. */
  public static KernelIncident nullDereference() {
    EventTime at = new EventTime(Instant.ofEpochSecond(772, 918_915_000), EventTime.Quality.UPTIME);
    CallTrace main = SampleTraces.stack(CallTrace.Role.MAIN, OOPS_FRAMES);
    KernelTrace trace = SampleTraces.nullDereference(main, Set.of(Defect.TRUNCATED));
    return new KernelIncident(
        new IncidentId(UUID.fromString("0b8f6f8e-2f57-5d8c-8a55-2d8a4a6f1c22")),
        1,
        KernelIncident.Change.OPENED,
        new HostId("db7.example.com"),
        BootKey.ofId("88a1f0ed-5ae5-41ee-af6b-41921c311872"),
        at,
        at,
        Optional.of(new KernelTime(772_918_915)),
        1,
        0,
        trace,
        text(SampleTraces.printed(trace)),
        Source.ofFile("dmesg"),
        prints("1679091c5a880faf", "e4da3b7fbbce2345"),
        KernelIncident.ConfigBasis.NONE,
        List.of(),
        List.of(),
        new Diagnosis(List.of(), Set.of(), "45c48cce2e2d7fbd"),
        List.of());
  }

  /** An OOM kill in a control group, with Mem-Info, and config seen only after it. */
  public static KernelIncident oomKill() {
    Instant at = Instant.parse("2026-03-01T02:11:09.5Z");
    KernelTrace trace = SampleTraces.oomKill();
    return new KernelIncident(
        new IncidentId(UUID.fromString("9a1d5c0e-6f0b-5f5e-b8a0-6d6d7f1b3c33")),
        1,
        KernelIncident.Change.OPENED,
        new HostId("node-12"),
        BootKey.ofId("0f3e2d1c0b9a48879685746352413021"),
        new EventTime(at, EventTime.Quality.JOURNAL),
        new EventTime(at, EventTime.Quality.JOURNAL),
        Optional.empty(),
        1,
        0,
        trace,
        text(SampleTraces.printed(trace)),
        new Source("journald", Optional.of(new Source.Position("kernel.log", 0, 12))),
        prints("a87ff679a2f3e71d", "d3d9446802a44259"),
        KernelIncident.ConfigBasis.OBSERVED_AFTER,
        List.of(
            new Setting(
                "sysctl:vm.overcommit_memory",
                "1",
                at.plusSeconds(600),
                at.plusSeconds(600),
                false)),
        List.of(),
        new Diagnosis(List.of(), Set.of("sysctl:vm.overcommit_memory"), "45c48cce2e2d7fbd"),
        List.of());
  }

  private static Finding slub() {
    return new Finding(
        "slub-order1-no-fallback",
        "mem.alloc.atomic.highorder",
        "SLUB asks for order-1 slabs and does not fall back to single pages",
        Severity.MEDIUM,
        24,
        "Receive buffers of this driver come from slabs of 8 KiB. SLUB before 2.6.26 gives up when"
            + " no two neighbouring pages are free, although single pages would do.",
        List.of(
            new Evidence(Weight.STRONG, "the kernel is 2.6.24, before the fallback of 2.6.26"),
            new Evidence(Weight.MEDIUM, "the request came through new_slab, for order 1")),
        List.of(),
        List.of(
            new MissingEvidence(
                "whether the kernel was built with SLUB", "zgrep CONFIG_SLUB= /proc/config.gz")),
        List.of(
            new Remedy(
                "boot a kernel of 2.6.26 or later",
                "a reboot",
                Optional.of("boot the kernel of before"))),
        List.of("Linux commit 65c3376aaca9", "https://docs.kernel.org/mm/slub.html"));
  }

  private static Finding reserve() {
    return new Finding(
        "atomic-reserve-default",
        "mem.alloc.atomic.highorder",
        "The reserve for atomic requests is small for this load",
        Severity.MEDIUM,
        3,
        "An interrupt cannot wait for memory, so it lives off the reserve that vm.min_free_kbytes"
            + " sets aside.",
        List.of(
            new Evidence(
                Weight.MEDIUM,
                "vm.min_free_kbytes was 11495, the kernel's own default for about 8 GiB: nobody"
                    + " raised it")),
        List.of(),
        List.of(
            new MissingEvidence(
                "how much memory was free, and in what pieces", "cat /proc/buddyinfo")),
        List.of(
            new Remedy(
                "sysctl -w vm.min_free_kbytes=65536",
                "64 MiB that nothing else can use",
                Optional.of("sysctl -w vm.min_free_kbytes=11495"))),
        List.of("Linux Documentation/admin-guide/sysctl/vm.rst, min_free_kbytes"));
  }

  private static Finding tso() {
    return new Finding(
        "tso-and-rx-allocation",
        "mem.alloc.atomic.highorder",
        "TCP segmentation offload takes the memory",
        Severity.LOW,
        1.5 / 8,
        "Offload makes large packets on the way out.",
        List.of(new Evidence(Weight.WEAK, "tcp-segmentation-offload was on for eth0")),
        List.of(
            new Evidence(
                Weight.STRONG,
                "the request came from the receive path, which offload never takes")),
        List.of(),
        List.of(
            new Remedy(
                "ethtool -K eth0 tso off",
                "more CPU time per byte sent",
                Optional.of("ethtool -K eth0 tso on"))),
        List.of());
  }

  private static Fingerprints prints(String mechanism, String site) {
    return new Fingerprints(
        new Fingerprint(Fingerprint.Level.MECHANISM, 1, mechanism),
        new Fingerprint(Fingerprint.Level.SITE, 1, site));
  }

  private static RawText text(String printed) {
    return new RawText(printed, printed.getBytes(StandardCharsets.UTF_8).length);
  }
}
