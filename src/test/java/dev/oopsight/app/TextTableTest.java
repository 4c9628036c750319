package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private final TextTable table =
      new TextTable(List.of("host", "seen", "title"))
          .row(List.of("a-long-name", "7", "one"))
          .row(List.of("b", "1000", ""));

  @Test
  void alignsColumnsAndPutsNumbersToTheRight() {
    assertThat(print(TextTable::printAligned))
        .isEqualTo(
            """
            host         seen  title
            a-long-name     7  one
            b            1000
            """);
  }

  @Test
  void partsColumnsByTabsForPrograms() {
    assertThat(print(TextTable::printTabbed))
        .isEqualTo("host\tseen\ttitle\na-long-name\t7\tone\nb\t1000\t\n");
  }

  @Test
  void letsNoCellBreakARowOrSteerATerminal() {
    table.row(List.of("a\tb\nc", "\u001b[31m", "\u202egnp\u009b"));

    assertThat(print(TextTable::printTabbed)).endsWith("a b c\t [31m\t gnp \n");
  }

  private String print(BiConsumer<TextTable, PrintWriter> how) {
    StringWriter out = new StringWriter();
    how.accept(table, new PrintWriter(out, true));
    return out.toString();
  }
}
