package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Kind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;

/**
 * A line that a row of {@link Headers} has recognised, and what the row's groups hold: {@code
 * comm}, {@code pid}, {@code cpu}, {@code file}, {@code line}, {@code fn}, {@code what}, {@code
 * addr}. Each row has only some of them.
 */
final class HeaderLine {

  private final Row row;
  private final String text;
  private final Matcher match;

  HeaderLine(Row row, String text, Matcher match) {
    this.row = row;
    this.text = text;
    this.match = match;
  }

  Row row() {
    return row;
  }

  Optional<Kind> kind() {
    return row.kind();
  }

  /** The message, without what a console glued before it. */
  String text() {
    return text;
  }

  /** What stands after the part that the row matches. */
  String rest() {
    return text.substring(match.end());
  }

  Optional<String> group(String name) {
    if (!row.groups().contains(name)) return Optional.empty();
    return Optional.ofNullable(match.group(name)).filter(value -> !value.isEmpty());
  }

  OptionalInt number(String name) {
    return group(name).map(Numbers::decimal).orElse(OptionalInt.empty());
  }

  /** The function that the header itself names. */
  Optional<Frame> function() {
    return group("fn").flatMap(FrameLine::function);
  }
}
