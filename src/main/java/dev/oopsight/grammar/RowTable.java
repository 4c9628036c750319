package dev.oopsight.grammar;

import dev.oopsight.assembly.Shape;
import dev.oopsight.trace.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a table of rows; its form is told at the head of {@code headers.txt}. */
final class RowTable {

  private static final Pattern MACRO = Pattern.compile("(\\{[a-z]++\\}) = (.*)");
  private static final Pattern KIND = Pattern.compile("\\[([a-z_]++)\\]");
  private static final Pattern ROW =
      Pattern.compile("(header|follow_up|preamble|companion|event|body|answer|rule|end) \"(.*)\"");
  private static final Map<String, String> CLASSES =
      Map.of(
          "{digit}", String.valueOf(Wordings.DIGIT),
          "{hex}", String.valueOf(Wordings.HEX),
          "{symbol}", String.valueOf(Wordings.SYMBOL),
          "{column}", String.valueOf(Wordings.COLUMN),
          "{tab}", "\t",
          // U+00D7 in UTF-8: what publishers make of the x.
          "{multiplication}", "\u00C3\u0097");

  private final Map<String, String> macros = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private Optional<Kind> kind = Optional.empty();
  private Optional<Matcher> pending = Optional.empty();

  private RowTable() {}

  static List<Row> rows(String name) {
    RowTable table = new RowTable();
    DataTable.lines(name).forEach(table::add);
    table.finishRow("");
    return List.copyOf(table.rows);
  }

  private void add(String line) {
    Matcher macro = MACRO.matcher(line);
    Matcher heading = KIND.matcher(line);
    Matcher row = ROW.matcher(line);
    if (macro.matches()) {
      macros.put(macro.group(1), replaced(macro.group(2), macros));
    } else if (heading.matches()) {
      finishRow("");
      kind = Kind.ofId(heading.group(1));
    } else if (row.matches()) {
      finishRow("");
      pending = Optional.of(row);
    } else {
      finishRow(line);
    }
  }

  private void finishRow(String opening) {
    if (pending.isEmpty()) {
      if (opening.isEmpty()) return;
      throw new IllegalStateException("an opening without a wording: " + opening);
    }
    Shape shape = Shape.valueOf(pending.get().group(1).toUpperCase(Locale.ROOT));
    String wording = replaced(pending.get().group(2), CLASSES);
    rows.add(new Row(kind, shape, wording, replaced(opening, macros)));
    pending = Optional.empty();
  }

  private static String replaced(String text, Map<String, String> replacements) {
    String result = text;
    for (Map.Entry<String, String> entry : replacements.entrySet()) {
      result = result.replace(entry.getKey(), entry.getValue());
    }
    return result;
  }
}
