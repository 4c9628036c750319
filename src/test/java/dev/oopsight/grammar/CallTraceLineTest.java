package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Frame.Stack;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTraceLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " ext4_writepages+0x1f3/0xe50 [ext4]             | ext4_writepages | 0x1f3 | ext4 | true",
        " ? __schedule+0x2a/0x8b0                        | __schedule      | 0x2a  |      | false",
        " [<ffffffff8044b1b7>] tg3_alloc+0xc4/0x150      | tg3_alloc       | 0xc4  |      | true",
        " [<c0105f1d>] show_trace+0xd/0x10               | show_trace      | 0xd   |      | true",
        " [<ffffffff8808c1a9>] :r8169:rx_fill+0xb9/0x1c0 | rx_fill         | 0xb9  | r8169 | true",
        " f+0x1/0x2 [mod 0123456789abcdef0123456789abcdef01234567] | f     | 0x1   | mod  | true",
        " f+0x1/0x2 [mod(OE)]                            | f               | 0x1   | mod  | true",
        " [__alloc_pages+800/832] __alloc_pages+0x320/0x340 | __alloc_pages | 0x320 |    | true",
        " [r8169:g+0x2b/0x2fa0] f+0x2b/0x50              | f               | 0x2b  |      | true",
        " [do_IRQ+306/432]                               | do_IRQ          | 0x132 |      | true",
        " <ffffffff8014a5f0>{:tg3:tg3_rx+721}            | tg3_rx          | 0x2d1 | tg3  | true",
        " [<c0013e24>] (f+0x0/0xf8) from [<c0011fa8>] (g+0x10/0x14) | f    | 0x0   |      | true",
        "[c000000fff2bf6c0] [c0000000000b2d3c] .f+0x6c/0xa0 (unreliable) | .f | 0x6c |   | false",
        "([<000000000011367a>] show_trace+0x8a/0xb0)     | show_trace      | 0x8a  |      | true",
        " dump_backtrace+0x0/0x1b0 (P)                   | dump_backtrace  | 0x0   |      | true",
      })
  void readsOneFrame(String line, String symbol, String offset, String module, boolean reliable) {
    CallTraceLine read = CallTraceLine.read(line, Stack.TASK).orElseThrow();

    assertThat(read.glued()).isFalse();
    assertThat(read.frames()).hasSize(1);
    Frame frame = read.frames().get(0);
    assertThat(frame.symbol()).isEqualTo(symbol);
    assertThat(frame.offset()).isEqualTo(OptionalLong.of(Long.decode(offset)));
    assertThat(frame.module().orElse(null)).isEqualTo(module);
    assertThat(frame.reliable()).isEqualTo(reliable);
  }

  @Test
  void namesTheFunctionOfAnArmLineThatPrintsNoMoreOfIt() {
    assertThat(CallTraceLine.read(" unwind_backtrace from show_stack+0x18/0x1c", Stack.TASK))
        .hasValueSatisfying(
            read ->
                assertThat(read.frames())
                    .extracting(Frame::symbol)
                    .containsExactly("unwind_backtrace"));
  }

  @Test
  void readsSeveralFramesOfALine() {
    CallTraceLine read =
        CallTraceLine.read(
                "<IRQ> <ffffffff8014a5f0>{__alloc_pages+816} <ffffffff8014d2b3>{cache_grow+195} <EOI>",
                Stack.TASK)
            .orElseThrow();

    assertThat(read.frames())
        .extracting(Frame::symbol)
        .containsExactly("__alloc_pages", "cache_grow");
    assertThat(read.frames()).extracting(Frame::stack).containsOnly(Stack.IRQ);
    assertThat(read.stack()).isEqualTo(Stack.EOI);
  }

  @ParameterizedTest
  @CsvSource({
    "<IRQ>, IRQ",
    "</IRQ>, TASK",
    "<EOI>, EOI",
    "<NMI>, NMI",
    "</NMI>, TASK",
    "<<EOE>>, TASK",
    "<TASK>, TASK",
    "<#DF>, EXCEPTION",
    "</#DF>, TASK"
  })
  void changesTheStackAtAMark(String mark, Stack stack) {
    assertThat(CallTraceLine.read(" " + mark, Stack.IRQ))
        .contains(new CallTraceLine(List.of(), stack, false));
  }

  @Test
  void keepsAFrameToWhichOtherTextIsGlued() {
    CallTraceLine read =
        CallTraceLine.read(" [<ffffffff8020a8db>] cpu_idle+0x6f/0x96To summarize", Stack.EOI)
            .orElseThrow();

    assertThat(read.glued()).isTrue();
    assertThat(read.frames().get(0).size()).hasValue(0x96);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "RIP: 0010:f+0x1/0x2",
        "WARNING: at fs/buffer.c:1 f+0x1/0x2()",
        " #0:  (&lock){+.+.}, at: [<c0105f1d>] f+0x1/0x2",
        "f+0x9/0x2",
        "f+0x1",
        "<script>",
        "see f+0x1/0x2",
      })
  void leavesOtherLinesAlone(String line) {
    assertThat(CallTraceLine.read(line, Stack.TASK)).isEmpty();
  }
}
