package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AfterTest {

  private static final String LINE =
      "unregister_netdevice: waiting for veth0 to become free. Usage count = 12";

  @Test
  void givesTheWordThatFollows() {
    assertThat(After.word(LINE, "waiting for ")).contains("veth0");
    assertThat(After.word("NETDEV WATCHDOG: eth0 (tg3): transmit", "(")).contains("tg3");
  }

  @Test
  void givesTheWordThatEndsThere() {
    assertThat(After.wordBefore("e1000 0000:00:03.0 eth0: NETDEV", ": NETDEV")).contains("eth0");
    assertThat(After.wordBefore(LINE, ": waiting")).contains("unregister_netdevice");
    assertThat(After.wordBefore(LINE, "unregister")).isEmpty();
    assertThat(After.wordBefore(LINE, "waiting for")).isEmpty();
    assertThat(After.wordBefore(LINE, "not there")).isEmpty();
  }

  @Test
  void givesTheNumberThatFollows() {
    assertThat(After.number(LINE, "count = ")).contains(12L);
    assertThat(After.number("stuck for 23s!", "stuck for ")).contains(23L);
  }

  @Test
  void givesNothingWhereTheWordsDoNotStandOrNothingFollows() {
    assertThat(After.word(LINE, "waiting in ")).isEmpty();
    assertThat(After.word(LINE, "Usage count = 12")).isEmpty();
    assertThat(After.number(LINE, "waiting for ")).isEmpty();
    assertThat(After.number("n = 1234567890123456789", "n = ")).isEmpty();
  }
}
