package dev.oopsight.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChanceTest {

  /** Of eight cups, of which four had the milk first, three and four found by chance. */
  @Test
  void isThatOfTheLadyTastingTea() {
    assertThat(Chance.atLeast(4, 4, 4, 8)).isCloseTo(1 / 70.0, within(1e-12));
    assertThat(Chance.atLeast(3, 4, 4, 8)).isCloseTo(17 / 70.0, within(1e-12));
    assertThat(Chance.atLeast(0, 4, 4, 8)).isEqualTo(1);
  }

  @Test
  void isTheShareOfAllWaysToPickHosts() {
    // 10 over 6, of 100 over 6.
    assertThat(Chance.atLeast(6, 6, 10, 100)).isCloseTo(210 / 1_192_052_400.0, within(1e-18));
    assertThat(Chance.ofTheVery(6, 100)).isCloseTo(1 / 1_192_052_400.0, within(1e-20));
    assertThat(Chance.ofTheVery(94, 100)).isCloseTo(1 / 1_192_052_400.0, within(1e-20));
    assertThat(Chance.ofTheVery(0, 100)).isEqualTo(1);
  }

  @Test
  void ofIncidentsThatAllStrikeOneHostFallsWithTheirNumber() {
    assertThat(Chance.onSoFew(1, 1, 100)).isCloseTo(1, within(1e-9));
    assertThat(Chance.onSoFew(1, 3, 100)).isCloseTo(1e-4, within(1e-12));
    // Two hosts of ten in 45 ways, each of five incidents on either.
    assertThat(Chance.onSoFew(2, 5, 10)).isCloseTo(45 * Math.pow(0.2, 5), within(1e-12));
    assertThat(Chance.onSoFew(10, 50, 10)).isEqualTo(1);
  }

  @Property(tries = 300)
  void isSmallerTheMoreOfThePickedHostsHaveIt(
      @ForAll @IntRange(min = 1, max = 60) int picked,
      @ForAll @IntRange(max = 60) int others,
      @ForAll @IntRange(max = 120) int allWith) {
    int all = picked + others;
    int have = Math.min(allWith, all);
    double before = 1;
    for (int with = 0; with <= Math.min(picked, have); with++) {
      double chance = Chance.atLeast(with, picked, have, all);
      assertThat(chance).isBetween(0.0, before + 1e-9);
      before = chance;
    }
    assertThat(Chance.atLeast(picked, picked, have, all))
        .isGreaterThanOrEqualTo(have >= picked ? Chance.ofTheVery(picked, all) * 0.999 : 0);
  }
}
