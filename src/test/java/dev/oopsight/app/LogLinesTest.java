package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  @Property(tries = 200)
  void losesNothingButLineEnds(@ForAll List<@CharRange(from = ' ', to = '\u00ff') String> lines)
      throws IOException {
    String text = String.join("\n", lines);

    assertThat(String.join("\n", read(text))).isEqualTo(text.endsWith("\n") ? chopped(text) : text);
  }

  private static String chopped(String text) {
    return text.substring(0, text.length() - 1);
  }

  @Property(tries = 20)
  void readsLinesLongerThanItsBuffer(@ForAll @StringLength(min = 1, max = 5) String some)
      throws IOException {
    String line = "x".repeat(70_000) + some.replaceAll("[^a-z]", "y");

    assertThat(read(line + "\r\n" + line)).containsExactly(line, line);
  }

  @Test
  void refusesWhatIsNoLineOfALog() {
    assertThatThrownBy(() -> read("x".repeat(LogLines.LONGEST_BYTES + 1)))
        .isInstanceOf(CommandFailed.class)
        .hasMessage("a.log has a line of more than 16 MiB: is it a log?");
  }

  private static List<String> read(String text) throws IOException {
    LogLines lines = new LogLines("a.log", new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    List<String> read = new ArrayList<>();
    Optional<byte[]> line = lines.next();
    while (line.isPresent()) {
      read.add(new String(line.get(), ISO_8859_1));
      line = lines.next();
    }
    assertThat(lines.bytesRead()).isEqualTo(text.length());
    return read;
  }
}
