package dev.oopsight.diagnosis;

import dev.oopsight.trace.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The kinds that a shipped rule looks at, told without reading its YAML, so that a start reads only
 * the rules of the kinds that occur.
 *
 * <p>Shape: the text of a rule to its kinds; the field stands at the beginning of a line, with one
 * kind, a list in brackets or a list of lines. Errors: none; empty where no such field is found.
 */
final class RuleKinds {

  private static final String FIELD = "\nkinds:";

  private RuleKinds() {}

  static Set<Kind> of(String text) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    int from = text.indexOf(FIELD);
    if (from < 0) return kinds;
    for (String word : field(text, from + FIELD.length()).split("[^a-z0-9_]++")) {
      Optional<Kind> kind = Kind.ofId(word);
      kind.ifPresent(kinds::add);
    }
    return kinds;
  }

  /** To the next line that begins with anything but a blank or a dash. */
  private static String field(String text, int from) {
    int end = text.indexOf('\n', from);
    while (end >= 0 && end + 1 < text.length() && " -\n".indexOf(text.charAt(end + 1)) >= 0) {
      end = text.indexOf('\n', end + 1);
    }
    return end < 0 ? text.substring(from) : text.substring(from, end);
  }
}
