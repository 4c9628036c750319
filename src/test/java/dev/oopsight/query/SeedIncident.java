package dev.oopsight.query;

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
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RawText;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.Source;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Incidents like the one that it all began with, for tests. */
public final class SeedIncident {

  public static final Instant BEGAN = Instant.parse("2009-06-25T03:12:01Z");

  private SeedIncident() {}

  /** The seed's. */
  public static KernelIncident onWeb1() {
    return with(new HostId("web1"), new UUID(0, 1), BEGAN, Kind.PAGE_ALLOCATION_FAILURE);
  }

  /** Another of the same contents. */
  public static KernelIncident with(HostId host, UUID id, Instant began, Kind kind) {
    return with(host, id, began, kind, "fedcba9876543210");
  }

  /** One of another bug. */
  static KernelIncident with(HostId host, UUID id, Instant began, int bug) {
    return with(host, id, began, Kind.PAGE_ALLOCATION_FAILURE, "%016d".formatted(bug));
  }

  /** The seed's bug where no rule knows anything of it. */
  static KernelIncident unexplained(HostId host, UUID id, Instant began) {
    KernelIncident seed = with(host, id, began, Kind.PAGE_ALLOCATION_FAILURE);
    return new KernelIncident(
        seed.id(),
        seed.revision(),
        seed.change(),
        host,
        seed.boot(),
        seed.firstAt(),
        seed.lastAt(),
        seed.firstKernelTime(),
        seed.printed(),
        seed.suppressed(),
        seed.trace(),
        seed.text(),
        seed.source(),
        seed.fingerprints(),
        seed.configBasis(),
        seed.config(),
        seed.changedBefore(),
        new Diagnosis(List.of(), Set.of(), seed.diagnosis().ruleSet()),
        seed.cuts());
  }

  private static KernelIncident with(
      HostId host, UUID id, Instant began, Kind kind, String digest) {
    EventTime at = new EventTime(began, EventTime.Quality.SHIPPER);
    String header = "swapper: page allocation failure. order:1, mode:0x4020";
    return new KernelIncident(
        new IncidentId(id),
        2,
        KernelIncident.Change.COUNTED,
        host,
        BootKey.startedAt(Instant.parse("2009-05-06T19:07:14Z")),
        at,
        at,
        Optional.of(new KernelTime(4_262_686_822_339L)),
        3,
        59,
        trace(kind, header),
        new RawText(header, header.length()),
        new Source("syslog", Optional.of(new Source.Position("kernel.log", 1, 42))),
        new Fingerprints(
            new Fingerprint(Fingerprint.Level.MECHANISM, 1, "0123456789abcdef"),
            new Fingerprint(Fingerprint.Level.SITE, 1, digest)),
        KernelIncident.ConfigBasis.AS_OF,
        List.of(
            new Setting(
                "sysctl:vm.min_free_kbytes", "11495", began.minusSeconds(60), began, false)),
        List.of(
            new SettingChange(
                "sysctl:vm.min_free_kbytes",
                Optional.of("<b>16384"),
                Optional.of("11495"),
                began.minusSeconds(7_200),
                began.minusSeconds(60))),
        new Diagnosis(List.of(finding()), Set.of("sysctl:vm.min_free_kbytes"), "00000000deadbeef"),
        List.of());
  }

  /** A link that went down. */
  static KernelTrace linkDown() {
    return trace(Kind.LINK_DOWN, "tg3 0000:02:00.0 eth0: Link is Down");
  }

  private static KernelTrace trace(Kind kind, String header) {
    Frame guilty =
        new Frame(
            "tg3_alloc_rx_skb",
            OptionalLong.of(0xc4),
            OptionalLong.of(0x150),
            Optional.of("tg3"),
            true,
            Frame.Stack.IRQ,
            OptionalLong.of(0xffffffff8044b1b7L));
    GfpMask gfp =
        new GfpMask(
            0x4020,
            List.of("__GFP_HIGH", "__GFP_COMP"),
            Optional.of("GFP_ATOMIC"),
            "2.6.24",
            GfpMask.Basis.RELEASE);
    return new KernelTrace(
        kind,
        "page allocation failure in tg3_alloc_rx_skb",
        header,
        Optional.of(new Task("swapper", OptionalInt.of(0))),
        OptionalInt.empty(),
        KernelRelease.of("2.6.24-gentoo-r8"),
        Optional.of(Taint.NONE),
        Optional.empty(),
        List.of(new CallTrace(CallTrace.Role.MAIN, List.of(guilty))),
        Optional.empty(),
        Optional.of(guilty),
        List.of(),
        List.of(),
        Optional.empty(),
        new Detail.AllocationFailure(
            1,
            Optional.of(gfp),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Set.of(Defect.GLUED_TEXT));
  }

  private static Finding finding() {
    return new Finding(
        "slub-order1-no-fallback",
        "mem.alloc.atomic.highorder",
        "SLUB before 2.6.26 does not fall back to single pages",
        Severity.MEDIUM,
        8,
        "An order-1 slab was asked for.",
        List.of(new Evidence(Weight.STRONG, "the kernel is 2.6.24")),
        List.of(new Evidence(Weight.WEAK, "the mask is <odd>")),
        List.of(new MissingEvidence("the free lists", "cat /proc/buddyinfo")),
        List.of(new Remedy("upgrade the kernel", "a reboot", Optional.of("boot the old one"))),
        List.of("Linux mm/slub.c"));
  }
}
