package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

  private static final String HOSTILE = "a\u001b]0;owned\u0007\u009b2J\r\u202eb\tc\nd";

  @Test
  void leavesNothingInALineThatSteersATerminal() {
    assertThat(Visible.line(HOSTILE)).isEqualTo("a ]0;owned 2J b c d");
  }

  @Test
  void keepsEndsOfLinesAndTabsOfAText() {
    assertThat(Visible.lines(HOSTILE)).isEqualTo("a ]0;owned 2J b\tc\nd");
  }
}
