package dev.oopsight.siem;

import dev.oopsight.trace.FileSystemError;
import dev.oopsight.trace.IoError;
import dev.oopsight.trace.MachineCheck;
import dev.oopsight.trace.MemoryFailure;
import dev.oopsight.trace.TransmitTimeout;
import dev.oopsight.trace.UnhandledInterrupt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Devices that fail and what stands on them, within {@link PlainText}. */
final class DeviceText {

  private static final int SECTOR_BYTES = 512;

  private final Page page;

  DeviceText(Page page) {
    this.page = page;
  }

  void write(TransmitTimeout timeout) {
    List<String> facts = new ArrayList<>();
    timeout.device().ifPresent(facts::add);
    timeout.driver().ifPresent(d -> facts.add("driver " + d));
    timeout.queue().ifPresent(q -> facts.add("transmit queue " + q));
    timeout.timedOutMs().ifPresent(ms -> facts.add("nothing sent for " + ms + " ms"));
    if (!facts.isEmpty()) page.fact("device", String.join(", ", facts));
  }

  void write(UnhandledInterrupt interrupt) {
    interrupt
        .irq()
        .ifPresent(
            irq ->
                page.fact(
                    "interrupt",
                    irq
                        + (interrupt.disabled()
                            ? ": the kernel turned the line off, for all who share it"
                            : "")));
    String label = "handlers";
    for (String handler : interrupt.handlers()) {
      page.fact(label, handler);
      label = "";
    }
  }

  void write(IoError error) {
    List<String> facts = new ArrayList<>();
    error.device().ifPresent(facts::add);
    error.sector().ifPresent(s -> facts.add("sector " + s + at(s)));
    error.block().ifPresent(b -> facts.add("block " + b + " of the file system"));
    if (!facts.isEmpty()) page.fact("device", String.join(", ", facts));
    List<String> request = new ArrayList<>();
    error.operation().ifPresent(request::add);
    error.purpose().ifPresent(request::add);
    error.flags().ifPresent(f -> request.add("flags " + f));
    if (!request.isEmpty()) page.fact("request", String.join(", ", request));
    error.error().ifPresent(e -> page.fact("error", e + meaning(e)));
  }

  private static String at(long sector) {
    long most = Long.MAX_VALUE / SECTOR_BYTES;
    return sector > most
        ? ""
        : " (" + Words.size(sector * SECTOR_BYTES / 1024) + " from its start)";
  }

  /** The errors of {@code blk_errors} in block/blk-core.c, by what sets them. */
  private static String meaning(String error) {
    return switch (error) {
      case "critical medium" -> ": the device says that its medium is unreadable there";
      case "critical target" -> ": the device refused the request";
      case "critical space allocation" -> ": the device has no space left (ENOSPC)";
      case "timeout" -> ": the device did not answer in time";
      case "recoverable transport" -> ": the way to the device failed";
      case "protection" -> ": checksums of the data do not match (EILSEQ)";
      default -> "";
    };
  }

  void write(FileSystemError error) {
    List<String> facts = new ArrayList<>();
    error.device().ifPresent(facts::add);
    error.fileSystem().ifPresent(facts::add);
    error.inode().ifPresent(i -> facts.add("inode " + i));
    error.block().ifPresent(b -> facts.add("block " + b));
    if (!facts.isEmpty()) page.fact("device", String.join(", ", facts));
    String place = error.line().isPresent() ? ":" + error.line().getAsInt() : "";
    error
        .function()
        .ifPresent(f -> page.fact("found in", f + (error.file().isEmpty() ? place : "")));
    error.file().ifPresent(f -> page.fact("source", f + place));
    error.comm().ifPresent(c -> page.fact("for", c));
    error.message().ifPresent(m -> page.fact("message", m));
    error.errno().ifPresent(n -> page.fact("errno", String.valueOf(n)));
    if (error.readOnly()) page.fact("now", "read-only");
    if (error.shutdown())
      page.fact("now", "shut down: it refuses everything until it is unmounted");
  }

  void write(MachineCheck check) {
    for (MachineCheck.Bank bank : check.banks()) {
      List<String> facts = new ArrayList<>();
      facts.add("cpu " + bank.cpu() + " bank " + bank.bank() + ": status " + bank.status());
      bank.meaning().stream().map(DeviceText::words).flatMap(Optional::stream).forEach(facts::add);
      page.fact("error", String.join(", ", facts));
      bank.address().ifPresent(a -> page.more("at address " + a));
    }
    check.severity().ifPresent(s -> page.fact("severity", s + ", by the firmware"));
    String label = "about";
    for (String section : check.sections()) {
      page.fact(label, section);
      label = "";
    }
    check.errorType().ifPresent(t -> page.fact("error", t));
    check.physicalAddress().ifPresent(a -> page.fact("address", a + ", physical"));
    check.dimm().ifPresent(d -> page.fact("module", d));
    check.location().ifPresent(l -> page.fact("location", l));
  }

  private static Optional<String> words(MachineCheck.Meaning meaning) {
    return switch (meaning) {
      case UNCORRECTED -> Optional.of("uncorrected");
      case CORRECTED -> Optional.of("corrected");
      case OVERFLOW -> Optional.of("earlier errors of this bank were lost");
      case CONTEXT_CORRUPT -> Optional.of("the processor cannot go on reliably");
      case MEMORY_CONTROLLER -> Optional.of("by the memory controller");
      case CACHE -> Optional.of("in a cache");
      case TLB -> Optional.of("in a TLB");
      case BUS -> Optional.of("on the bus or interconnect");
      case ADDRESS_VALID, MISC_VALID -> Optional.empty();
    };
  }

  void write(MemoryFailure failure) {
    failure.frame().ifPresent(f -> page.fact("page", "number " + f));
    failure.page().ifPresent(p -> page.more("was a " + p));
    failure.outcome().ifPresent(o -> page.fact("outcome", o));
    failure.killed().ifPresent(t -> page.fact("killed", Facts.named(t)));
  }
}
