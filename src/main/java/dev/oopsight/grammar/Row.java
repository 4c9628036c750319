package dev.oopsight.grammar;

import dev.oopsight.assembly.Shape;
import dev.oopsight.trace.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One row of the table of kernel messages.
 *
 * @param kind what such a line says has happened; empty where it says nothing of that
 * @param shape what the line is in a trace
 * @param wording text that every such line holds, see {@link Wordings}
 * @param opening matches from the beginning of the message
 * @param groups names of the opening's groups
 */
record Row(Optional<Kind> kind, Shape shape, String wording, Pattern opening, Set<String> groups) {

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-z]++)>");
  private static final String ANYHOW = "\\s*+(?:)";

  static Row of(Optional<Kind> kind, Shape shape, String wording, String opening) {
    Set<String> groups =
        GROUP.matcher(opening).results().map(m -> m.group(1)).collect(Collectors.toSet());
    Pattern pattern = Pattern.compile("\\s*+(?:" + opening + ")");
    return new Row(kind, shape, wording, pattern, groups);
  }

  /** Whether the row reads every line that holds its wording. */
  boolean readsAll() {
    return opening.pattern().equals(ANYHOW);
  }

  /** Whether the row reads a line that holds its wording. */
  boolean reads(String line) {
    return readsAll() || read(line).isPresent();
  }

  /** How the row reads a line that holds its wording; empty where the line only mentions it. */
  Optional<HeaderLine> read(String line) {
    Matcher m = opening.matcher(line);
    if (m.lookingAt()) return Optional.of(new HeaderLine(this, line, m));
    int start = KernelText.messageStart(line);
    if (start == 0) return Optional.empty();
    String message = line.substring(start);
    m = opening.matcher(message);
    return m.lookingAt() ? Optional.of(new HeaderLine(this, message, m)) : Optional.empty();
  }
}
