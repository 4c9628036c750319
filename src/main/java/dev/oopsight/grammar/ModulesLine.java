package dev.oopsight.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The loaded modules.
 *
 * <pre>{@code
 * Modules linked in: provoke(OE) xt_CHECKSUM bridge(+) stp [last unloaded: r8169]
 * }</pre>
 *
 * <p>Shape: one line to the names in printed order, without the letters in parentheses. Source:
 * Linux kernel/module, {@code print_modules}.
 */
final class ModulesLine {

  private static final String LABEL = "Modules linked in:";

  private ModulesLine() {}

  static Optional<List<String>> read(String line) {
    int label = line.indexOf(LABEL);
    if (label < 0 || !line.substring(0, label).isBlank()) return Optional.empty();
    int from = label + LABEL.length();
    int unloaded = line.indexOf("[last unloaded", from);
    List<String> names = new ArrayList<>();
    addNames(line.substring(from, unloaded < 0 ? line.length() : unloaded), names);
    return Optional.of(names);
  }

  /** A list that went on in the next line: nothing but module names. */
  static Optional<List<String>> readContinuation(String line) {
    List<String> names = new ArrayList<>();
    boolean nothingElse = addNames(line, names);
    return nothingElse && !names.isEmpty() ? Optional.of(names) : Optional.empty();
  }

  /** Adds every word that is a module's name; tells whether all were. */
  private static boolean addNames(String text, List<String> names) {
    boolean all = true;
    Cursor words = new Cursor(text.strip(), 0);
    for (; !words.isAtEnd(); words.skipBlanks()) {
      int from = words.at();
      String name = words.module() ? words.nameSince(from) : "";
      if (words.next() == '(') skipLetters(words);
      boolean goesOn = words.skipToBlank();
      if (goesOn || name.isEmpty()) all = false;
      else names.add(name);
    }
    return all;
  }

  /** {@code (OE+)}. */
  private static void skipLetters(Cursor words) {
    int from = words.at();
    words.take('(');
    int letters = 0;
    while (words.capitals(1) > 0 || words.take('+') || words.take('-')) letters++;
    if (letters == 0 || !words.take(')')) words.back(from);
  }
}
