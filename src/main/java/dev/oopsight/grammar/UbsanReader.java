package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.UndefinedBehaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what UBSAN says below its header.
 *
 * <pre>{@code
 * index 9 is out of range for type 's8 [4]'
 * shift exponent 64 is too large for 64-bit type 'long unsigned int'
 * signed integer overflow:                                      to 5.8
 * 2147483647 + 1 cannot be represented in type 'int'
 * load of misaligned address 00000000b4f1 for type 'const struct x'
 * which requires 8 byte alignment
 * load of value 107 is not a valid value for type '_Bool'
 * division by zero
 * }</pre>
 *
 * <p>Shape: two lines at most are one message. Errors: none are thrown; what is cut is left out.
 * Source: Linux lib/ubsan.c, 4.5 to 6.12.
 */
final class UbsanReader implements DetailReader {

  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?:un)?signed integer overflow:|-?\\w{1,40} [-+*/] -?\\w{1,40} cannot be represented in type "
              + "|negation of |division (?:of|by) |index -?\\w++ is out of range|shift exponent "
              + "|left shift of |variable length array bound value |calling __builtin_unreachable"
              + "|which requires \\d++ byte|for an object of type |assumption of "
              + "|(?:load of|store to|reference binding to|member access within|member call on"
              + "|constructor call on|downcast of) (?:value|null|misaligned|address) ");
  private static final Pattern TYPE = Pattern.compile("type (?<type>'.{1,200}')");
  private static final Pattern OPERAND =
      Pattern.compile(
          "(?<![\\w-])(?:0x\\p{XDigit}{1,32}+|\\p{XDigit}{8,16}+|-?\\d{1,40}+)(?![\\w-])");
  private static final Pattern COLUMN = Pattern.compile(":(\\d{1,7}+)");
  private static final int MOST_LINES = 2;
  private static final String REQUIRES = "which requires ";

  private final List<String> message = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();
  private Optional<String> type = Optional.empty();

  @Override
  public void add(String line) {
    if (message.size() == MOST_LINES || !MESSAGE.matcher(line).lookingAt()) return;
    message.add(line.strip());
    Matcher named = TYPE.matcher(line);
    boolean hasType = named.find();
    if (hasType) type = type.or(() -> Optional.of(named.group("type")));
    if (line.startsWith(REQUIRES)) return;
    Matcher operand = OPERAND.matcher(line).region(0, hasType ? named.start() : line.length());
    while (operand.find()) operands.add(operand.group());
  }

  @Override
  public Detail detail(Told told) {
    Optional<HeaderLine> header = told.header();
    return new UndefinedBehaviour(
        header.flatMap(h -> h.group("what")),
        header.flatMap(h -> h.group("file")),
        header.map(h -> h.number("line")).orElse(OptionalInt.empty()),
        header.map(UbsanReader::column).orElse(OptionalInt.empty()),
        message.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", message)),
        operands,
        type);
  }

  private static OptionalInt column(HeaderLine header) {
    Matcher m = COLUMN.matcher(header.rest());
    return m.lookingAt() ? Numbers.decimal(m.group(1)) : OptionalInt.empty();
  }
}
