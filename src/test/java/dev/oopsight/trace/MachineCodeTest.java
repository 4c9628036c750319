package dev.oopsight.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineCodeTest {

  @Test
  void findsTheMarkedByteOrWord() {
    assertThat(MachineCode.of("48 8b 47 08 <48> 8b 00"))
        .contains(new MachineCode("48", Optional.of("8b"), 4));
    assertThat(MachineCode.of("aa0003f3 94000010 (b9001001)"))
        .contains(new MachineCode("b9001001", Optional.empty(), 2));
  }

  @Test
  void knowsTheTrapOfWarnAndBug() {
    assertThat(MachineCode.of("e8 01 <0f> 0b 48").map(MachineCode::isTrap)).contains(true);
    assertThat(MachineCode.of("e8 01 <0f> 0f 48").map(MachineCode::isTrap)).contains(false);
  }

  @Test
  void findsNoneWhereNothingIsMarked() {
    assertThat(MachineCode.of("48 8b 47")).isEmpty();
    assertThat(MachineCode.of("Bad RIP value.")).isEmpty();
    assertThat(MachineCode.of("")).isEmpty();
    assertThat(MachineCode.of("<> () <")).isEmpty();
  }
}
