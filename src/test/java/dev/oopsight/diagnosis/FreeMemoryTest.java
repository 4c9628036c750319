package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.diagnosis.FreeMemory.Verdict;
import dev.oopsight.trace.KernelRelease;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreeMemoryTest {

  private static final List<Long> NONE = List.of(0L, 0L, 0L, 0L);

  @Test
  void callsAZoneExhaustedThatIsBelowItsBar() {
    FreeMemory memory = verdict("4.19.0", atomic(0).zone("Normal", 4_000, 11_440, NONE));

    assertThat(memory.verdict()).isEqualTo(Verdict.EXHAUSTED);
    assertThat(memory.arithmetic())
        .containsExactly("node 0 Normal: 4000 kB usable, 4292 kB had to stay: too little free");
  }

  @Test
  void callsAZoneFragmentedThatHasOnlySmallBlocks() {
    FreeMemory memory =
        verdict("4.19.0", atomic(1).zone("Normal", 52_000, 11_440, NONE, 13_000, 0, 0));

    assertThat(memory.verdict()).isEqualTo(Verdict.FRAGMENTED);
  }

  @Test
  void findsOneBlockEnoughSince44AndNotBefore() {
    Traces oneBlock = atomic(1).zone("Normal", 52_000, 11_440, NONE, 12_998, 1, 0);

    assertThat(verdict("4.4.0", oneBlock).verdict()).isEqualTo(Verdict.ENOUGH);
    assertThat(verdict("4.3.0", oneBlock).verdict()).isEqualTo(Verdict.FRAGMENTED);
  }

  @Test
  void countsWhatALowerZoneKeepsFromRequestsThatCanUseAHigherOne() {
    List<Long> reserve = List.of(0L, 2_991L, 7_952L, 7_952L);

    FreeMemory memory = verdict("4.19.0", atomic(0).zone("DMA", 15_900, 264, reserve));

    assertThat(memory.verdict()).isEqualTo(Verdict.EXHAUSTED);
    assertThat(memory.says()).contains("and 31808 kB are kept from requests");
  }

  @Test
  void leavesOutZonesThatTheRequestCannotUse() {
    Traces dmaOnly =
        Traces.allocationFailure(0, "__GFP_HIGH", "__GFP_DMA")
            .zone("DMA", 40, 264, NONE)
            .zone("Normal", 900_000, 11_440, NONE);

    assertThat(verdict("4.19.0", dmaOnly).verdict()).isEqualTo(Verdict.EXHAUSTED);
  }

  @Test
  void grantsARequestThatCanWaitNothingOfTheReserve() {
    Traces sleeping =
        Traces.allocationFailure(0, "__GFP_DIRECT_RECLAIM").zone("Normal", 11_000, 11_440, NONE);

    assertThat(verdict("4.19.0", sleeping).verdict()).isEqualTo(Verdict.EXHAUSTED);
    assertThat(verdict("4.19.0", atomic(0).zone("Normal", 11_000, 11_440, NONE)).verdict())
        .isEqualTo(Verdict.ENOUGH);
  }

  @Test
  void hasNoVerdictWithoutTheListsOfBlocks() {
    assertThat(
            FreeMemory.of(
                atomic(1).zone("Normal", 52_000, 11_440, NONE).failure(), Optional.empty()))
        .isEmpty();
    assertThat(FreeMemory.of(atomic(1).failure(), Optional.empty())).isEmpty();
  }

  private static Traces atomic(int order) {
    return Traces.allocationFailure(order, "__GFP_HIGH", "__GFP_KSWAPD_RECLAIM");
  }

  private static FreeMemory verdict(String kernel, Traces trace) {
    return FreeMemory.of(trace.failure(), KernelRelease.of(kernel)).orElseThrow();
  }
}
