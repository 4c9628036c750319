package dev.oopsight.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void givesTheSameObjectOnceATextCameASecondTime() {
    byte[] line = " ? do_syscall_64+0x93/0x1b0".getBytes(UTF_8);

    String first = Texts.of(line, 0, line.length);
    String second = Texts.of(line, 0, line.length);

    assertThat(Texts.of(line, 0, line.length)).isSameAs(second).isEqualTo(first);
  }

  @Test
  void keepsNoLineThatIsLongerThanWhatComesAgain() {
    byte[] line = "x".repeat(10_000).getBytes(UTF_8);

    String text = Texts.of(line, 0, line.length);

    Texts.of(line, 0, line.length);
    assertThat(Texts.of(line, 0, line.length)).isEqualTo(text).isNotSameAs(text);
  }

  @Property(tries = 300)
  void writesWhatTheBytesSayHoweverOftenItIsAsked(@ForAll List<String> words) {
    for (int round = 0; round < 3; round++) {
      for (String word : words) {
        byte[] bytes = ("<" + word + ">").getBytes(UTF_8);
        assertThat(Texts.of(bytes, 1, bytes.length - 1))
            .isEqualTo(new String(bytes, 1, bytes.length - 2, UTF_8));
      }
    }
  }
}
