package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Call\u00A0Trace:|Call Trace:",
        "&nbsp;&lt;IRQ&gt;| <IRQ>",
        "(&amp;p-&gt;pi_lock){-.-.}|(&p->pi_lock){-.-.}",
        "INFO: task &#39;a&#39;|INFO: task 'a'",
        "&amp;lt;|&lt;",
        "&|&",
        "&l|&l",
        "&&lt|&&lt",
        "{\"a\":\"&quot;\"}|{\"a\":\"&quot;\"}",
        "0\u00D740 \u00C2 \u00E9|0\u00D740 \u00C2 \u00E9",
      })
  void isWhatStoodThereBefore(String shown, String meant) throws IOException {
    assertThat(read(shown, 1 << 20)).isEqualTo(meant);
  }

  @Property(tries = 200)
  void whereverItIsCut(@ForAll @IntRange(min = 1, max = 9) int piece, @ForAll int seed)
      throws IOException {
    String[] parts = {"&nbsp;", "\u00A0", "&", "&l", "&lt;", "t;", "&amp;", "x", "\u00D7", "&#39;"};
    StringBuilder text = new StringBuilder();
    new java.util.Random(seed).ints(40, 0, parts.length).forEach(i -> text.append(parts[i]));

    assertThat(read(text.toString(), piece)).isEqualTo(read(text.toString(), 1 << 20));
  }

  @Test
  void longTextsComeWhole() throws IOException {
    String text = "&lt;IRQ&gt; 0x1234567 ".repeat(20_000);

    assertThat(read(text, 1 << 20)).isEqualTo(text.replace("&lt;", "<").replace("&gt;", ">"));
  }

  /** Reads a text that comes in pieces of so many bytes. */
  private static String read(String text, int piece) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(text.getBytes(UTF_8)) {
          @Override
          public synchronized int read(byte[] b, int offset, int length) {
            return super.read(b, offset, Math.min(length, piece));
          }
        };
    try (InputStream web = new WebText(slow)) {
      return new String(web.readAllBytes(), UTF_8);
    }
  }
}
