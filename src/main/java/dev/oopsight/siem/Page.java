package dev.oopsight.siem;

import java.util.stream.Collectors;

/**
 * Text for a terminal: wrapped, indented, without colours. Everything passes through {@link
 * #printable}, since a kernel prints what others made it print, and a terminal obeys control
 * characters.
 */
final class Page {

  /** Columns. What cannot be broken, a command or a path, may be longer. */
  static final int WIDTH = 96;

  private static final int LABEL = 11;
  private static final String MARGIN = "  ";

  private final StringBuilder text = new StringBuilder();

  /** An empty line, but never two and never at the top. */
  Page blank() {
    int end = text.length();
    boolean isBlank = end == 0 || (end > 1 && text.charAt(end - 2) == '\n');
    if (!isBlank) text.append('\n');
    return this;
  }

  /** One line as it is. */
  Page line(String line) {
    text.append(printable(line).stripTrailing()).append('\n');
    return this;
  }

  /** Words on the left and on the right of one line. */
  Page ends(String left, String right) {
    int gap = WIDTH - columns(printable(left)) - columns(printable(right));
    return gap < 2 ? line(left).line(right) : line(left + " ".repeat(gap) + right);
  }

  /** A rule from edge to edge. */
  Page rule() {
    return line("=".repeat(WIDTH));
  }

  /** The beginning of a part. */
  Page heading(String heading) {
    return blank().wrapped("", heading).blank();
  }

  /** A labelled fact. */
  Page fact(String label, String words) {
    String padded = label + " ".repeat(Math.max(1, LABEL - label.length()));
    return wrapped(MARGIN + padded, words);
  }

  /** Goes on with the fact above. */
  Page more(String words) {
    return fact("", words);
  }

  /** Words that flow; lines after the first stand under the first word. */
  Page wrapped(String first, String words) {
    String indent = " ".repeat(columns(printable(first)));
    StringBuilder line = new StringBuilder(first);
    int start = line.length();
    for (String word : printable(words).strip().split(" +")) {
      boolean begins = line.length() == start;
      if (!begins && columns(line) + 1 + columns(word) > WIDTH) {
        line(line.toString());
        line.setLength(0);
        line.append(indent);
        start = line.length();
        begins = true;
      }
      if (!begins) line.append(' ');
      line.append(word);
    }
    return line(line.toString());
  }

  /** Commands to copy: each on a line of its own, whatever its length. */
  Page commands(String first, String commands) {
    String indent = " ".repeat(columns(printable(first)));
    String prefix = first;
    for (String command : commands.strip().split("\\R")) {
      line(prefix + command);
      prefix = indent;
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** The same text with blanks for white space and escapes for all that is no visible character. */
  static String printable(String text) {
    return text.codePoints()
        .mapToObj(
            c -> {
              if (c == '\t' || c == '\n' || c == '\r') return " ";
              return isVisible(c) ? Character.toString(c) : "\\u%04x".formatted(c);
            })
        .collect(Collectors.joining());
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          // Characters that turn the direction of text, or hide.
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static int columns(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
