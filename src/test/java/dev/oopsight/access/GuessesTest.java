package dev.oopsight.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuessesTest {

  @Test
  void stopsAnAddressAfterTenWrongGuessesAndNoOther() {
    Guesses guesses = new Guesses();
    for (int i = 0; i < 10; i++) {
      assertThat(guesses.mayGuess("10.0.0.9")).as("guess %d", i).isTrue();
      guesses.wrong("10.0.0.9");
    }

    assertThat(guesses.mayGuess("10.0.0.9")).isFalse();
    assertThat(guesses.mayGuess("10.0.0.7")).isTrue();
  }
}
