package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0000000000000000 | : NULL",
        "0000000000000020 | : NULL and an offset of 32 bytes within an object",
        "fffffffffffffff4 | : an error number (-12) taken for a pointer",
        "dead000000000108 | : near the poison of a list entry that was already deleted",
        "6b6b6b6b6b6b6b7b | : near the poison of freed memory",
        "000000006b6b6b7b | : near the poison of freed memory",
        "aaaaaaaaaaaaaaaa | : near the poison of a freed page",
      })
  void saysWhatAnAddressTellsByItself(String address, String meaning) {
    assertThat(Poison.meaning(Long.parseUnsignedLong(address, 16))).isEqualTo(meaning);
  }

  @Test
  void isSilentOfAnAddressLikeAnyOther() {
    assertThat(Poison.meaning(0xffff888003a4c000L)).isEmpty();
    assertThat(Poison.meaning(0x0000000000401000L)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead000000000122", "6b6b6b6b6b6b6b6b", "6b6b6b6b"})
  void knowsARegisterThatHoldsPoison(String value) {
    assertThat(Poison.of(value)).hasValueSatisfying(m -> assertThat(m).startsWith(value + ", "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0018", "0000000000000000", "ffff888003a4c000"})
  void takesNoOtherRegisterForPoisoned(String value) {
    assertThat(Poison.of(value)).isEmpty();
  }
}
