package dev.oopsight.grammar;

import dev.oopsight.assembly.Shape;
import dev.oopsight.trace.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One row of the table of kernel messages. Its opening is compiled when a line first holds its
 * wording: a log needs few of some hundred.
 */
final class Row {

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-z]++)>");

  private final Optional<Kind> kind;
  private final Shape shape;
  private final String wording;
  private final String opening;
  private Pattern compiled;
  private Set<String> groups;

  /**
   * A row.
   *
   * @param kind what such a line says has happened; empty where it says nothing of that
   * @param shape what the line is in a trace
   * @param wording text that every such line holds, see {@link Wordings}
   * @param opening a pattern that matches from the beginning of the message; empty where the
   *     wording is all that the row asks for
   */
  Row(Optional<Kind> kind, Shape shape, String wording, String opening) {
    this.kind = kind;
    this.shape = shape;
    this.wording = wording;
    this.opening = opening;
  }

  Optional<Kind> kind() {
    return kind;
  }

  Shape shape() {
    return shape;
  }

  String wording() {
    return wording;
  }

  /** Names of the opening's groups. */
  Set<String> groups() {
    if (groups == null) {
      groups = GROUP.matcher(opening).results().map(m -> m.group(1)).collect(Collectors.toSet());
    }
    return groups;
  }

  /** Whether the row reads every line that holds its wording. */
  boolean readsAll() {
    return opening.isEmpty();
  }

  /** Whether the row reads a line that holds its wording. */
  boolean reads(String line) {
    return readsAll() || read(line).isPresent();
  }

  /** How the row reads a line that holds its wording; empty where the line only mentions it. */
  Optional<HeaderLine> read(String line) {
    Matcher m = pattern().matcher(line);
    if (m.lookingAt()) return Optional.of(new HeaderLine(this, line, m));
    int start = KernelText.messageStart(line);
    if (start == 0) return Optional.empty();
    String message = line.substring(start);
    m = pattern().matcher(message);
    return m.lookingAt() ? Optional.of(new HeaderLine(this, message, m)) : Optional.empty();
  }

  /** Two threads may both compile it; either is as good. */
  private Pattern pattern() {
    Pattern pattern = compiled;
    if (pattern == null) {
      pattern = Pattern.compile("\\s*+(?:" + opening + ")");
      compiled = pattern;
    }
    return pattern;
  }

  @Override
  public String toString() {
    return shape + " \"" + wording + "\" " + opening;
  }
}
