package dev.oopsight.grammar;

import dev.oopsight.trace.FaultAccess;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * What the bits mean by which a CPU tells of a page fault.
 *
 * <p>Source: Linux arch/x86/include/asm/trap_pf.h, {@code enum x86_pf_error_code}; Arm Architecture
 * Reference Manual, ESR_ELx, ISS encoding of data and instruction aborts; Linux
 * arch/arm/mm/fault.h, {@code FSR_*}, fsr-2level.c and fsr-3level.c;
 * arch/powerpc/include/asm/reg.h, {@code DSISR_*}; arch/mips/include/asm/mipsregs.h, {@code
 * EXCCODE_*}; arch/s390/mm/fault.c, {@code union teid}; The RISC-V Instruction Set Manual II, table
 * of exception codes.
 */
final class FaultCode {

  /** Whose code it is. */
  enum Machine {
    X86,
    ARM64,
    ARM,
    POWER,
    RISCV,
    MIPS,
    /** The number of a program interruption. */
    S390;

    /**
     * By its bits: the syndrome of arm64 has the class of the exception in bits 26 to 31; that of
     * arm has nothing above bit 15 but Linux's own mark of an instruction fetch, bit 31.
     */
    static Machine arm(long code) {
      return (code & 0x7fff_0000) == 0 && code >>> 32 == 0 ? ARM : ARM64;
    }
  }

  private static final long WRITE_OR_NOT_ARM64 = 1 << 6;
  private static final long CACHE_MAINTENANCE_ARM64 = 1 << 8;
  private static final int NO_LEVEL_ARM64 = 0x2b;
  private static final long WRITE_ARM = 1 << 11;
  private static final long FETCH_ARM = 1L << 31;
  private static final long LONG_TABLES_ARM = 1 << 9;
  private static final long NOT_FOUND_POWER = 0x4000_0000;
  private static final long PROTECTION_POWER = 0x0800_0000;
  private static final long STORE_POWER = 0x0200_0000;

  private FaultCode() {}

  static List<FaultAccess> access(Machine machine, Word code) {
    return switch (machine) {
      case X86 -> x86(code);
      case ARM64 -> arm64(code);
      case ARM -> arm(code);
      case POWER -> power(code);
      case RISCV -> riscv(code);
      case MIPS -> mips(code);
      case S390 -> s390(code);
    };
  }

  private static List<FaultAccess> x86(Word code) {
    List<FaultAccess> access = new ArrayList<>();
    access.add(
        code.has(0x10)
            ? FaultAccess.EXECUTE
            : code.has(0x2) ? FaultAccess.WRITE : FaultAccess.READ);
    access.add(code.has(0x1) ? FaultAccess.PROTECTION : FaultAccess.NOT_PRESENT);
    if (code.has(0x4)) access.add(FaultAccess.USER);
    if (code.has(0x8)) access.add(FaultAccess.RESERVED_BIT);
    if (code.has(0x20)) access.add(FaultAccess.PROTECTION_KEY);
    if (code.has(0x40)) access.add(FaultAccess.SHADOW_STACK);
    if (code.has(0x8000)) access.add(FaultAccess.SGX);
    return access;
  }

  private static List<FaultAccess> arm64(Word code) {
    int exception = (int) (code.bits() >>> 26) & 0x3f;
    boolean instruction = exception == 0x20 || exception == 0x21;
    boolean data = exception == 0x24 || exception == 0x25;
    if (!instruction && !data) return List.of();
    List<FaultAccess> access = new ArrayList<>();
    access.add(
        instruction
            ? FaultAccess.EXECUTE
            : isWriteArm64(code) ? FaultAccess.WRITE : FaultAccess.READ);
    int status = (int) code.bits() & 0x3f;
    if ((status & 0x3c) == 0x4 || status == NO_LEVEL_ARM64) access.add(FaultAccess.NOT_PRESENT);
    if ((status & 0x3c) == 0xc) access.add(FaultAccess.PROTECTION);
    if (exception == 0x20 || exception == 0x24) access.add(FaultAccess.USER);
    return access;
  }

  /** Maintenance of caches counts as a write for the CPU, and as none for Linux. */
  private static boolean isWriteArm64(Word code) {
    return code.has(WRITE_OR_NOT_ARM64) && !code.has(CACHE_MAINTENANCE_ARM64);
  }

  private static List<FaultAccess> arm(Word code) {
    List<FaultAccess> access = new ArrayList<>();
    access.add(
        code.has(FETCH_ARM)
            ? FaultAccess.EXECUTE
            : code.has(WRITE_ARM) ? FaultAccess.WRITE : FaultAccess.READ);
    int status = (int) code.bits() & 0xf;
    boolean isLong = code.has(LONG_TABLES_ARM);
    boolean isTranslation = isLong ? (status & 0xc) == 0x4 : status == 0x5 || status == 0x7;
    boolean isPermission = isLong ? (status & 0xc) == 0xc : status == 0xd || status == 0xf;
    // Two more bits of the status tell external aborts apart, which are neither.
    boolean isPlain = !code.has(1 << 10) && (!isLong || (code.bits() & 0x30) == 0);
    if (isTranslation && isPlain) access.add(FaultAccess.NOT_PRESENT);
    if (isPermission && isPlain) access.add(FaultAccess.PROTECTION);
    return access;
  }

  private static List<FaultAccess> power(Word code) {
    List<FaultAccess> access = new ArrayList<>();
    access.add(code.has(STORE_POWER) ? FaultAccess.WRITE : FaultAccess.READ);
    if (code.has(NOT_FOUND_POWER)) access.add(FaultAccess.NOT_PRESENT);
    if (code.has(PROTECTION_POWER)) access.add(FaultAccess.PROTECTION);
    return access;
  }

  private static List<FaultAccess> riscv(Word cause) {
    return switch ((int) cause.bits()) {
      case 1, 12 -> List.of(FaultAccess.EXECUTE);
      case 5, 13 -> List.of(FaultAccess.READ);
      case 7, 15 -> List.of(FaultAccess.WRITE);
      default -> List.of();
    };
  }

  /** Bits 2 to 6 of the Cause register: what the TLB or the address check objected to. */
  private static List<FaultAccess> mips(Word cause) {
    return switch ((int) (cause.bits() >>> 2) & 0x1f) {
      case 1 -> List.of(FaultAccess.WRITE, FaultAccess.PROTECTION);
      case 2 -> List.of(FaultAccess.READ, FaultAccess.NOT_PRESENT);
      case 3 -> List.of(FaultAccess.WRITE, FaultAccess.NOT_PRESENT);
      case 4 -> List.of(FaultAccess.READ);
      case 5 -> List.of(FaultAccess.WRITE);
      default -> List.of();
    };
  }

  private static List<FaultAccess> s390(Word interruption) {
    return switch ((int) interruption.bits()) {
      case 0x4 -> List.of(FaultAccess.PROTECTION);
      case 0x10, 0x11, 0x38, 0x39, 0x3a, 0x3b -> List.of(FaultAccess.NOT_PRESENT);
      default -> List.of();
    };
  }

  /** Whether s390 tells of a store or a fetch, in the translation-exception identification. */
  static List<FaultAccess> s390(Word interruption, Word translation) {
    List<FaultAccess> access = new ArrayList<>();
    int indication = (int) translation.bits() & 0xc00;
    if (indication == 0x400) access.add(FaultAccess.WRITE);
    if (indication == 0x800) access.add(FaultAccess.READ);
    access.addAll(s390(interruption));
    return access;
  }
}
