package dev.oopsight.grammar;

import dev.oopsight.trace.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Registers at the fault, several on a line.
 *
 * <pre>{@code
 * RSP: 0018:ffffa2e5c0273d78 EFLAGS: 00010246
 * RAX: 0000000000000000 RBX: 0000000000000003 RCX: 0000000000000000
 * FS:  00007f1c80a0b740(0000) GS:ffff9d5a3bd00000(0000) knlGS:0000000000000000
 * eax: 00000000   ebx: f7c0a000   ecx: 00000001   edx: 00000000
 * x29: ffff80000a5dbc60 x28: ffff000003a98000 x27: 0000000000000000
 * GPR00: c0000000000b2d3c c000000fff2bf6c0 c000000000f36c28 0000000000000000
 * }</pre>
 *
 * <p>Shape: one line to its registers, none where it is no such line; ppc counts them up from the
 * number in its first name. Units: hexadecimal, as printed. Source: Linux arch/&#42;/kernel, {@code
 * __show_regs}.
 */
final class RegisterLine {

  private static final Set<String> FIRST =
      Set.of(
          "RSP", "RAX", "RDX", "RBP", "R10", "R13", "FS", "CS", "CR2", "CR0", "DR0", "DR3", "PKRU",
          "EAX", "ESI", "EFLAGS", "DS", "eax", "esi", "ds", "sp", "x29", "x28", "x27", "x26", "x24",
          "x23", "x21", "x20", "x18", "x17", "x15", "x14", "x12", "x11", "x9", "x8", "x6", "x5",
          "x3", "x2", "x0", "r10", "r7", "r3", "pstate", "psr", "ra", "gp", "t0", "t1", "t2", "t5",
          "s1", "s2", "s5", "s8", "s11", "a1", "a4", "a7");
  private static final int LONGEST_NAME = 9;
  private static final int MOST_BLANKS = 3;
  private static final int LEAST_DIGITS = 4;
  private static final int MOST_DIGITS = 16;
  private static final Pattern POWER =
      Pattern.compile("\\s*+GPR(?<number>\\d{2}): (?<values>[0-9a-fA-F ]++)");

  private RegisterLine() {}

  static List<Register> read(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    if (cursor.next() == 'G') {
      Matcher power = POWER.matcher(line);
      if (power.matches()) {
        return power(Integer.parseInt(power.group("number")), power.group("values"));
      }
    }
    List<Register> registers = List.of();
    for (String name = name(cursor); !name.isEmpty(); name = name(cursor)) {
      if (registers.isEmpty() && !FIRST.contains(name)) break;
      String value = value(cursor);
      if (value.isEmpty()) break;
      if (registers.isEmpty()) registers = new ArrayList<>();
      registers.add(new Register(name, value));
      cursor.skipSpace();
    }
    return registers;
  }

  /** Goes over a name and its colon; empty where none stands here. */
  private static String name(Cursor line) {
    int from = line.at();
    if (!Cursor.isLetter(line.next()) || line.word(LONGEST_NAME) < 2) return "";
    int to = line.at();
    line.take(' ');
    return line.take(':') ? line.name(from, to) : "";
  }

  /** Goes over what stands behind the colon: a segment, brackets and the value in them. */
  private static String value(Cursor line) {
    line.blanks(MOST_BLANKS);
    int segment = line.at();
    if (line.hexDigits(4) < 4 || !line.take(':')) line.back(segment);
    line.take("[<");
    line.take("0x");
    int from = line.at();
    if (line.hexDigits(MOST_DIGITS) < LEAST_DIGITS) return "";
    String value = line.since(from);
    line.take(">]");
    int upper = line.at();
    if (!line.take('(') || line.hexDigits(4) < 4 || !line.take(')')) line.back(upper);
    boolean whole = line.isAtEnd() || line.next() == ' ' || line.next() == ')';
    return whole ? value : "";
  }

  private static List<Register> power(int first, String values) {
    List<Register> registers = new ArrayList<>();
    for (String value : values.strip().split(" +")) {
      registers.add(new Register("GPR%02d".formatted(first + registers.size()), value));
    }
    return registers;
  }
}
