package dev.oopsight.grammar;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
  private static final Pattern NAME = Pattern.compile("[\\w-]++(?:\\([A-Z+-]++\\))?+");

  private ModulesLine() {}

  static Optional<List<String>> read(String line) {
    int label = line.indexOf(LABEL);
    if (label < 0 || !line.substring(0, label).isBlank()) return Optional.empty();
    return Optional.of(names(line.substring(label + LABEL.length())));
  }

  /** A list that went on in the next line: nothing but module names. */
  static Optional<List<String>> readContinuation(String line) {
    if (line.isBlank() || !Stream.of(line.strip().split(" +")).allMatch(ModulesLine::isName)) {
      return Optional.empty();
    }
    return Optional.of(names(line));
  }

  private static List<String> names(String text) {
    int unloaded = text.indexOf("[last unloaded");
    String list = unloaded < 0 ? text : text.substring(0, unloaded);
    return Stream.of(list.strip().split(" +"))
        .filter(ModulesLine::isName)
        .map(name -> name.indexOf('(') < 0 ? name : name.substring(0, name.indexOf('(')))
        .toList();
  }

  private static boolean isName(String word) {
    return NAME.matcher(word).matches();
  }
}
