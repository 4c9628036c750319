package dev.oopsight.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaintTest {

  @Test
  void saysWhatEveryLetterStandsFor() {
    assertThat(new Taint("GWOE").flags(Optional.empty()))
        .containsExactly(
            Taint.Flag.WARNED, Taint.Flag.OUT_OF_TREE_MODULE, Taint.Flag.UNSIGNED_MODULE);
  }

  @Test
  void leavesOutALetterThatNoKernelIsKnownToPrint() {
    assertThat(new Taint("GZ").flags(Optional.empty())).isEmpty();
  }

  @Test
  void takesNoLetterForWhatItMeansInALaterKernel() {
    Taint taint = new Taint("GNTS");

    assertThat(taint.flags(KernelRelease.of("3.10.0-1160.el7.x86_64"))).isEmpty();
    assertThat(taint.flags(KernelRelease.of("6.12.0")))
        .containsExactlyInAnyOrder(
            Taint.Flag.OUT_OF_SPEC, Taint.Flag.RANDOMISED_LAYOUT, Taint.Flag.TESTED);
  }

  @Test
  void hasALetterOfItsOwnForEveryFlag() {
    assertThat(Taint.Flag.values()).extracting(Taint.Flag::letter).doesNotHaveDuplicates();
  }
}
