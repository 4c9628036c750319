package dev.oopsight.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

  @Test
  void knowsItsOwnTextAndNoOther() {
    Password made = Password.of("correct horse battery staple");
    Password read = Password.read(made.toString()).orElseThrow();

    assertThat(read.matches("correct horse battery staple")).isTrue();
    assertThat(read.matches("correct horse battery stable")).isFalse();
    assertThat(read.matches("")).isFalse();
    assertThat(made.toString()).doesNotContain("horse");
    assertThat(Password.of("correct horse battery staple").toString())
        .as("a salt of its own each time")
        .isNotEqualTo(made.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hunter2",
        "pbkdf2-sha256:1:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "pbkdf2-sha256:99999999:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "pbkdf2-sha256:600000:AA==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "$2y$10$abcdefghijklmnopqrstuv",
      })
  void takesNothingThatIsTooCheapTooDearOrOfAnotherKind(String text) {
    assertThat(Password.read(text)).isEmpty();
  }
}
