package dev.oopsight.grammar;

import dev.oopsight.trace.ListCorruption;
import dev.oopsight.trace.Word;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the checks of linked lists say.
 *
 * <pre>{@code
 * list_add corruption. next->prev should be prev (ffffcab5004339f8), but was 0000000000000000. (next=ffffcab500433a28).
 * list_add corruption. prev->next should be next (ffff8802), but was ffff8803. (prev=ffff8804).
 * list_add corruption. prev is NULL.
 * list_add double add: new=ffff8801, prev=ffff8802, next=ffff8801.
 * list_del corruption. prev->next should be ffff8801, but was ffff8802. (prev=ffff8803)
 * list_del corruption, ffff8801->next is LIST_POISON1 (dead000000000100)
 * list_del corruption, ffff8801->next is NULL
 * }</pre>
 *
 * <p>Shape: a text to at most one corruption. Errors: none are thrown. Source: Linux
 * lib/list_debug.c, 2.6.25 to 6.12.
 */
final class ListLine {

  private static final String HEX = "(?:0x)?+(\\p{XDigit}{1,16}+)";
  private static final Pattern SHOULD =
      Pattern.compile(
          "(?<operation>list_(?:add|del) corruption)\\. (?<pointer>\\w++->\\w++) should be (?:\\w++ \\()?+(?:0x)?+"
              + "(?<expected>\\p{XDigit}{1,16}+)\\)?+, but was (?:0x)?+(?<found>\\p{XDigit}{1,16}+)"
              + "(?:\\.? \\(\\w++=(?:0x)?+(?<entry>\\p{XDigit}{1,16}+))?+");
  private static final Pattern IS =
      Pattern.compile(
          "(?<operation>list_(?:add|del) corruption)[.,] (?:(?:0x)?+(?<entry>\\p{XDigit}{4,16}+)->)?+(?<pointer>\\w++)"
              + " is (?<state>\\w++)(?: \\((?:0x)?+(?<found>\\p{XDigit}{1,16}+)\\))?+");
  private static final Pattern DOUBLE =
      Pattern.compile("(?<operation>list_add double add): new=" + HEX);

  private ListLine() {}

  static Optional<ListCorruption> find(String text) {
    if (!text.contains("list_")) return Optional.empty();
    Matcher should = SHOULD.matcher(text);
    if (should.find()) {
      return Optional.of(
          new ListCorruption(
              should.group("operation"),
              Optional.of(should.group("pointer")),
              word(should.group("entry")),
              word(should.group("expected")),
              word(should.group("found")),
              Optional.empty()));
    }
    Matcher is = IS.matcher(text);
    if (is.find()) {
      return Optional.of(
          new ListCorruption(
              is.group("operation"),
              Optional.of(is.group("pointer")),
              word(is.group("entry")),
              Optional.empty(),
              word(is.group("found")),
              Optional.of(is.group("state"))));
    }
    Matcher twice = DOUBLE.matcher(text);
    if (!twice.find()) return Optional.empty();
    return Optional.of(
        new ListCorruption(
            twice.group("operation"),
            Optional.empty(),
            word(twice.group(2)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static Optional<Word> word(String hex) {
    return Optional.ofNullable(hex).flatMap(Numbers::word);
  }
}
