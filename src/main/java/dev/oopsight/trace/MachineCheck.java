package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An error that the hardware reported.
 *
 * <p>Source: Linux arch/x86/kernel/cpu/mce/core.c, {@code __print_mce};
 * drivers/firmware/efi/cper.c, {@code cper_estatus_print}.
 *
 * @param banks of the processor that logged an error, in printed order
 * @param severity by the firmware, {@code fatal}, {@code recoverable}, {@code corrected}, {@code
 *     info}, where printed
 * @param sections what the firmware's record tells of, {@code memory error} …, in printed order
 * @param errorType {@code 3, multi-bit ECC} …, as printed, where printed
 * @param physicalAddress of the memory, where printed
 * @param location of the memory within its controller, {@code node: 0 card: 1 …}, as printed, where
 *     printed
 * @param dimm the memory module, {@code CPU 1 DIMM_A1}, as the firmware calls it, where printed
 */
public record MachineCheck(
    List<Bank> banks,
    Optional<String> severity,
    List<String> sections,
    Optional<String> errorType,
    Optional<Word> physicalAddress,
    Optional<String> location,
    Optional<String> dimm)
    implements Detail {

  /**
   * What one bank of an x86 processor logged.
   *
   * @param cpu its processor, from 0
   * @param bank its number
   * @param status the register, {@code MCi_STATUS}
   * @param address where, where printed
   * @param misc more of it, where printed
   * @param meaning what the status says; see {@link Meaning}
   */
  public record Bank(
      int cpu,
      int bank,
      Word status,
      Optional<Word> address,
      Optional<Word> misc,
      List<Meaning> meaning) {
    public Bank {
      requireNonNull(status);
      requireNonNull(address);
      requireNonNull(misc);
      meaning = List.copyOf(meaning);
    }
  }

  /**
   * What {@code MCi_STATUS} says, by bits that all x86 processors share.
   *
   * <p>Source: Linux arch/x86/include/asm/mce.h; Intel 64 and IA-32 Architectures Software
   * Developer's Manual, volume 3B, "Machine-Check Architecture", compound error codes.
   */
  public enum Meaning {
    UNCORRECTED(1L << 61),
    CORRECTED(0),
    /** Earlier errors of the bank were lost. */
    OVERFLOW(1L << 62),
    /** The processor cannot go on reliably. */
    CONTEXT_CORRUPT(1L << 57),
    ADDRESS_VALID(1L << 58),
    MISC_VALID(1L << 59),
    MEMORY_CONTROLLER(0),
    CACHE(0),
    TLB(0),
    BUS(0);

    private final long bit;

    Meaning(long bit) {
      this.bit = bit;
    }

    /** All that hold of a status; none of one that is not valid. */
    public static List<Meaning> of(Word status) {
      List<Meaning> found = new ArrayList<>();
      if (!status.has(1L << 63)) return found;
      for (Meaning meaning : values()) {
        if (meaning.bit != 0 && status.has(meaning.bit)) found.add(meaning);
      }
      if (!found.contains(UNCORRECTED)) found.add(0, CORRECTED);
      // Bit 12 only says that corrected errors are filtered.
      int code = (int) status.bits() & 0xEFFF;
      if ((code & 0xEF80) == 0x0080) found.add(MEMORY_CONTROLLER);
      else if ((code & 0xEF00) == 0x0100) found.add(CACHE);
      else if ((code & 0xEFF0) == 0x0010) found.add(TLB);
      else if ((code & 0xE800) == 0x0800) found.add(BUS);
      return found;
    }
  }

  public MachineCheck {
    banks = List.copyOf(banks);
    requireNonNull(severity);
    sections = List.copyOf(sections);
    requireNonNull(errorType);
    requireNonNull(physicalAddress);
    requireNonNull(location);
    requireNonNull(dimm);
  }
}
