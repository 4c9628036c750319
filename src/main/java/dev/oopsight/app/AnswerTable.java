package dev.oopsight.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of an answer: a list has a row an item, anything else a row a field. A column is there
 * when any row has it.
 */
final class AnswerTable {

  /** What a person looks for first; the other fields of such rows make lines too long to read. */
  private static final List<List<String>> MAIN_COLUMNS =
      List.of(
          List.of("id", "first_at", "severity", "printed", "kind", "function", "finding_title"),
          List.of("host", "last_heard", "incidents", "newest_at", "newest_title"),
          List.of("fingerprint", "hosts", "new_hosts", "last_seen", "title"));

  private static final String LINK = "href";

  private AnswerTable() {}

  /**
   * Makes the table.
   *
   * @param data of the envelope
   * @param wide whether every column is wanted
   */
  static TextTable of(JsonNode data, boolean wide) {
    return data.isArray() ? list(data, wide) : fields(data);
  }

  private static TextTable list(JsonNode rows, boolean wide) {
    Set<String> there = new LinkedHashSet<>();
    rows.forEach(row -> row.fieldNames().forEachRemaining(there::add));
    there.remove(LINK);
    List<String> columns = wide ? List.copyOf(there) : main(there);
    TextTable table = new TextTable(columns);
    for (JsonNode row : rows) {
      table.row(columns.stream().map(column -> text(row.path(column))).toList());
    }
    return table;
  }

  private static List<String> main(Set<String> there) {
    for (List<String> columns : MAIN_COLUMNS) {
      if (there.containsAll(columns.subList(0, 1)) && there.contains(columns.get(4))) {
        return columns.stream().filter(there::contains).toList();
      }
    }
    return List.copyOf(there);
  }

  private static TextTable fields(JsonNode object) {
    TextTable table = new TextTable(List.of("field", "value"));
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    names.remove(LINK);
    names.forEach(name -> table.row(List.of(name, text(object.path(name)))));
    return table;
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
  }
}
