package dev.oopsight.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaintTest {

  @Test
  void saysWhatEveryLetterStandsFor() {
    assertThat(new Taint("GWOE").flags())
        .containsExactly(
            Taint.Flag.WARNED, Taint.Flag.OUT_OF_TREE_MODULE, Taint.Flag.UNSIGNED_MODULE);
  }

  @Test
  void leavesOutALetterThatNoKernelIsKnownToPrint() {
    assertThat(new Taint("GZ").flags()).isEmpty();
  }

  @Test
  void hasALetterOfItsOwnForEveryFlag() {
    assertThat(Taint.Flag.values()).extracting(Taint.Flag::letter).doesNotHaveDuplicates();
  }
}
