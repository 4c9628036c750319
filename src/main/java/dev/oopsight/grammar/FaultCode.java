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
 * arch/arm/mm/fault.h, {@code FSR_WRITE}; arch/powerpc/include/asm/reg.h, {@code DSISR_*}; The
 * RISC-V Instruction Set Manual II, table of exception codes.
 */
final class FaultCode {

  /** Whose code it is. */
  enum Machine {
    X86,
    ARM64,
    ARM,
    POWER,
    RISCV,
    /** The number of a program interruption: the header says as much. */
    S390;

    /** By its size: the syndrome of arm64 has the class of the exception in bits 26 to 31. */
    static Machine arm(long code) {
      return code > 0xffff ? ARM64 : ARM;
    }
  }

  private static final long WRITE_OR_NOT_ARM64 = 1 << 6;
  private static final long WRITE_ARM = 1 << 11;
  private static final long NOT_FOUND_POWER = 0x4000_0000;
  private static final long PROTECTION_POWER = 0x0800_0000;
  private static final long STORE_POWER = 0x0200_0000;

  private FaultCode() {}

  static List<FaultAccess> access(Machine machine, Word code) {
    return switch (machine) {
      case X86 -> x86(code);
      case ARM64 -> arm64(code);
      case ARM -> List.of(code.has(WRITE_ARM) ? FaultAccess.WRITE : FaultAccess.READ);
      case POWER -> power(code);
      case RISCV -> riscv(code);
      case S390 -> List.of();
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
            : code.has(WRITE_OR_NOT_ARM64) ? FaultAccess.WRITE : FaultAccess.READ);
    int status = (int) code.bits() & 0x3c;
    if (status == 0x4) access.add(FaultAccess.NOT_PRESENT);
    if (status == 0xc) access.add(FaultAccess.PROTECTION);
    if (exception == 0x20 || exception == 0x24) access.add(FaultAccess.USER);
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
      case 12 -> List.of(FaultAccess.EXECUTE);
      case 13 -> List.of(FaultAccess.READ);
      case 15 -> List.of(FaultAccess.WRITE);
      default -> List.of();
    };
  }
}
