package dev.oopsight.siem;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.FaultAccess;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.MachineCode;
import dev.oopsight.trace.Register;
import dev.oopsight.trace.Word;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a fault of the CPU tells, within {@link PlainText}. */
final class FaultText {

  private static final int MOST_POISONED = 4;

  private final KernelTrace trace;
  private final Detail.Fault fault;
  private final Page page;

  FaultText(KernelTrace trace, Detail.Fault fault, Page page) {
    this.trace = trace;
    this.fault = fault;
    this.page = page;
  }

  void write() {
    fault.address().ifPresent(this::address);
    if (!fault.access().isEmpty()) {
      page.fact(
          "access", access(fault.access()) + fault.errorCode().map(FaultText::code).orElse(""));
    } else {
      fault.errorCode().ifPresent(c -> page.fact("error code", c.toString()));
    }
    String label = "syndrome";
    for (String line : fault.syndrome()) {
      page.fact(label, line);
      label = "";
    }
    fault.pageTable().ifPresent(t -> page.fact("page table", t));
    poison();
    code(trace, page);
    count(fault.count(), page);
  }

  private void address(Word address) {
    page.fact("address", "%016x%s".formatted(address.bits(), Poison.meaning(address.bits())));
    boolean jumped = fault.access().contains(FaultAccess.EXECUTE) && trace.instruction().isEmpty();
    if (jumped && Poison.isNearNull(address.bits())) {
      page.more("the CPU was sent there: a call through a function pointer that was NULL");
    }
  }

  private static String code(Word code) {
    return " (error code " + code + ")";
  }

  /** {@code a write to a page that is not present}. */
  private static String access(List<FaultAccess> access) {
    String what =
        access.contains(FaultAccess.EXECUTE)
            ? "an attempt to run code in"
            : access.contains(FaultAccess.WRITE) ? "a write to" : "a read of";
    String page =
        access.contains(FaultAccess.NOT_PRESENT)
            ? " a page that is not present"
            : access.contains(FaultAccess.PROTECTION) ? " a page that forbids it" : " memory";
    String more =
        access.stream()
            .map(FaultText::more)
            .flatMap(Optional::stream)
            .collect(Collectors.joining());
    return what + page + more;
  }

  private static Optional<String> more(FaultAccess access) {
    return switch (access) {
      case USER -> Optional.of(", from user mode");
      case RESERVED_BIT -> Optional.of(", with a reserved bit set: the page table is corrupt");
      case PROTECTION_KEY -> Optional.of(", by its protection key");
      case SHADOW_STACK -> Optional.of(", as a shadow stack");
      case SGX -> Optional.of(", by the rules of its enclave (SGX)");
      default -> Optional.empty();
    };
  }

  /** Registers that hold what the kernel fills dead memory with tell of the cause. */
  private void poison() {
    int told = 0;
    for (Register register : trace.registers()) {
      Optional<String> meaning = Poison.of(register.value());
      if (meaning.isEmpty() || ++told > MOST_POISONED) continue;
      page.fact(told == 1 ? "registers" : "", register.name() + " holds " + meaning.get());
    }
  }

  /** What stands at the mark in the code. */
  static void code(KernelTrace trace, Page page) {
    Optional<MachineCode> code = trace.code().flatMap(MachineCode::of);
    if (code.isEmpty()) return;
    page.fact("code", trace.code().get());
    page.more(
        code.get().isTrap()
            ? "the mark is at 0f 0b, ud2: the trap by which the kernel stops on purpose"
            : "the mark is where the instruction at fault begins");
  }

  static void count(java.util.OptionalInt count, Page page) {
    if (count.isEmpty()) return;
    String first = count.getAsInt() == 1 ? "the first" : "number " + count.getAsInt();
    String trust = count.getAsInt() == 1 ? "" : "; earlier ones may have caused it";
    page.fact("oops", first + " of this boot" + trust);
  }
}
