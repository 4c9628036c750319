package dev.oopsight.diagnosis;

import dev.oopsight.diagnosis.Rule.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A text with holes: {@code vm.min_free_kbytes was {minFree}}. A hole is an expression in braces;
 * two braces are one. A hole whose value is not known shows its expression, {@code <minFree>}, or
 * the words behind a bar, {@code {minFree | unknown}}. Line breaks and runs of blanks within YAML's
 * folded text stay as YAML gives them.
 */
final class Template {

  private static final int LONGEST = 4_000;

  private static final String BAR = " | ";

  /** A stretch of text; of a hole, what it shows where its value is not known. */
  private record Part(String text, Optional<Expression> hole) {}

  private final Text where;
  private final List<Part> parts;

  private Template(Text where, List<Part> parts) {
    this.where = where;
    this.parts = List.copyOf(parts);
  }

  /** Compiles; faults are told to the language and to {@code fault}, and leave the hole empty. */
  static Template compile(Text text, RuleLanguage language, BiConsumer<Integer, String> fault) {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    String s = text.value();
    int line = text.line();
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '\n') line++;
      boolean doubled = i + 1 < s.length() && s.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        plain.append(c);
        i++;
      } else if (c == '{') {
        int end = indexOutside("}", s, i + 1, s.length());
        if (end < 0) {
          fault.accept(line, "a brace is not closed; write {{ for a brace");
          return new Template(text, parts);
        }
        parts.add(new Part(plain.toString(), Optional.empty()));
        plain.setLength(0);
        int bar = indexOutside(BAR, s, i + 1, end);
        Text hole = new Text(s.substring(i + 1, bar < 0 ? end : bar).strip(), line);
        String unknown =
            bar < 0 ? '<' + hole.value() + '>' : s.substring(bar + BAR.length(), end).strip();
        language.value(hole).ifPresent(e -> parts.add(new Part(unknown, Optional.of(e))));
        i = end;
      } else if (c == '}') {
        fault.accept(line, "a brace is closed that was not opened; write }} for a brace");
      } else {
        plain.append(c);
      }
    }
    parts.add(new Part(plain.toString(), Optional.empty()));
    return new Template(text, parts);
  }

  /** Index of the first such text outside quotes and inner braces, or -1. */
  private static int indexOutside(String what, String s, int from, int to) {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < to; i++) {
      char c = s.charAt(i);
      if (quote != 0) {
        if (c == '\\') i++;
        else if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (depth == 0 && s.startsWith(what, i)) {
        return i;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      }
    }
    return -1;
  }

  /** The text with this incident's values, at most 4000 characters. */
  String render(Names names) throws RuleBroken {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (text.length() > LONGEST) break;
      if (part.hole.isPresent()) show(part, names, text);
      else text.append(part.text);
    }
    Budget budget = names.budget();
    if (!budget.take(text.length())) throw new RuleBroken(where, budget.told());
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "…";
  }

  private static void show(Part part, Names names, StringBuilder text) throws RuleBroken {
    Object value = part.hole.orElseThrow().value(names);
    if (value == Facts.UNKNOWN) {
      text.append(part.text);
    } else if (value instanceof Collection<?> many) {
      String comma = "";
      for (Object one : many) {
        text.append(comma).append(one);
        if (text.length() > LONGEST) break;
        comma = ", ";
      }
    } else {
      text.append(value);
    }
  }
}
