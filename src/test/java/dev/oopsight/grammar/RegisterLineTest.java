package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.Register;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RSP: 0018:ffffa2e5c0273d78 EFLAGS: 00010246 | RSP=ffffa2e5c0273d78 EFLAGS=00010246",
        "RAX: 0000000000000000 RBX: 0000000000000003 | RAX=0000000000000000 RBX=0000000000000003",
        "FS:  00007f1c80a0b740(0000) GS:ffff9d5a3bd00000(0000) knlGS:0000000000000000"
            + " | FS=00007f1c80a0b740 GS=ffff9d5a3bd00000 knlGS=0000000000000000",
        "eax: 00000000   ebx: f7c0a000   ecx: 00000001 | eax=00000000 ebx=f7c0a000 ecx=00000001",
        "x29: ffff80000a5dbc60 x28: ffff000003a98000 | x29=ffff80000a5dbc60 x28=ffff000003a98000",
        "x2 : 0000000000000000 x1 : ffff000003a98000 | x2=0000000000000000 x1=ffff000003a98000",
        "GPR04: c0000000000b2d3c c000000fff2bf6c0 | GPR04=c0000000000b2d3c GPR05=c000000fff2bf6c0",
      })
  void readsRegistersInPrintedOrder(String line, String registers) {
    assertThat(RegisterLine.read(line))
        .extracting(Register::name, Register::value)
        .map(tuple -> tuple.toList().get(0) + "=" + tuple.toList().get(1))
        .containsExactly(registers.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Code: 48 8b", "address: 0000000000000008", "eth0: 00112233"})
  void leavesOtherLinesAlone(String line) {
    assertThat(RegisterLine.read(line)).isEmpty();
  }
}
