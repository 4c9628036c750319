package dev.oopsight.grammar;

import dev.oopsight.trace.DataRace;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.RacingAccess;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what KCSAN says of two accesses that raced.
 *
 * <pre>{@code
 * write (marked) to 0xffff8881340c5a40 of 4 bytes by interrupt on cpu 1:
 * read to 0xffff8881340c5a40 of 4 bytes by task 1874 on cpu 0:
 * race at unknown origin, with read to 0xffff8881340c5a40 of 4 bytes by task 1874 on cpu 0:
 * value changed: 0x00000001 -> 0x00000000
 *  bits changed: 0x00000001 with mask 0x0000000f
 * }</pre>
 *
 * <p>Units: bytes. Errors: none are thrown; what is cut is left out. Source: Linux
 * kernel/kcsan/report.c, 5.8 to 6.12.
 */
final class KcsanReader implements DetailReader {

  private static final Pattern ACCESS =
      Pattern.compile(
          "(?<unknown>race at unknown origin, with )?+"
              + "(?<access>(?:assert no \\w++|read-write|read|write)(?: \\([a-z, ]++\\))?+)"
              + " to 0x(?<addr>\\p{XDigit}{1,16}+) of (?<size>\\d{1,18}+) bytes by"
              + " (?:task (?<pid>\\d{1,9}+)|interrupt) on cpu (?<cpu>\\d{1,5}+):");
  private static final Pattern VALUE =
      Pattern.compile(
          "value changed: 0x(?<old>\\p{XDigit}{1,16}+) -> 0x(?<new>\\p{XDigit}{1,16}+)\\s*+$");
  private static final Pattern BITS =
      Pattern.compile(" ?bits changed: 0x(?<bits>\\p{XDigit}{1,16}+) with mask ");
  private static final int BOTH = 2;

  private final List<RacingAccess> accesses = new ArrayList<>();
  private boolean awaitsFunction;
  private boolean unknownOrigin;
  private Optional<Word> oldValue = Optional.empty();
  private Optional<Word> newValue = Optional.empty();
  private Optional<Word> changedBits = Optional.empty();

  /** Claims nothing: only looks at the first frame below an access. */
  @Override
  public boolean claims(String line) {
    if (!awaitsFunction) return false;
    awaitsFunction = false;
    FrameLine.read(line, Cursor.behindIndent(line).at(), Frame.Stack.TASK, OptionalLong.empty())
        .ifPresent(read -> addFunction(line.substring(0, read.end()).strip()));
    return false;
  }

  private void addFunction(String function) {
    int last = accesses.size() - 1;
    RacingAccess bare = accesses.get(last);
    accesses.set(
        last,
        new RacingAccess(
            bare.access(),
            Optional.of(function),
            bare.address(),
            bare.size(),
            bare.pid(),
            bare.cpu()));
  }

  @Override
  public void add(String line) {
    char first = line.isEmpty() ? ' ' : line.charAt(0);
    if (first == 'r' || first == 'w' || first == 'a') addAccess(line);
    else if (first == 'v') addValue(line);
    else if (first == ' ') addBits(line);
  }

  private void addAccess(String line) {
    Matcher m = ACCESS.matcher(line);
    if (accesses.size() == BOTH || !m.lookingAt()) return;
    unknownOrigin |= m.group("unknown") != null;
    accesses.add(
        new RacingAccess(
            m.group("access"),
            Optional.empty(),
            Numbers.word(m.group("addr")),
            Numbers.decimalLong(m.group("size")),
            m.group("pid") == null ? OptionalInt.empty() : Numbers.decimal(m.group("pid")),
            Numbers.decimal(m.group("cpu"))));
    awaitsFunction = true;
  }

  private void addValue(String line) {
    Matcher m = VALUE.matcher(line);
    if (!m.lookingAt()) return;
    oldValue = Numbers.word(m.group("old"));
    newValue = Numbers.word(m.group("new"));
  }

  private void addBits(String line) {
    Matcher m = BITS.matcher(line);
    if (m.lookingAt()) changedBits = Numbers.word(m.group("bits"));
  }

  @Override
  public Detail detail(Told told) {
    return new DataRace(
        told.header().flatMap(h -> h.group("what")),
        accesses,
        unknownOrigin,
        oldValue,
        newValue,
        changedBits);
  }
}
