package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelRelease;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GfpDecoderTest {

  @ParameterizedTest
  @CsvSource({
    "0x4020,    2.6.24-gentoo-r8,      2.6.24, GFP_ATOMIC",
    "0x20,      3.10.0-1160.el7,       2.6.31, GFP_ATOMIC",
    "0xd0,      3.10.0-1160.el7,       2.6.31, GFP_KERNEL",
    "0x201da,   2.6.32-431.el6,        2.6.31, GFP_HIGHUSER_MOVABLE",
    "0x2080020, 4.4.0-21-generic,      4.4,    GFP_ATOMIC",
    "0x480020,  4.19.0-21-amd64,       4.18,   GFP_ATOMIC",
    "0xa20,     5.10.0-8-amd64,        5.1,    GFP_ATOMIC",
    "0x820,     6.12.95+deb12-amd64,   6.3,    GFP_ATOMIC",
    "0xcc0,     6.12.95+deb12-amd64,   6.3,    GFP_KERNEL",
  })
  void takesTheTableOfTheRelease(String bits, String release, String since, String shorthand) {
    GfpMask mask =
        GfpDecoder.decode(Long.decode(bits), Optional.empty(), KernelRelease.of(release)).mask();

    assertThat(mask.generation()).isEqualTo(since);
    assertThat(mask.shorthand()).contains(shorthand);
    assertThat(mask.basis()).isEqualTo(GfpMask.Basis.RELEASE);
  }

  @ParameterizedTest
  @CsvSource({
    "0x2084120, GFP_ATOMIC|__GFP_COLD|__GFP_COMP,     4.4",
    "0x24040c0, GFP_KERNEL|__GFP_COMP,                4.4",
    "0x24000c0, GFP_KERNEL,                           4.4",
    "0x1080020, GFP_ATOMIC,                           4.10",
    "0x14200ca, GFP_HIGHUSER_MOVABLE,                 4.10",
    "0x6200ca,  GFP_HIGHUSER_MOVABLE,                 4.18",
    "0x484020,  GFP_ATOMIC|__GFP_COMP,                4.18",
    "0x40a20,   GFP_ATOMIC|__GFP_COMP,                5.1",
    "0x820,     GFP_ATOMIC,                           6.3",
    "0x140cca,  GFP_HIGHUSER_MOVABLE|__GFP_COMP,      6.3",
  })
  void findsTheGenerationWhoseNamesGiveTheNumber(String bits, String names, String since) {
    GfpDecoder.Decoded decoded =
        GfpDecoder.decode(Long.decode(bits), Optional.of(names), Optional.empty());

    assertThat(decoded.agrees()).isTrue();
    assertThat(decoded.mask().generation()).isEqualTo(since);
    assertThat(decoded.mask().basis()).isEqualTo(GfpMask.Basis.PRINTED_FLAGS);
  }

  @Test
  void trustsTheNamesMoreThanTheRelease() {
    GfpDecoder.Decoded decoded =
        GfpDecoder.decode(0x480020, Optional.of("GFP_ATOMIC"), KernelRelease.of("3.10.0-vendor"));

    assertThat(decoded.mask().generation()).isEqualTo("4.18");
  }

  @Test
  void prefersTheReleaseAmongTablesThatAgree() {
    GfpDecoder.Decoded decoded =
        GfpDecoder.decode(0xcc0, Optional.of("GFP_KERNEL"), KernelRelease.of("5.10.0"));

    assertThat(decoded.mask().generation()).isEqualTo("5.1");
  }

  @Test
  void saysThatNamesAndNumberContradictEachOther() {
    GfpDecoder.Decoded decoded =
        GfpDecoder.decode(0x123456, Optional.of("GFP_ATOMIC"), KernelRelease.of("5.10.0"));

    assertThat(decoded.agrees()).isFalse();
    assertThat(decoded.mask().basis()).isEqualTo(GfpMask.Basis.RELEASE);
  }

  @Test
  void namesEverySetBitOfTheSeed() {
    GfpMask mask = GfpDecoder.decode(0x4020, Optional.empty(), KernelRelease.of("2.6.24")).mask();

    assertThat(mask.flags()).containsExactly("__GFP_HIGH", "__GFP_COMP");
    assertThat(mask.isAtomic()).isTrue();
    assertThat(mask.canSleep()).isFalse();
  }

  @Test
  void knowsThatGfpKernelMaySleepOnEitherSideOfTheSplit() {
    assertThat(
            GfpDecoder.decode(0xd0, Optional.empty(), KernelRelease.of("3.10.0")).mask().canSleep())
        .isTrue();
    assertThat(
            GfpDecoder.decode(0xcc0, Optional.empty(), KernelRelease.of("6.1.0")).mask().canSleep())
        .isTrue();
  }
}
