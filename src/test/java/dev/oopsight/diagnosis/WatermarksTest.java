package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WatermarksTest {

  /** The table in mm/page_alloc.c, above the function that computes it. */
  @Test
  void computesTheTableOfTheKernelsOwnComment() {
    assertThat(Watermarks.defaultMinFreeKb(16 * 1024, 65_536)).isEqualTo(512);
    assertThat(Watermarks.defaultMinFreeKb(128 * 1024, 65_536)).isEqualTo(1448);
    assertThat(Watermarks.defaultMinFreeKb(1024 * 1024, 65_536)).isEqualTo(4096);
    assertThat(Watermarks.defaultMinFreeKb(8192 * 1024, 65_536)).isEqualTo(11_585);
    assertThat(Watermarks.defaultMinFreeKb(1L << 40, 65_536)).isEqualTo(65_536);
  }

  @Test
  void tellsTheMemoryFromAnUntouchedReserve() {
    assertThat(Watermarks.impliedRamKb(11_495)).isEqualTo(8_258_439);
    assertThat(Watermarks.usualRam(8_258_439)).isEqualTo("8 GiB");
    assertThat(Watermarks.setBy(11_495)).isEqualTo("formula");
  }

  @Test
  void tellsOtherHandsByTheirNumbers() {
    assertThat(Watermarks.setBy(67_584)).isEqualTo("khugepaged");
    assertThat(Watermarks.setBy(90_112)).isEqualTo("khugepaged");
    assertThat(Watermarks.setBy(65_536)).isEqualTo("ceiling");
    assertThat(Watermarks.setBy(262_144)).isEqualTo("ceiling");
    assertThat(Watermarks.setBy(16_000)).isEqualTo("other");
    assertThat(Watermarks.setBy(1_048_576)).isEqualTo("other");
  }

  @Test
  void drawsTheReserveDownAsTheKernelDoesInWholePages() {
    assertThat(Watermarks.atomicBarKb(11_495)).isEqualTo(4_312);
    assertThat(Watermarks.atomicBarKb(11_495, 1)).isEqualTo(2_156);
  }

  @Test
  void raisesTheReserveToLessThanOnePerCent() {
    assertThat(Watermarks.raisedMinFreeKb(11_495, 8_258_439)).isEqualTo(65_536);
  }

  @Test
  void raisesAReserveThatWasLoweredAtLeastToWhatTheKernelWouldSet() {
    assertThat(Watermarks.defaultMinFreeKb(393_216, 65_536)).isEqualTo(2_508);
    assertThat(Watermarks.raisedMinFreeKb(1_024, 393_216)).isEqualTo(2_508);
  }

  @Test
  void doesNotRaiseAReserveThatTakesMuchAlready() {
    assertThat(Watermarks.raisedMinFreeKb(200_000, 8_258_439)).isEqualTo(200_000);
  }

  @Test
  void writesAmountsInReadableUnits() {
    assertThat(Watermarks.amount(8_258_439)).isEqualTo("7.9 GiB");
    assertThat(Watermarks.amount(8L << 20)).isEqualTo("8 GiB");
    assertThat(Watermarks.amount(65_536)).isEqualTo("64 MiB");
    assertThat(Watermarks.amount(11_495)).isEqualTo("11495 kB");
  }

  @Property
  void neverRecommendsMoreThanThreePerCentUnlessItWasSetAlready(
      @ForAll @LongRange(min = 0, max = 1L << 33) long minFree,
      @ForAll @LongRange(min = 0, max = 1L << 33) long ram) {
    long raised = Watermarks.raisedMinFreeKb(minFree, ram);

    assertThat(raised == minFree || raised <= ram / 100 * 3).isTrue();
    assertThat(raised).isGreaterThanOrEqualTo(minFree);
  }

  @Property
  void staysWithinItsBoundsForAnyNumber(@ForAll long kb, @ForAll long other) {
    assertThat(Watermarks.atomicBarKb(kb, other)).isBetween(0L, Math.max(0, kb));
    assertThat(Watermarks.defaultMinFreeKb(kb, 65_536)).isBetween(128L, 65_536L);
    assertThat(Watermarks.impliedRamKb(kb)).isNotNegative();
  }
}
