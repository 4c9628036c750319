package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternsTest {

  @ParameterizedTest
  @CsvSource({
    "kfree,   kfree,        true",
    "kfree,   kfree_skb,    false",
    "kfree*,  kfree_skb,    true",
    "kfree*,  __kfree,      false",
    "*_lock,  foo_lock,     true",
    "*_lock,  foo_lock_all, false",
    "*alloc*, foo_alloc_bar, true",
    "*alloc*, foo_free,     false"
  })
  void readsAStarAsAnyText(String pattern, String name, boolean held) {
    NamePatterns patterns = new NamePatterns();
    patterns.add(pattern);
    assertThat(patterns.holds(name)).isEqualTo(held);
  }

  @Test
  void refusesAStarInTheMiddle() {
    assertThatThrownBy(() -> new NamePatterns().add("handle_*_irq"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new NamePatterns().add("*")).isInstanceOf(IllegalStateException.class);
  }
}
