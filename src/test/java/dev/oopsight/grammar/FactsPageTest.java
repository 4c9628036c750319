package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.Detail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table at the end of {@code docs/kinds.md} tells which facts are read of which kinds. */
class FactsPageTest {

  private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| (`.+`) \\| (`.+`) \\|");

  /** A row: the name of the record, its facts, and the kinds that have it. */
  record Told(String record, String facts, List<String> kinds) {}

  private static List<Told> rows() throws IOException {
    List<Told> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs/kinds.md"))) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) continue;
      List<String> kinds = List.of(row.group(2).replace("`", "").split(", "));
      rows.add(new Told(row.group(1), row.group(3).replace("`", ""), kinds));
    }
    return rows;
  }

  @Test
  void everySortOfFactsIsThereWithAllOfThem() throws IOException {
    assertThat(rows())
        .extracting(told -> told.record() + ": " + told.facts())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Detail.class.getPermittedSubclasses())
                .filter(sort -> sort != Detail.None.class)
                .map(sort -> sort.asSubclass(Record.class))
                .map(sort -> Components.nameOf(sort) + ": " + names(sort))
                .toList());
  }

  private static String names(Class<? extends Record> sort) {
    return Components.of(sort).stream()
        .map(Components.Component::name)
        .collect(Collectors.joining(", "));
  }

  @Test
  void theKindsThatHaveThemAreThoseOfTheCases() throws IOException {
    TreeSet<String> read = new TreeSet<>();
    TraceParser parser = new TraceParser();
    CaseFile.all().stream()
        .filter(c -> !c.section("TRACE").isEmpty())
        .flatMap(c -> parser.parse(TraceTexts.of(c.log())).stream())
        .filter(trace -> !(trace.detail() instanceof Detail.None))
        .forEach(
            trace ->
                read.add(
                    Components.nameOf(trace.detail().getClass().asSubclass(Record.class))
                        + " of "
                        + trace.kind().id()));

    assertThat(
            rows().stream()
                .flatMap(told -> told.kinds().stream().map(kind -> told.record() + " of " + kind)))
        .containsExactlyInAnyOrderElementsOf(read);
  }
}
