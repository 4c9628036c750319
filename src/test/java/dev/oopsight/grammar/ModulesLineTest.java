package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModulesLineTest {

  @Test
  void leavesOutTheLettersAndWhatIsNoLongerLoaded() {
    assertThat(
            ModulesLine.read(
                "Modules linked in: provoke(OE) xt_CHECKSUM bridge(+) [last unloaded: r8169]"))
        .contains(List.of("provoke", "xt_CHECKSUM", "bridge"));
  }

  @Test
  void readsAnEmptyList() {
    assertThat(ModulesLine.read("Modules linked in:")).contains(List.of());
  }

  @Test
  void goesOnInALineOfNamesAlone() {
    assertThat(ModulesLine.readContinuation(" ext3 jbd")).contains(List.of("ext3", "jbd"));
    assertThat(ModulesLine.readContinuation("CPU:    0")).isEmpty();
  }

  @Test
  void leavesOtherLinesAlone() {
    assertThat(ModulesLine.read("he wrote Modules linked in: a")).isEmpty();
  }
}
