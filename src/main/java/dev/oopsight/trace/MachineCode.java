package dev.oopsight.trace;

import java.util.Optional;

/**
 * The "Code:" line: the machine code around the instruction that the CPU was at.
 *
 * <pre>{@code
 * 48 8b 47 08 <48> 8b 00       x86, in bytes
 * 91000000 d2800001 (f9400000) arm and arm64, in words
 * 7c0802a6 <e9230000> 38600000 ppc, mips, riscv
 * }</pre>
 *
 * @param marked the byte or word in angle brackets or parentheses, hexadecimal
 * @param next the byte or word behind it, where there is one
 * @param before how many bytes or words stand before it
 */
public record MachineCode(String marked, Optional<String> next, int before) {

  /** The mark of a line; empty where it has none. */
  public static Optional<MachineCode> of(String code) {
    String[] units = code.strip().split(" ++");
    for (int i = 0; i < units.length; i++) {
      char first = units[i].isEmpty() ? ' ' : units[i].charAt(0);
      char last = units[i].isEmpty() ? ' ' : units[i].charAt(units[i].length() - 1);
      boolean isMarked = (first == '<' && last == '>') || (first == '(' && last == ')');
      if (!isMarked || units[i].length() < 4) continue;
      Optional<String> next = i + 1 < units.length ? Optional.of(units[i + 1]) : Optional.empty();
      return Optional.of(new MachineCode(units[i].substring(1, units[i].length() - 1), next, i));
    }
    return Optional.empty();
  }

  /** Whether it is the instruction by which WARN and BUG stop an x86 CPU. */
  public boolean isTrap() {
    return marked.equals("0f") && next.filter("0b"::equals).isPresent();
  }
}
