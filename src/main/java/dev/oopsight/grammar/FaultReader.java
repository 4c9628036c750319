package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what a fault's lines say of it.
 *
 * <pre>{@code
 * Oops: 0002 [#1] PREEMPT SMP NOPTI
 * Oops: Oops: 0000 [#2] PREEMPT SMP
 * Internal error: Oops: 0000000096000006 [#1] SMP
 * Oops[#1]:
 * }</pre>
 *
 * <p>Units: address and error code are hexadecimal; of the code the lower 32 bits are kept. Source:
 * Linux arch/x86/kernel/dumpstack.c, {@code __die}; arch/arm64/kernel/traps.c, {@code __die}.
 */
final class FaultReader {

  private static final Pattern CODE =
      Pattern.compile("\\bOops: (?<code>\\p{XDigit}{4,16}+) \\[#\\d");
  private static final Pattern COUNT = Pattern.compile("\\[#(?<count>\\d{1,9})\\]");

  private OptionalInt errorCode = OptionalInt.empty();
  private OptionalInt count = OptionalInt.empty();

  void add(String line) {
    int mark = line.indexOf("[#");
    if (mark < 0) return;
    Matcher number = COUNT.matcher(line).region(mark, line.length());
    if (!number.lookingAt()) return;
    if (count.isEmpty()) count = Numbers.decimal(number.group("count"));
    Matcher code = CODE.matcher(line);
    if (errorCode.isEmpty() && code.find()) {
      errorCode = OptionalInt.of((int) Numbers.hex(code.group("code")).orElseThrow());
    }
  }

  Detail.Fault detail(Optional<HeaderLine> header) {
    OptionalLong address =
        header.flatMap(h -> h.group("addr")).map(Numbers::hex).orElse(OptionalLong.empty());
    return new Detail.Fault(address, errorCode, count);
  }
}
