package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.FaultAccess;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what a fault's lines say of it.
 *
 * <pre>{@code
 * #PF: error_code(0x0002) - not-present page                x86 since 5.1
 * PGD 108ca067 P4D 108ca067 PUD 108e7067 PMD 0              x86
 * *pde = 00000000                                           x86, 32 bits
 * Oops: 0002 [#1] PREEMPT SMP NOPTI
 * Oops: Oops: 0000 [#2] PREEMPT SMP                         x86 since 6.10
 * CR2: 0000000000000020                                     x86, below the registers
 *   ESR = 0x96000006                                        arm64 since 4.16
 *   Exception class = DABT (current EL), IL = 32 bits       arm64 to 5.2
 *   EC = 0x25: DABT (current EL), IL = 32 bits
 *   FSC = 0x06: level 2 translation fault
 * user pgtable: 4k pages, 48-bit VAs, pgdp=0000000042f25000
 * [0000000000000020] pgd=0000000042f24003, p4d=0000000042f24003
 * Internal error: Oops: 0000000096000006 [#1] SMP
 * Internal error: Oops: 805 [#1] SMP ARM                    arm
 * Unhandled fault: external abort on non-linefetch (0x1028) at 0xf4a00000      arm
 * Unhandled prefetch abort: breakpoint debug exception (0x002) at 0x00000000   arm
 * Internal error: : 1028 [#1] SMP ARM                       arm, after these
 * Failing address: 0000000000000000 TEID: 0000000000000483  s390
 * AS:00000000014bc00b R3:000000018f7e0007 S:0000000000000020 P:0000000000000400   s390
 * CFAR: c0000000 DAR: 0000000000000010 DSISR: 40000000      ppc
 * Faulting instruction address: 0xc0000000000b2d3c          ppc, also of an instruction fetch
 * Cause : 00800008 (ExcCode 02)                             mips
 * BadVA : 00000004
 * sstatus: 0000000200000120 sbadaddr: 0000000000000008 scause: 000000000000000d   riscv to 5.6
 * status: 0000000200000120 badaddr: 0000000000000008 cause: 000000000000000d      riscv
 * }</pre>
 *
 * <p>Units: all numbers are hexadecimal. Errors: none are thrown; what is cut is left out. Source:
 * Linux arch/x86/mm/fault.c, {@code show_fault_oops}; arch/arm64/mm/fault.c, {@code
 * mem_abort_decode}; arch/arm/mm/fault.c, {@code show_pte}, {@code do_DataAbort};
 * arch/powerpc/mm/fault.c, {@code __bad_page_fault}; arch/s390/mm/fault.c, {@code dump_fault_info};
 * {@code show_regs} of arch/powerpc, mips and riscv.
 */
final class FaultReader implements DetailReader {

  private static final int MOST_SYNDROME = 8;
  private static final int MOST_TABLES = 3;
  private static final int HEX = 16;

  private static final String INTERNAL_ERROR = "Internal error: ";
  private static final String FAULTING = "Faulting instruction address: ";
  private static final Pattern UNHANDLED =
      Pattern.compile(
          "Unhandled (?:fault|prefetch abort): .{1,80} \\((?<code>0x\\p{XDigit}{1,8})\\) at (?<addr>0x\\p{XDigit}{1,16})");

  private final Kind kind;
  private final List<String> syndrome = new ArrayList<>();
  private final List<String> tables = new ArrayList<>();
  private Optional<Word> address = Optional.empty();
  private Optional<Word> errorCode = Optional.empty();
  private Optional<Word> translation = Optional.empty();
  private Optional<Word> instruction = Optional.empty();
  private OptionalInt count = OptionalInt.empty();
  private FaultCode.Machine codeOf = FaultCode.Machine.X86;

  FaultReader(Kind kind) {
    this.kind = kind;
  }

  @Override
  public void add(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    switch (cursor.next()) {
      case '#' -> addPageFault(line);
      case 'P' -> addTable(line, cursor.take("PGD "));
      case '*' -> addTable(line, cursor.take("*pd") || cursor.take("*pgd"));
      case 'p' -> addTable(line, cursor.take("pgd = "));
      case 'u' -> addTable(line, cursor.take("user pgtable:"));
      case 's' -> {
        addTable(line, cursor.take("swapper pgtable:"));
        if (cursor.take("status: ") || cursor.take("sstatus: ")) addRiscv(line);
      }
      case '[' -> addTable(line, cursor.take('[') && isTableOf(cursor));
      case 'C' -> addLabelled(line, cursor);
      case 'E' ->
          addSyndrome(
              line,
              cursor.take("ESR = ") || cursor.take("EC = ") || cursor.take("Exception class = "));
      case 'F' -> {
        if (cursor.take("Failing address: ")) addTranslation(line, cursor);
        else if (cursor.take(FAULTING)) {
          instruction = number(cursor);
          break;
        } else if (!cursor.take("FSC = ") && !cursor.take("Fault in ")) break;
        addSyndrome(line, true);
      }
      case 'B' -> {
        if (cursor.take("BadVA")) address(behindColon(cursor));
      }
      case 'D' -> addPower(line);
      case 'A' -> addTable(line, line.startsWith("AS:") && line.contains(" R3:"));
      case 'U' -> addUnhandled(line);
      default -> {}
    }
    addDeath(line);
  }

  private void addPageFault(String line) {
    int at = line.indexOf("error_code(");
    if (at >= 0 && errorCode.isEmpty()) errorCode = number(new Cursor(line, at + 11));
  }

  private void addTable(String line, boolean isOne) {
    if (isOne && tables.size() < MOST_TABLES) tables.add(line.strip());
  }

  /** {@code [0000000000000020] pgd=}. */
  private static boolean isTableOf(Cursor line) {
    return line.hexDigits(HEX) >= 8 && line.take("] ") && (line.take("pgd=") || line.take("*pgd="));
  }

  private void addLabelled(String line, Cursor cursor) {
    if (cursor.take("CR2: ")) {
      Optional<Word> value = number(cursor);
      // Among other registers it is that of whatever faulted last.
      if (cursor.isAtEnd()) address(value);
    } else if (cursor.take("Cause ")) {
      addSyndrome(line, true);
      if (errorCode.isPresent()) return;
      errorCode = behindColon(cursor);
      codeOf = FaultCode.Machine.MIPS;
    } else if (cursor.take("CFAR: ")) {
      addPower(line);
    }
  }

  private void addPower(String line) {
    int dar = line.indexOf("DAR: ");
    if (dar < 0) return;
    address(number(new Cursor(line, dar + 5)));
    int dsisr = line.indexOf("DSISR: ");
    if (dsisr < 0 || errorCode.isPresent()) return;
    errorCode = number(new Cursor(line, dsisr + 7));
    codeOf = FaultCode.Machine.POWER;
  }

  private void addRiscv(String line) {
    int bad = line.indexOf("badaddr: ");
    if (bad >= 0) address(number(new Cursor(line, bad + 9)));
    int cause = line.indexOf("cause: ");
    if (cause < 0 || errorCode.isPresent()) return;
    errorCode = number(new Cursor(line, cause + 7));
    codeOf = FaultCode.Machine.RISCV;
  }

  private void addTranslation(String line, Cursor cursor) {
    address(number(cursor));
    int teid = line.indexOf(" TEID: ");
    if (teid >= 0) translation = number(new Cursor(line, teid + 7));
  }

  private void addUnhandled(String line) {
    Matcher m = UNHANDLED.matcher(line);
    if (!m.lookingAt()) return;
    address(Numbers.word(m.group("addr")));
    if (errorCode.isPresent()) return;
    errorCode = Numbers.word(m.group("code"));
    errorCode.ifPresent(code -> codeOf = FaultCode.Machine.arm(code.bits()));
  }

  private void addSyndrome(String line, boolean isOne) {
    if (isOne && syndrome.size() < MOST_SYNDROME) syndrome.add(line.strip());
  }

  /** The line that announces the oops: its code, and which oops it is. */
  private void addDeath(String line) {
    OptionalInt number = count(line);
    if (number.isEmpty()) return;
    if (count.isEmpty()) count = number;
    int mark = line.indexOf("[#");
    boolean isArm = line.contains(INTERNAL_ERROR);
    int oops = line.lastIndexOf(isArm ? ": " : "Oops: ", mark);
    if (oops < 0) return;
    Cursor cursor = new Cursor(line, oops + (isArm ? 2 : 6));
    int from = cursor.at();
    if (cursor.hexDigits(HEX) == 0) return;
    long code = cursor.hexSince(from);
    if (cursor.take(" ilc:")) codeOf = FaultCode.Machine.S390;
    else if (!cursor.take(" [#")) return;
    else if (isArm) codeOf = FaultCode.Machine.arm(code);
    if (errorCode.isEmpty()) errorCode = Optional.of(new Word(code));
  }

  /** The number in {@code [#1]}. */
  static OptionalInt count(String line) {
    int mark = line.indexOf("[#");
    if (mark < 0) return OptionalInt.empty();
    Cursor cursor = new Cursor(line, mark + 2);
    int from = cursor.at();
    if (cursor.digits(9) == 0 || !cursor.take(']')) return OptionalInt.empty();
    return Numbers.decimal(line.substring(from, cursor.at() - 1));
  }

  private void address(Optional<Word> found) {
    if (address.isEmpty()) address = found;
  }

  private static Optional<Word> behindColon(Cursor line) {
    line.skipSpace();
    if (!line.take(':')) return Optional.empty();
    line.skipSpace();
    return number(line);
  }

  private static Optional<Word> number(Cursor line) {
    line.take("0x");
    int from = line.at();
    return line.hexDigits(HEX) == 0 ? Optional.empty() : Optional.of(new Word(line.hexSince(from)));
  }

  @Override
  public Detail detail(Told told) {
    Optional<Word> printed = told.header().flatMap(h -> h.group("addr")).flatMap(Numbers::word);
    boolean ofMemory = kind == Kind.OOPS_NULL_DEREF || kind == Kind.OOPS_PAGE_FAULT;
    boolean fetches = told.header().filter(h -> h.text().contains("instruction fetch")).isPresent();
    return new Detail.Fault(
        printed.or(() -> address).or(() -> fetches ? instruction : Optional.empty()),
        errorCode,
        ofMemory ? access(fetches) : List.of(),
        syndrome,
        tables.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", tables)),
        count);
  }

  private List<FaultAccess> access(boolean fetches) {
    if (errorCode.isEmpty()) return fetches ? List.of(FaultAccess.EXECUTE) : List.of();
    return codeOf == FaultCode.Machine.S390 && translation.isPresent()
        ? FaultCode.s390(errorCode.get(), translation.get())
        : FaultCode.access(codeOf, errorCode.get());
  }
}
