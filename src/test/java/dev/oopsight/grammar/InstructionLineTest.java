package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RIP: 0010:foo+0x1b/0x30 [mod]",
        "RIP: 0010:[<ffffffff8044b1b7>]  [<ffffffff8044b1b7>] foo+0xc4/0x150",
        "RIP: 0010:[<ffffffff8808c1a9>]  [<ffffffff8808c1a9>] :mod:foo+0xb9/0x1c0",
        "RIP: 0010:[<ffffffff8014a5f0>] <ffffffff8014a5f0>{foo+22}",
        "RIP  [<ffffffff8044b1b7>] foo+0xc4/0x150",
        "EIP is at foo+0x1d/0x110 [mod]",
        "EIP: foo+0x1d/0x110",
        "EIP: [<c0105f1d>] foo+0xd/0x10 SS:ESP 0068:f6c3bf20",
        "pc : foo+0x18/0x30 [mod]",
        "PC is at foo+0x18/0x30",
        "NIP [c0000000000b2d3c] foo+0x2ac/0x4b0",
        "epc : foo+0x4a/0x90",
        "epc   : 80105f58 foo+0x74/0x104",
        "Krnl PSW : 0704c00180000000 0000000000114e52 (foo+0x3a/0x88)",
      })
  void tellsWhereTheCpuStood(String line) {
    InstructionLine read = InstructionLine.read(line).orElseThrow();

    assertThat(read.user()).isFalse();
    assertThat(read.function()).map(Frame::symbol).contains("foo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RIP: 0033:0x4322f0", "RIP: 0023:[<f7f5d430>] foo+0x1/0x2"})
  void tellsUserSpaceApart(String line) {
    assertThat(InstructionLine.read(line).orElseThrow().user()).isTrue();
  }

  @Test
  void tellsNoFunctionWhereNoneIsPrinted() {
    assertThat(InstructionLine.read("RIP: 0010:0xffffffffc0001000").orElseThrow().function())
        .isEmpty();
  }
}
