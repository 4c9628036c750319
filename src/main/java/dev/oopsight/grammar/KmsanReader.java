package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.UninitialisedValue;
import dev.oopsight.trace.Word;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what KMSAN says of a value that nobody ever set.
 *
 * <pre>{@code
 * Local variable iov.i created at:
 * Bytes 4-7 of 56 are uninitialized
 * Byte 3 of 8 is uninitialized
 * Memory access of size 56 starts at ffff88801a3f7c00
 * Data copied to user address 00007ffc5b1be400
 * }</pre>
 *
 * <p>Units: bytes, from 0. Errors: none are thrown; what is cut is left out. Source: Linux
 * mm/kmsan/report.c, since 6.1.
 */
final class KmsanReader implements DetailReader {

  private static final Pattern VARIABLE =
      Pattern.compile("Local variable (?<name>\\S++) created at:");
  private static final Pattern BYTES =
      Pattern.compile(
          "Bytes? (?<first>\\d{1,18}+)(?:-(?<last>\\d{1,18}+))?+ of (?<size>\\d{1,18}+) (?:is|are) uninitialized");
  private static final Pattern ACCESS =
      Pattern.compile(
          "Memory access of size (?<size>\\d{1,18}+) starts at (?<addr>\\p{XDigit}{1,16}+)");
  private static final Pattern COPIED =
      Pattern.compile("Data copied to user address (?<addr>\\p{XDigit}{1,16}+)");

  private Optional<String> variable = Optional.empty();
  private OptionalLong first = OptionalLong.empty();
  private OptionalLong last = OptionalLong.empty();
  private OptionalLong size = OptionalLong.empty();
  private Optional<Word> address = Optional.empty();
  private Optional<Word> userAddress = Optional.empty();

  @Override
  public void add(String line) {
    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case 'L' -> {
        Matcher m = VARIABLE.matcher(line);
        if (m.lookingAt()) variable = variable.or(() -> Optional.of(m.group("name")));
      }
      case 'B' -> addBytes(line);
      case 'M' -> {
        Matcher m = ACCESS.matcher(line);
        if (!m.lookingAt()) return;
        address = Numbers.word(m.group("addr"));
        size = Numbers.decimalLong(m.group("size"));
      }
      case 'D' -> {
        Matcher m = COPIED.matcher(line);
        if (m.lookingAt()) userAddress = Numbers.word(m.group("addr"));
      }
      default -> {}
    }
  }

  private void addBytes(String line) {
    Matcher m = BYTES.matcher(line);
    if (first.isPresent() || !m.lookingAt()) return;
    first = Numbers.decimalLong(m.group("first"));
    last = m.group("last") == null ? first : Numbers.decimalLong(m.group("last"));
    size = Numbers.decimalLong(m.group("size"));
  }

  @Override
  public Detail detail(Told told) {
    return new UninitialisedValue(
        told.header().flatMap(h -> h.group("what")),
        variable,
        first,
        last,
        size,
        address,
        userAddress);
  }
}
